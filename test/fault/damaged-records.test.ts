/**
 * Vaults in which some records are mutated by somebody who has the key (or by a bug): every intact record opens, the
 * others are kept byte for byte. The rule: lines are compared as stored, never as our own code would write them again.
 */
import { expect, it } from 'vitest';
import { encodeAccountRecord } from '../../electron/vault/account-record.ts';
import { removeAccount } from '../../electron/vault/bin.ts';
import { openVaultWithMasterKey, sealVault } from '../../electron/vault/format.ts';
import { withChangeRecorded } from '../../electron/vault/history-walk.ts';
import { decodePayload, encodePayload } from '../../electron/vault/payload.ts';
import { accountsOf, quarantinedOf, type Vault } from '../../electron/vault/vault.ts';
import { mutated } from '../formats/mutate.ts';
import { randomFrom, type SeededRandom } from '../formats/seeded-random.ts';
import { sealPlaintext } from '../vault/make-vectors/vector-case.ts';
import { NOW_MS } from '../vault/vault-samples.ts';
import { amount, count, figure } from './amounts.ts';
import { adding, vaultOf } from './prepared-vaults.ts';

const VAULTS = amount(300, 10_000);
const SEED = Number(process.env.HALFMINUTE_FAULT_SEED ?? Date.now() % 1_000_000);
const LF = 0x0a;

/** Accounts, one in the bin, and a history of both. */
function sample(accountCount: number) {
  const opened = vaultOf(accountCount);
  const step = (before: Vault, after: Vault) => withChangeRecorded(before, after, 'changed', NOW_MS);
  const [first] = accountsOf(opened.vault);
  if (!first) throw new Error('no account');
  const added = step(opened.vault, adding('later')(opened.vault));
  return { ...opened, vault: step(added, removeAccount(added, first.id, NOW_MS)) };
}

function linesOf(plaintext: Uint8Array): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let at = 0; at <= plaintext.length; at += 1) {
    if (at < plaintext.length && plaintext[at] !== LF) continue;
    if (at > start) lines.push(Buffer.from(plaintext.subarray(start, at)));
    start = at + 1;
  }
  return lines;
}

const NASTY = [
  Buffer.from('['.repeat(20_000)),
  Buffer.from('{"__proto__":{"id":"x"},"constructor":null}'),
  Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
  Buffer.from('{"id":"\\ud800","issuer":1e999}'),
  Buffer.from('{"kind":"binned","record":{},"deletedAt":-1}'),
  Buffer.from('{"kind":"change","seq":1e400}'),
];

/** What becomes of one line; line ends that a mutation brings in cut it into several. */
function mutateLine(line: Buffer, random: SeededRandom): Buffer {
  if (random.below(8) === 0) return NASTY[random.below(NASTY.length)] as Buffer;
  return Buffer.from(mutated(line, random));
}

it(`opens every intact record of ${VAULTS} vaults with mutated ones (seed ${SEED})`, {
  timeout: 900_000,
}, () => {
  const random = randomFrom(SEED);
  const samples = [sample(8), sample(25), sample(60)];
  let intactCount = 0;
  let mutatedCount = 0;
  let quarantinedCount = 0;
  for (let index = 0; index < VAULTS; index += 1) {
    const opened = samples[random.below(samples.length)] as ReturnType<typeof sample>;
    const [head, ...lines] = linesOf(encodePayload(opened.vault)) as [Buffer, ...Buffer[]];
    const share = 1 + random.below(9);
    const intact: string[] = [];
    const stored = lines.map((line) => {
      if (random.below(10) >= share) {
        intact.push(line.toString());
        return line;
      }
      mutatedCount += 1;
      return mutateLine(line, random);
    });
    const plaintext = Buffer.concat([head, ...stored].flatMap((line) => [line, Buffer.of(LF)]));
    const { vault } = openVaultWithMasterKey(sealPlaintext(opened, plaintext), opened.masterKey);

    const records = new Set(
      vault.entries.flatMap((entry) => (entry.kind === 'account' ? [encodeAccountRecord(entry)] : [])),
    );
    const intactAccounts = intact.filter((line) => line.startsWith('{"id"'));
    intactCount += intactAccounts.length;
    for (const line of intactAccounts) expect(records).toContain(line);
    const intactBin = intact.filter((line) => line.includes('"kind":"binned"'));
    expect(vault.bin.length).toBeGreaterThanOrEqual(intactBin.length);

    // What could not be read stays as it is, through a save.
    const quarantined = quarantinedOf(vault).map(({ line }) => Buffer.from(line).toString('latin1'));
    quarantinedCount += quarantined.length;
    const again = openVaultWithMasterKey(sealVault({ ...opened, vault }), opened.masterKey).vault;
    expect(quarantinedOf(again).map(({ line }) => Buffer.from(line).toString('latin1'))).toEqual(quarantined);
    const inFile = new Set(linesOf(plaintext).map((line) => line.toString('latin1')));
    for (const line of quarantined) expect(inFile.has(line)).toBe(true);
    expect(accountsOf(again)).toEqual(accountsOf(vault));
  }
  expect(quarantinedCount).toBeGreaterThan(VAULTS);
  figure(
    4,
    `${count(VAULTS)} vaults with ${count(mutatedCount)} mutated records (seed ${SEED})`,
    `all ${count(intactCount)} intact accounts open; ${count(quarantinedCount)} lines quarantined, kept byte for byte`,
  );
});

it('is caught when an intact record does not open (the control)', () => {
  const { vault } = sample(3);
  const lines = linesOf(encodePayload(vault));
  const broken = lines.map((line, index) => (index === 1 ? line.subarray(0, -1) : line));
  const plaintext = Buffer.concat(broken.flatMap((line) => [line, Buffer.of(LF)]));
  const opened = decodePayload(plaintext);
  expect(accountsOf(opened).length).toBe(accountsOf(vault).length - 1);
  expect(quarantinedOf(opened)).toHaveLength(1);
});
