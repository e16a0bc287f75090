/**
 * Writes a file where a person chose to have it, whole or not at all. Vault process, CLI.
 * The rules: the vault's own file is never taken, by another name either; a symbolic link stays one.
 */
import { CodedError, savingError, systemCodeOf } from '../ipc/failure.ts';
import { type FileFunctions, realFiles, replaceFile } from './atomic-file.ts';
import type { VaultStore } from './vault-store.ts';

/**
 * Replaces what is at `path`, which its owner alone can read afterwards.
 * @throws CodedError `not-permitted` for the vault's own file and where the system refuses; `disk-full`, `not-saved`.
 */
export async function replaceChosenFile(
  store: Pick<VaultStore, 'isSameFile'>,
  path: string,
  bytes: Uint8Array,
  files: FileFunctions = realFiles,
): Promise<void> {
  if (await store.isSameFile(path)) throw new CodedError('not-permitted');
  await replaceFile(await targetOf(path, files), bytes, { files });
}

async function targetOf(path: string, files: FileFunctions): Promise<string> {
  try {
    return await files.realpath(path);
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return path;
    throw savingError(error);
  }
}
