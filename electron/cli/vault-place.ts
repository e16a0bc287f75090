/**
 * Which vault a command is about, and opening it. Runs under Node.
 * The rule: a vault that cannot be opened is told before anybody is asked for a password.
 */
import { homedir } from 'node:os';
import path, { isAbsolute } from 'node:path';
import { CodedError } from '../ipc/failure.ts';
import { PROFILE_FOLDER, VAULT_FILE } from '../ipc/vault-file.ts';
import { type Session, type SessionPlace, unlockSession } from '../vault/session.ts';
import { lookAtVaultFile, type VaultFileStatus } from '../vault/vault-store.ts';
import { type OptionValues, type Streams, UsageError } from './command.ts';
import { ANY_WORK, textOption } from './options.ts';
import { givenPassword } from './password-input.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the app keeps its vault: Electron's `userData` (https://www.electronjs.org/docs/latest/api/app#appgetpathname).
 * @param home the person's home folder.
 */
export function appVaultPath(platform: NodeJS.Platform, environment: Environment, home: string): string {
  const { join } = platform === 'win32' ? path.win32 : path.posix;
  return join(applicationData(platform, environment, home), PROFILE_FOLDER, VAULT_FILE);
}

function applicationData(platform: NodeJS.Platform, environment: Environment, home: string): string {
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support');
  if (platform === 'win32') return environment.APPDATA || path.win32.join(home, 'AppData', 'Roaming');
  return environment.XDG_CONFIG_HOME || path.posix.join(home, '.config');
}

/** The vault's path: of `--vault`, else the app's own. @throws UsageError where there is none. */
export function vaultPath(options: OptionValues): string {
  const given = textOption(options, 'vault');
  if (given === '') throw new UsageError('--vault takes the path of a file, and what was given is empty');
  const path = given ?? appVaultPath(process.platform, process.env, homedir());
  // With an empty HOME the vault would be in whichever folder the command runs in.
  if (given === undefined && !isAbsolute(path))
    throw new UsageError('no home folder is known: name the vault with --vault');
  return path;
}

/** For every way of opening a session. */
export function placeOf(options: OptionValues): SessionPlace & { readonly now: () => number } {
  return { path: vaultPath(options), now: Date.now };
}

/** How much work a file may ask for before its password can be tried; undefined: as much as our own ask for. */
export function workMax(options: OptionValues): number | undefined {
  return options.has(ANY_WORK.name) ? Number.POSITIVE_INFINITY : undefined;
}

const REFUSALS = {
  none: 'no-vault',
  damaged: 'vault-damaged',
  newer: 'vault-newer',
  unreadable: 'vault-unreadable',
} as const satisfies Record<Exclude<VaultFileStatus, 'locked'>, string>;

/**
 * Unlocks the vault with its password, which is asked for where it is not given.
 * @throws CodedError as unlockSession; CommandFailure as givenPassword.
 */
export async function openVault(
  options: OptionValues,
  streams: Streams,
): Promise<{ readonly session: Session; readonly password: string }> {
  const place = placeOf(options);
  const { status } = await lookAtVaultFile(place.path);
  if (status !== 'locked') throw new CodedError(REFUSALS[status]);
  const password = await givenPassword(options, 'password-file', 'Password of the vault: ', streams);
  return { session: await unlockSession({ ...place, password, workMax: workMax(options) }), password };
}
