/**
 * One automatic backup in the folder that a person chose, and which of the older ones leave it. Vault process, CLI.
 * The rule: only files that this vault's backups are named like are ever removed, and none before a newer one is proved.
 */
import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { type FileFunctions, realFiles, replaceFile } from './atomic-file.ts';
import { type OpenVault, sealVault } from './format.ts';
import { PASSWORD_SLOT } from './key-slot.ts';
import { RECOVERY_SLOT } from './random-key-slot.ts';
import { keptTimes, type Retention, stampOf, timeOfStamp } from './retention.ts';

const EXTENSION = '.halfminute-backup';
const NUMBER_INFO = 'halfminute vault v1 vault number';

export interface AutomaticBackup {
  readonly path: string;
  readonly atMs: number;
}

/**
 * Writes the vault with its own password and recovery slots, as they are: what opens the vault opens the backup.
 * @throws CodedError `disk-full`, `not-permitted`, `not-saved`.
 */
export async function writeAutomaticBackup(
  { masterKey, slots, vault }: OpenVault,
  folder: string,
  nowMs: number,
  files: FileFunctions = realFiles,
): Promise<string> {
  const carried = slots.filter(({ type }) => type === PASSWORD_SLOT || type === RECOVERY_SLOT);
  const path = join(folder, `${prefixOf(masterKey)}${stampOf(nowMs)}${EXTENSION}`);
  await replaceFile(path, sealVault({ masterKey, slots: carried, vault }), { files });
  return path;
}

/** Removes what `retention` does not keep of this vault's backups. */
export async function pruneAutomaticBackups(
  masterKey: Uint8Array,
  folder: string,
  retention: Retention,
  files: FileFunctions = realFiles,
): Promise<void> {
  const backups = (await automaticBackups(folder, files)).filter(({ path }) =>
    path.startsWith(join(folder, prefixOf(masterKey))),
  );
  const kept = keptTimes(
    backups.map(({ atMs }) => atMs),
    retention,
  );
  for (const { path, atMs } of backups) if (!kept.has(atMs)) await files.unlink(path);
}

/** Every vault's automatic backups in a folder, newest first; none when it cannot be read. */
export async function automaticBackups(
  folder: string,
  files: FileFunctions = realFiles,
): Promise<readonly AutomaticBackup[]> {
  const names = await files.readdir(folder).catch(() => []);
  const backups = names.flatMap((name): AutomaticBackup[] => {
    const stamp = /^halfminute-[0-9a-f]{8}-(\w{16})\.halfminute-backup$/.exec(name)?.[1];
    const atMs = stamp === undefined ? null : timeOfStamp(stamp);
    return atMs === null ? [] : [{ path: join(folder, name), atMs }];
  });
  return backups.sort((left, right) => right.atMs - left.atMs);
}

/** Tells the backups of vaults that share a folder apart; says nothing about the key. */
function prefixOf(masterKey: Uint8Array): string {
  const number = Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(0), NUMBER_INFO, 4));
  return `halfminute-${number.toString('hex')}-`;
}
