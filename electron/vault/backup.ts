/**
 * Backups: a vault file with a password of its own, written somewhere else and proved to open. Vault process, CLI.
 * The rule: a backup opens with its password or the recovery key alone; no key slot of this computer goes into it.
 */
import { CodedError } from '../ipc/failure.ts';
import type { OtpParameters } from '../otp/account.ts';
import { codeAt, hotpCode } from '../otp/code.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import { type FileFunctions, realFiles } from './atomic-file.ts';
import { replaceChosenFile } from './chosen-file.ts';
import {
  type OpenVault,
  openVault,
  openVaultWithRandomKey,
  sealVault,
  VAULT_FILE_BYTES_MAX,
} from './format.ts';
import { MAGIC } from './header.ts';
import { KDF_CURRENT, type KdfParameters } from './kdf.ts';
import { wrapMasterKey } from './key-slot.ts';
import { refuseShortPassword } from './password-length.ts';
import { RECOVERY_SLOT, randomKeySlotsOf } from './random-key-slot.ts';
import type { Session } from './session.ts';
import { accountsOf, type Vault } from './vault.ts';

export interface BackupTarget {
  readonly path: string;
  readonly password: string;
  readonly files?: FileFunctions;
  /** For tests; people get KDF_CURRENT. */
  readonly kdf?: KdfParameters;
}

export interface AccountCode {
  readonly id: string;
  readonly code: string;
}

/**
 * Writes the open vault, quarantined records included, to a file of its own, replacing what the person chose to
 * replace. A symbolic link stays one.
 * @returns the vault that was written and the file's size in bytes.
 * @throws CodedError `password-too-short`; `not-permitted` for the vault's own file; `disk-full`, `not-permitted`,
 *   `not-saved`, `file-too-large`.
 */
export async function writeBackup(
  session: Session,
  { path, password, files = realFiles, kdf = KDF_CURRENT }: BackupTarget,
): Promise<{ readonly vault: Vault; readonly sizeBytes: number }> {
  refuseShortPassword(password);
  const { masterKey } = session;
  const recovery = randomKeySlotsOf(session.slots, RECOVERY_SLOT);
  const slots = [await wrapMasterKey(masterKey, password, kdf), ...recovery];
  const { vault } = session;
  const bytes = sealVault({ masterKey, slots, vault });
  await replaceChosenFile(session.store, path, bytes, files);
  return { vault, sizeBytes: bytes.length };
}

/**
 * Opens a backup's bytes.
 * @throws CodedError `unsupported-file` when it is not one of ours, `file-too-large`, `wrong-password`,
 *   `vault-damaged`, `vault-newer`, `unusual-work` (`workMax` as for openVault).
 */
export async function readBackup(bytes: Uint8Array, password: string, workMax?: number): Promise<OpenVault> {
  refuseForeign(bytes);
  return openVault(bytes, password, workMax);
}

/**
 * Opens a backup's bytes with the recovery key that the vault had when it was written (32 bytes).
 * @throws CodedError `unsupported-file`, `file-too-large`, `no-recovery-key`, `wrong-recovery-key`, `vault-damaged`,
 *   `vault-newer`.
 */
export function readBackupWithRecoveryKey(bytes: Uint8Array, key: Uint8Array): OpenVault {
  refuseForeign(bytes);
  return openVaultWithRandomKey(bytes, RECOVERY_SLOT, key);
}

function refuseForeign(bytes: Uint8Array): void {
  if (bytes.length > VAULT_FILE_BYTES_MAX) throw new CodedError('file-too-large');
  if (Buffer.compare(bytes.subarray(0, MAGIC.length), MAGIC) !== 0) throw new CodedError('unsupported-file');
}

/** Every account's code at a moment (Unix milliseconds); for counter-based ones the code of their counter. */
export function codesAt(vault: Vault, unixMs: number): readonly AccountCode[] {
  return accountsOf(vault).map(({ id, otp }) => ({ id, code: provingCode(otp, unixMs) }));
}

/** Empty where a PIN is missing: such an account makes no code here or anywhere. */
function provingCode(otp: OtpParameters, unixMs: number): string {
  if (otp.type === 'hotp') return hotpCode(otp, otp.counter);
  return hasItsPin(otp) ? codeAt(otp, unixMs) : '';
}

/** How many of the live vault's codes a backup gives, too, and which accounts it does not. */
export function compareCodes(
  live: readonly AccountCode[],
  fromBackup: readonly AccountCode[],
): { readonly matched: number; readonly total: number; readonly mismatchedIds: readonly string[] } {
  const backedUp = new Map(fromBackup.map(({ id, code }) => [id, code]));
  const mismatchedIds = live.filter(({ id, code }) => backedUp.get(id) !== code).map(({ id }) => id);
  return { matched: live.length - mismatchedIds.length, total: live.length, mismatchedIds };
}
