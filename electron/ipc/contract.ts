/**
 * Every call between the page and the rest of the app, once: name, argument parser, answer type.
 * Preload, both servers, the page's client and the test fakes are derived from these values, so a call
 * that one side forgets does not compile. The rule: nothing secret in an answer, but for `accounts.keyUri`, `export.showCodes`,
 * `paper.make`, `keys.makeRecovery`, `keys.splitRecovery`, `recoveryCodes.list`, which a person asks for to use or take away.
 */
import { accountsCalls } from './calls/accounts.ts';
import { backupCalls } from './calls/backup.ts';
import type { ClientOf } from './calls/call.ts';
import { checksCalls } from './calls/checks.ts';
import { codesCalls } from './calls/codes.ts';
import { earlierCalls } from './calls/earlier.ts';
import { exportCalls } from './calls/export.ts';
import { binCalls, historyCalls } from './calls/history.ts';
import { importCalls } from './calls/import.ts';
import { keysCalls } from './calls/keys.ts';
import { paperCalls } from './calls/paper.ts';
import { mainCalls } from './calls/platform.ts';
import { quarantineCalls } from './calls/quarantine.ts';
import { recoveryCodesCalls } from './calls/recovery-codes.ts';
import { vaultCalls as vaultGroup } from './calls/vault.ts';

export type { FileProblemCode, SkipReason } from '../formats/problem.ts';
export type { Algorithm, CodeHash, OtpType } from '../otp/account.ts';
export type { SecretProblem, UriProblem, UriWarning } from '../otp/problem.ts';
export type * from './calls/accounts.ts';
export type * from './calls/backup.ts';
export type { AnswerOf, AnyCall, Call, CallTree, ClientOf, HandlersOf } from './calls/call.ts';
export type * from './calls/checks.ts';
export type * from './calls/codes.ts';
export type * from './calls/export.ts';
export type * from './calls/extras.ts';
export type * from './calls/import.ts';
export type { LoginStart } from './calls/login.ts';
export type * from './calls/paper.ts';
export type { AppInfo, ClockSync, Language, Settings, SettingsPatch } from './calls/platform.ts';
export { DENSITIES, LANGUAGES, mainCalls, SORTS, settingsSchema, THEMES } from './calls/platform.ts';
export type * from './calls/quarantine.ts';
export type * from './calls/recovery-codes.ts';
export type * from './calls/review.ts';
export type * from './calls/screen.ts';
export type { VaultNotice, VaultOpened, VaultState, VaultStatus } from './calls/vault.ts';
export type { AutomaticBackupState, EarlierContent, EarlierFile } from './earlier.ts';
export type { Failure, FailureCode, Result } from './failure.ts';
export type * from './history.ts';
export type * from './keys.ts';
export type { LargeAnswer } from './large-answers.ts';
export type { Rectangle, RegionChooser } from './region.ts';

/** Served by the vault process over the page's MessagePort. */
export const vaultCalls = {
  vault: vaultGroup,
  keys: keysCalls,
  accounts: accountsCalls,
  recoveryCodes: recoveryCodesCalls,
  checks: checksCalls,
  quarantine: quarantineCalls,
  bin: binCalls,
  history: historyCalls,
  earlier: earlierCalls,
  codes: codesCalls,
  backup: backupCalls,
  import: importCalls,
  export: exportCalls,
  paper: paperCalls,
} as const;

export const contract = { ...vaultCalls, ...mainCalls } as const;
export type Contract = typeof contract;

/** What main tells the page without being asked: a menu item or a shortcut. */
export const COMMANDS = [
  'scan-screen',
  'scan-region',
  'enter-key',
  'choose-picture',
  'back-up',
  'settings',
  'search',
  'restore',
  'import',
  'export',
  'paper',
  'bin',
  'history',
  'health',
  'clock',
  'keyboard-map',
  /** For the account of the list that has the focus. */
  'account-copy',
  'account-reveal',
  'account-next',
  'account-edit',
  'account-pin',
  'account-remove',
  /** A link waits in `app.takeLinks`. */
  'link-waiting',
  /** The small window was brought up. */
  'popup-shown',
  /** The mini window is to show another account: ask `mini.account`. */
  'mini-account',
  /** Sent to the small windows: read the settings again, so that what is to be hidden is hidden there at once. */
  'settings-changed',
  /** Accounts, or a counter's code, were changed in another window: ask for what is shown again. */
  'accounts-changed',
  /** The vault was unlocked in another window. */
  'unlocked',
] as const;
export type Command = (typeof COMMANDS)[number];

/** `window.authenticator`: everything the page can ask for. */
export interface Authenticator extends ClientOf<Contract> {
  /** Calls back for each command from main; returns the function that stops it. */
  onCommand(callback: (command: Command) => void): () => void;
}
