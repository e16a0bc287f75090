/**
 * Opening earlier files of a vault with one key, and putting one in the place of a damaged vault. Vault process, CLI.
 * The rule: looking changes nothing, and what is in the vault's place is renamed aside, never deleted or written over.
 */
import { randomBytes } from 'node:crypto';
import { CodedError, savingError } from '../ipc/failure.ts';
import { realFiles } from './atomic-file.ts';
import {
  type OpenVault,
  openVault,
  openVaultWithMasterKey,
  openVaultWithRandomKey,
  passwordWorkOf,
  readHeader,
} from './format.ts';
import { USUAL_WORK_MAX } from './kdf-steps.ts';
import { passwordSlotOf } from './key-slot.ts';
import { RECOVERY_SLOT } from './random-key-slot.ts';
import { stampOf } from './retention.ts';
import { createSessionFrom, type OpenedBy, type Session, type SessionPlace } from './session.ts';
import { inspectVaultFile } from './vault-store.ts';

export type EarlierKey =
  /** `workMax` as for openVault. */
  | { readonly kind: 'password'; readonly password: string; readonly workMax?: number | undefined }
  | { readonly kind: 'recovery-key'; readonly key: Uint8Array };

/**
 * Opens each file that the key opens; null for one that it does not. Versions of one vault share their master key, so the
 * slow KDF runs once for each different password slot.
 */
export async function openEarlier(
  filesBytes: readonly Uint8Array[],
  key: EarlierKey,
): Promise<readonly (OpenVault | null)[]> {
  const masterKeys: Uint8Array[] = [];
  const failedSlots = new Set<string>();
  const opened: (OpenVault | null)[] = [];
  for (const bytes of filesBytes) {
    const known = masterKeys.map((masterKey) => attempt(() => openVaultWithMasterKey(bytes, masterKey)));
    const byKnown = known.find((each) => each !== null);
    const open = byKnown ?? (await openByKey(bytes, key, failedSlots));
    if (open !== null && byKnown === undefined) masterKeys.push(open.masterKey);
    opened.push(open);
  }
  return opened;
}

/**
 * Why a key opened none of the files that were tried.
 * @returns `unusual-work` when one asks for more work than the key's `workMax`, else that the key is wrong.
 */
export function whyNoneOpened(filesBytes: readonly Uint8Array[], key: EarlierKey): CodedError {
  if (key.kind === 'recovery-key') return new CodedError('wrong-recovery-key');
  const work = filesBytes.map((bytes) => attempt(() => passwordWorkOf(readHeader(bytes).slots)) ?? 0);
  const isUntried = work.some((each) => each > (key.workMax ?? USUAL_WORK_MAX));
  return new CodedError(isUntried ? 'unusual-work' : 'wrong-password');
}

/**
 * Makes an opened earlier file the vault at `place.path`. What is there is renamed aside.
 * @throws CodedError `vault-newer`, which is left in its place; else as createSessionFrom.
 */
export async function restoreEarlier(
  place: SessionPlace,
  opened: OpenVault,
  openedBy: OpenedBy,
): Promise<Session> {
  const { path, now, files = realFiles } = place;
  const status = await inspectVaultFile(path, files);
  if (status === 'newer') throw new CodedError('vault-newer');
  if (status === 'none') return createSessionFrom({ ...place, opened, openedBy });
  const aside = `${path}.aside-${stampOf(now())}-${randomBytes(4).toString('hex')}`;
  try {
    await files.rename(path, aside);
  } catch (error) {
    throw savingError(error);
  }
  try {
    return await createSessionFrom({ ...place, opened, openedBy });
  } catch (error) {
    if ((await inspectVaultFile(path, files)) === 'none') await files.rename(aside, path);
    throw error;
  }
}

async function openByKey(
  bytes: Uint8Array,
  key: EarlierKey,
  failedSlots: Set<string>,
): Promise<OpenVault | null> {
  if (key.kind === 'recovery-key') {
    return attempt(() => openVaultWithRandomKey(bytes, RECOVERY_SLOT, key.key));
  }
  const slot = attempt(() => passwordSlotOf(readHeader(bytes).slots) ?? null);
  if (slot === null) return null;
  const text = Buffer.from(slot.body).toString('hex');
  if (failedSlots.has(text)) return null;
  try {
    return await openVault(bytes, key.password, key.workMax);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'wrong-password') failedSlots.add(text);
    return null;
  }
}

function attempt<Answer>(open: () => Answer): Answer | null {
  try {
    return open();
  } catch {
    return null;
  }
}
