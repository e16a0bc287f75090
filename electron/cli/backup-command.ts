/**
 * `halfminute backup FILE`: the vault in a file of its own, proved to open. Runs under Node.
 * The rule: "written" is said only after a fresh process opened the file and made the same codes from it.
 */
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { CodedError } from '../ipc/failure.ts';
import { codesAt, compareCodes, writeBackup } from '../vault/backup.ts';
import { refuseShortPassword } from '../vault/password-length.ts';
import { quarantinedOf, type Vault } from '../vault/vault.ts';
import { answerBackupCheck, type BackupContent } from '../vault-calls/backup-check.ts';
import {
  type Command,
  CommandFailure,
  type OptionSpecification,
  type OptionValues,
  UsageError,
} from './command.ts';
import { EXIT } from './exit-codes.ts';
import { FILE_PASSWORD_FILE } from './options.ts';
import { optionPassword, textFromFile } from './password-input.ts';
import { counted, print } from './print.ts';
import { runSelf } from './self.ts';
import { openVault } from './vault-place.ts';

export const FORCE: OptionSpecification = { name: 'force', summary: 'replace FILE if it is there' };

const checkRequest = v.object({ path: v.string(), password: v.string(), atMs: v.number() });

export const backupCommand: Command = {
  name: 'backup',
  operands: 'FILE',
  operandCount: { min: 1, max: 1 },
  operandCompletion: 'file',
  summary: 'Write an encrypted backup of the vault to FILE, and prove that it opens.',
  details: [
    "The backup opens with its password, which is the vault's unless you give another one, and with the vault's recovery key.",
  ],
  options: [FILE_PASSWORD_FILE, FORCE],
  async run([file = ''], options, streams) {
    await refuseTarget(file, options);
    const own = await optionPassword(options, FILE_PASSWORD_FILE.name, streams);
    if (own !== undefined) refuseShortPassword(own);
    const { session, password: vaultPassword } = await openVault(options, streams);
    const password = own ?? vaultPassword;
    if (await session.store.isSameFile(file)) throw new UsageError("that is the vault's own file");
    const { vault, sizeBytes } = await writeBackup(session, { path: file, password });
    await prove(file, password, vault);
    const accountCount = codesAt(vault, 0).length;
    print(streams, options, { file, sizeBytes, accountCount }, [
      `Wrote ${file}: ${counted(accountCount, 'account')}, opened again and compared code by code.`,
    ]);
    return EXIT.done;
  },
};

/** The fresh process's part. */
export const checkBackupCommand: Command = {
  name: 'check-backup',
  operands: '',
  operandCount: { min: 0, max: 0 },
  isInternal: true,
  summary: 'Print the codes in the backup that standard input names.',
  options: [],
  async run(_operands, _options, streams) {
    const { path, password, atMs } = v.parse(
      checkRequest,
      JSON.parse(await textFromFile('-', streams, 'request')),
    );
    const content = await answerBackupCheck({ path, key: { password }, atMs });
    streams.output.write(JSON.stringify(content));
    return EXIT.done;
  },
};

/**
 * Also of `export`: a file is written whole beside its place and then put there.
 * @throws CommandFailure `file-exists` unless `--force` is given; UsageError where no file can be.
 */
export async function refuseTarget(file: string, options: OptionValues): Promise<void> {
  if (file === '-')
    throw new UsageError('a file is written and read again, not standard output; ./- is a file of that name');
  const folder = await stat(path.dirname(file)).catch(() => null);
  if (folder?.isDirectory() !== true)
    throw new UsageError('the folder that the file is to be in is not there');
  const there = await stat(file).catch(() => lstat(file).catch(() => null));
  if (there === null) return;
  // Devices, pipes and folders would be replaced by a file.
  if (!there.isFile() && !there.isSymbolicLink())
    throw new UsageError('what is at that place is no ordinary file, and is left as it is');
  if (!options.has(FORCE.name))
    throw new CommandFailure('file-exists', EXIT.wrongUse, 'the file is there already: --force replaces it');
}

/** @throws CodedError `backup-not-verified`. */
async function prove(path: string, password: string, vault: Vault): Promise<void> {
  const atMs = Date.now();
  const content = await readInFreshProcess(path, password, atMs);
  const { matched, total } = compareCodes(codesAt(vault, atMs), content?.codes ?? []);
  const isWhole =
    content !== null &&
    matched === total &&
    content.codes.length === total &&
    content.quarantinedCount === quarantinedOf(vault).length;
  if (!isWhole) throw new CodedError('backup-not-verified');
}

async function readInFreshProcess(
  path: string,
  password: string,
  atMs: number,
): Promise<BackupContent | null> {
  try {
    const request = JSON.stringify({ path, password, atMs });
    return JSON.parse(await runSelf([checkBackupCommand.name], request)) as BackupContent | null;
  } catch (cause) {
    throw new CodedError('backup-not-verified', { cause });
  }
}
