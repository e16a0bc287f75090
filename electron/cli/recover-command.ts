/**
 * `halfminute recover`: back into the vault without its password, or to an earlier file of it. Runs under Node.
 * The rules: nothing is deleted (what is in the vault's place is renamed aside), and nothing changes before a key fits.
 */
import { CodedError } from '../ipc/failure.ts';
import { refuseShortPassword } from '../vault/password-length.ts';
import { RECOVERY_SLOT, randomKeySlotsOf } from '../vault/random-key-slot.ts';
import { type Session, unlockSession, unlockSessionWithRandomKey } from '../vault/session.ts';
import { accountsOf } from '../vault/vault.ts';
import { lookAtVaultFile } from '../vault/vault-store.ts';
import {
  type Command,
  type OptionSpecification,
  type OptionValues,
  type Streams,
  UsageError,
} from './command.ts';
import { type EarlierFile, earlierFiles, refuseNoneWhole, restoreNewest } from './earlier-vaults.ts';
import { EXIT } from './exit-codes.ts';
import { RECOVERY_FILE, textOption } from './options.ts';
import { newPassword, optionPassword, passwordFromFile } from './password-input.ts';
import { counted, print } from './print.ts';
import { recoveryKey } from './recovery-input.ts';
import { placeOf, workMax } from './vault-place.ts';

const NEW_PASSWORD_FILE: OptionSpecification = {
  name: 'new-password-file',
  value: 'FILE',
  summary: 'take the new password from FILE, - for standard input',
  completion: 'file',
};

export const recoverCommand: Command = {
  name: 'recover',
  operands: '',
  operandCount: { min: 0, max: 0 },
  summary: 'Open the vault by its recovery key, or restore an earlier file when it is damaged or missing.',
  details: [
    'A vault that is whole gets a new password by its recovery key (24 words) or enough shares of it; both are typed without echo, or come from --recovery-file.',
    'When the vault is damaged or missing, the newest whole file that the recovery key opens takes its place, or, with --password-file, the newest that the password opens. What was there is renamed, not deleted. --from names the file, or a folder with automatic backups, and also goes back from a vault that is whole.',
  ],
  options: [
    RECOVERY_FILE,
    NEW_PASSWORD_FILE,
    { name: 'from', value: 'PATH', summary: 'the earlier file, or a folder of backups', completion: 'file' },
    { name: 'list', summary: 'list earlier files, and do nothing' },
  ],
  async run(_operands, options, streams) {
    const { path } = placeOf(options);
    const from = textOption(options, 'from');
    const files = await earlierFiles(path, from);
    if (options.has('list')) {
      print(streams, options, { files }, files.map(fileLine));
      if (files.length === 0) streams.errors.write('halfminute: there is no earlier file\n');
      return files.length === 0 ? EXIT.nothingFound : EXIT.done;
    }
    // What can be told without a key is told before anybody types one.
    const password = await optionPassword(options, NEW_PASSWORD_FILE.name, streams);
    if (password !== undefined) refuseShortPassword(password);
    const { status, slots } = await lookAtVaultFile(path);
    const looksWhole = from === undefined && status === 'locked';
    // What may not be read may well be whole: nothing takes its place unless somebody says from where.
    if (status === 'unreadable' && from === undefined) throw new CodedError('vault-unreadable');
    if (!looksWhole) refuseNoneWhole(files);
    const byPassword = options.has('password-file');
    if (looksWhole && !byPassword && randomKeySlotsOf(slots, RECOVERY_SLOT).length === 0)
      throw new CodedError('no-recovery-key');
    const key = await givenKey(options, streams);
    const session = looksWhole ? await openedUnlessDamaged(placeOf(options), key) : null;
    if (session === null) return withEarlierFile(files, key, password, options, streams);
    if (key.kind === 'password')
      throw new UsageError(
        'the vault is whole: its password opens it; to go back to an earlier file, name it with --from',
      );
    return withNewPassword(session, password, options, streams);
  },
};

type GivenKey =
  | { readonly kind: 'recovery-key'; readonly key: Uint8Array }
  | { readonly kind: 'password'; readonly password: string; readonly workMax: number | undefined };

async function givenKey(options: OptionValues, streams: Streams): Promise<GivenKey> {
  const file = textOption(options, 'password-file');
  if (file === undefined) return { kind: 'recovery-key', key: await recoveryKey(options, streams) };
  return { kind: 'password', password: await passwordFromFile(file, streams), workMax: workMax(options) };
}

/** Null where the key fits and what it opens is damaged, which only a key can tell. @throws CodedError when it does not fit. */
async function openedUnlessDamaged(
  place: ReturnType<typeof placeOf>,
  key: GivenKey,
): Promise<Session | null> {
  try {
    return key.kind === 'password'
      ? await unlockSession({ ...place, ...key })
      : await unlockSessionWithRandomKey({ ...place, type: RECOVERY_SLOT, key: key.key });
  } catch (error) {
    if (error instanceof CodedError && error.code === 'vault-damaged') return null;
    throw error;
  }
}

async function withNewPassword(
  session: Session,
  given: string | undefined,
  options: OptionValues,
  streams: Streams,
) {
  const name = NEW_PASSWORD_FILE.name;
  const typed = () => newPassword(options, name, 'New password: ', streams, refuseShortPassword);
  await session.setPassword(given ?? (await typed()));
  const accountCount = accountsOf(session.vault).length;
  print(streams, options, { restored: null, accountCount, hasNewPassword: true }, [
    `The vault has a new password: ${counted(accountCount, 'account')}.`,
  ]);
  return EXIT.done;
}

async function withEarlierFile(
  files: readonly EarlierFile[],
  key: GivenKey,
  password: string | undefined,
  options: OptionValues,
  streams: Streams,
) {
  const { session, file } = await restoreNewest(placeOf(options), files, key);
  if (password !== undefined) await session.setPassword(password);
  const accountCount = accountsOf(session.vault).length;
  print(streams, options, { restored: file, accountCount, hasNewPassword: password !== undefined }, [
    `Restored ${file.file} of ${file.at}: ${counted(accountCount, 'account')}.`,
    password === undefined ? 'Its password is the one of that time.' : 'It has the new password.',
  ]);
  return EXIT.done;
}

function fileLine({ at, state, sizeBytes, file }: EarlierFile): string {
  return `${at}  ${state.padEnd(7)}  ${String(sizeBytes).padStart(8)} bytes  ${file}`;
}
