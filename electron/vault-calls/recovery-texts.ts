/**
 * What a person typed as recovery key or shares, for the calls that take it. Runs in the vault process.
 * The rule: an answer says what is wrong with the texts, and never what is in them.
 */
import type { RecoveryReading } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { readRecoveryTexts } from '../vault/recovery-key.ts';

/** The key itself. @throws CodedError `invalid-recovery-key` when it cannot be read or shares are missing. */
export async function recoveryKeyOf(texts: readonly string[]): Promise<Uint8Array> {
  const read = await readRecoveryTexts(texts);
  if (read.kind !== 'key') throw new CodedError('invalid-recovery-key');
  return read.key;
}

/** How far a person has got with typing, without the key. */
export async function recoveryReadingOf(texts: readonly string[]): Promise<RecoveryReading> {
  const read = await readRecoveryTexts(texts);
  if (read.kind === 'key') return { kind: 'key' };
  if (read.kind === 'problem') return read;
  const [first] = read.shares;
  return {
    kind: 'shares',
    keyNumber: first?.keyNumber ?? null,
    needed: first?.needed ?? 0,
    numbers: read.shares.map(({ number }) => number),
  };
}
