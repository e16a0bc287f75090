/**
 * The earlier files of a vault that `recover` can go back to. Runs under Node.
 * The rule: looking and trying keys changes no file; only a file that a key has opened takes the vault's place.
 */
import { stat } from 'node:fs/promises';
import { readWholeFile, realFiles } from '../vault/atomic-file.ts';
import { automaticBackups } from '../vault/automatic-backup.ts';
import { type EarlierKey, openEarlier, restoreEarlier, whyNoneOpened } from '../vault/earlier-files.ts';
import { VAULT_FILE_BYTES_MAX } from '../vault/format.ts';
import { keptCopies } from '../vault/kept-copies.ts';
import type { Session, SessionPlace } from '../vault/session.ts';
import { inspectVaultFile } from '../vault/vault-store.ts';
import { CommandFailure, UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';

export interface EarlierFile {
  readonly file: string;
  readonly kind: 'previous' | 'old-format' | 'backup';
  /** ISO 8601: until when it was the vault, or when the backup was made. */
  readonly at: string;
  readonly sizeBytes: number;
  readonly state: 'sound' | 'damaged' | 'newer';
}

type Candidate = Pick<EarlierFile, 'file' | 'kind'> & { readonly atMs: number | null };

/**
 * Newest first: those beside the vault, or what `from` names, a file or a folder of automatic backups.
 * @throws UsageError when there is nothing at `from`.
 */
export async function earlierFiles(path: string, from: string | undefined): Promise<readonly EarlierFile[]> {
  const candidates = from === undefined ? await besideVault(path) : await namedBy(from);
  const looks = candidates.map(async ({ file, kind, atMs }): Promise<readonly EarlierFile[]> => {
    const info = await stat(file).catch(() => null);
    const status = await inspectVaultFile(file);
    if (info === null || status === 'none' || status === 'unreadable') return [];
    const at = new Date(atMs ?? info.mtimeMs).toISOString();
    return [{ file, kind, at, sizeBytes: info.size, state: status === 'locked' ? 'sound' : status }];
  });
  const found = (await Promise.all(looks)).flat();
  return found.sort((left, right) => right.at.localeCompare(left.at));
}

/**
 * Puts the newest file that the key opens in the vault's place.
 * @throws CommandFailure `nothing-found` without a whole file; CodedError `wrong-password`, `wrong-recovery-key` when the key
 *   opens none, else as restoreEarlier.
 */
export async function restoreNewest(
  place: SessionPlace,
  files: readonly EarlierFile[],
  key: EarlierKey,
): Promise<{ readonly session: Session; readonly file: EarlierFile }> {
  refuseNoneWhole(files);
  const sound = files.filter(({ state }) => state === 'sound');
  const tried: Uint8Array[] = [];
  for (const file of sound) {
    const bytes = await readWholeFile(file.file, VAULT_FILE_BYTES_MAX, realFiles).catch(() => null);
    if (bytes === null) continue;
    tried.push(bytes);
    const [opened] = await openEarlier([bytes], key);
    if (opened) return { session: await restoreEarlier(place, opened, key.kind), file };
  }
  throw whyNoneOpened(tried, key);
}

/** @throws CommandFailure `nothing-found`. */
export function refuseNoneWhole(files: readonly EarlierFile[]): void {
  if (files.some(({ state }) => state === 'sound')) return;
  throw new CommandFailure('nothing-found', EXIT.nothingFound, 'there is no earlier file that is whole');
}

async function besideVault(path: string): Promise<readonly Candidate[]> {
  const copies = await keptCopies(path, realFiles);
  return copies.map(({ path: file, kind, atMs }) => ({ file, kind, atMs }));
}

async function namedBy(from: string): Promise<readonly Candidate[]> {
  const info = await stat(from).catch(() => null);
  if (info === null) throw new UsageError('there is nothing at the path of --from');
  if (!info.isDirectory()) return [{ file: from, kind: 'backup', atMs: null }];
  const backups = await automaticBackups(from);
  return backups.map(({ path, atMs }) => ({ file: path, kind: 'backup', atMs }));
}
