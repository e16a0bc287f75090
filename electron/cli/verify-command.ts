/**
 * `halfminute verify [FILE]`: does a vault or a backup open, and is it whole? Runs under Node.
 * The rule: it writes nothing, and every account has to give a code.
 */
import { CodedError, systemCodeOf } from '../ipc/failure.ts';
import { readWholeFile, realFiles } from '../vault/atomic-file.ts';
import { codesAt, readBackup, readBackupWithRecoveryKey } from '../vault/backup.ts';
import { readHeader, VAULT_FILE_BYTES_MAX } from '../vault/format.ts';
import { MAGIC } from '../vault/header.ts';
import { chainState } from '../vault/history.ts';
import { quarantinedOf } from '../vault/vault.ts';
import { type Command, UsageError } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { RECOVERY_FILE } from './options.ts';
import { givenPassword } from './password-input.ts';
import { counted, print } from './print.ts';
import { recoveryKey } from './recovery-input.ts';
import { vaultPath, workMax } from './vault-place.ts';
import { whyUnopened } from './why-unopened.ts';

export const verifyCommand: Command = {
  name: 'verify',
  operands: '[FILE]',
  operandCount: { min: 0, max: 1 },
  operandCompletion: 'file',
  summary: 'Open a backup or a vault, FILE or the vault itself, and say whether it is whole.',
  details: ["--password-file is for the file's password. Nothing is written."],
  options: [RECOVERY_FILE],
  async run([given], options, streams) {
    const file = given ?? vaultPath(options);
    const bytes = await bytesOf(file, given === undefined);
    // What is no file of ours, or damaged, is told before anybody types a password.
    if (Buffer.compare(bytes.subarray(0, MAGIC.length), MAGIC) !== 0)
      throw new CodedError('unsupported-file');
    readHeader(bytes);
    const { vault } = options.has(RECOVERY_FILE.name)
      ? readBackupWithRecoveryKey(bytes, await recoveryKey(options, streams))
      : await readBackup(
          bytes,
          await givenPassword(options, 'password-file', 'Password: ', streams),
          workMax(options),
        );
    const answer = {
      file,
      revision: vault.revision,
      accountCount: codesAt(vault, Date.now()).length,
      binnedCount: vault.bin.length,
      unreadableCount: quarantinedOf(vault).length,
      historyIsWhole: chainState(vault.history).isWhole,
    };
    print(streams, options, answer, linesOf(answer));
    return exitCodeFor(answer);
  },
};

interface Verified {
  readonly revision: number;
  readonly accountCount: number;
  readonly binnedCount: number;
  readonly unreadableCount: number;
  readonly historyIsWhole: boolean;
}

function linesOf({ revision, accountCount, binnedCount, ...rest }: Verified): readonly string[] {
  return [
    `${counted(accountCount, 'account')}, ${binnedCount} in the bin, revision ${revision}`,
    ...(rest.unreadableCount > 0 ? [`${counted(rest.unreadableCount, 'record')} cannot be read`] : []),
    ...(rest.historyIsWhole ? [] : ['its history has been changed or cut']),
  ];
}

function exitCodeFor({ unreadableCount, historyIsWhole }: Verified): ExitCode {
  if (!historyIsWhole) return EXIT.notUnderstood;
  return unreadableCount > 0 ? EXIT.someSkipped : EXIT.done;
}

/** @throws CodedError `no-vault`, `vault-unreadable`, `file-too-large`; UsageError when the file cannot be opened. */
async function bytesOf(file: string, isVault: boolean): Promise<Uint8Array> {
  try {
    return await readWholeFile(file, VAULT_FILE_BYTES_MAX, realFiles);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    if (isVault)
      throw new CodedError(systemCodeOf(error) === 'ENOENT' ? 'no-vault' : 'vault-unreadable', {
        cause: error,
      });
    throw new UsageError(`the file cannot be opened: ${whyUnopened(error)}`, { cause: error });
  }
}
