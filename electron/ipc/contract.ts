/**
 * Every call between the page and the rest of the app, once: name, argument parser, answer type.
 * Preload, both servers, the page's client and the test fakes are derived from these values, so a call
 * that one side forgets does not compile. The rule: nothing secret in an answer, but for `accounts.keyUri`,
 * `keys.makeRecovery` and `keys.splitRecovery`, which a person asks for to write down.
 */
import * as v from 'valibot';
import type { FileProblemCode, SkipReason } from '../formats/problem.ts';
import type { CodeHash, OtpType } from '../otp/account.ts';
import type { SecretProblem, UriProblem, UriWarning } from '../otp/problem.ts';
import type { AutomaticBackupState, EarlierContent, EarlierFile } from './earlier.ts';
import type { Result } from './failure.ts';
import type { BinnedView, HistoryPage, MergeView } from './history.ts';
import type {
  KdfSuggestion,
  KeychainState,
  KeysState,
  NewRecoveryKey,
  RecoveryReading,
  RecoveryShare,
} from './keys.ts';

export type { FileProblemCode, SkipReason } from '../formats/problem.ts';
export type { Algorithm, CodeHash, OtpType } from '../otp/account.ts';
export type { SecretProblem, UriProblem, UriWarning } from '../otp/problem.ts';
export type { AutomaticBackupState, EarlierContent, EarlierFile } from './earlier.ts';
export type { Failure, FailureCode, Result } from './failure.ts';
export type * from './history.ts';
export type * from './keys.ts';

export interface Call<Argument, Answer> {
  readonly argument: v.GenericSchema<unknown, Argument>;
  /** Carries the answer's type; never set. */
  readonly answer?: Answer;
}

// biome-ignore lint/suspicious/noExplicitAny: stands for every argument and answer; each leaf keeps its own.
export type AnyCall = Call<any, any>;
export type CallTree = { readonly [group: string]: { readonly [name: string]: AnyCall } };

type ArgumentOf<Leaf> = Leaf extends Call<infer Argument, infer _> ? Argument : never;
export type AnswerOf<Leaf> = Leaf extends Call<infer _, infer Answer> ? Answer : never;

/** The client of a tree: the same names as functions. A call without an argument takes none. */
export type ClientOf<Tree extends CallTree> = {
  readonly [Group in keyof Tree]: {
    readonly [Name in keyof Tree[Group]]: [ArgumentOf<Tree[Group][Name]>] extends [undefined]
      ? () => Promise<Result<AnswerOf<Tree[Group][Name]>>>
      : (argument: ArgumentOf<Tree[Group][Name]>) => Promise<Result<AnswerOf<Tree[Group][Name]>>>;
  };
};

/** What serves a tree: one handler a call. It throws CodedError to answer a failure. */
export type HandlersOf<Tree extends CallTree> = {
  readonly [Group in keyof Tree]: {
    readonly [Name in keyof Tree[Group]]: (
      argument: ArgumentOf<Tree[Group][Name]>,
    ) => AnswerOf<Tree[Group][Name]> | Promise<AnswerOf<Tree[Group][Name]>>;
  };
};

const call =
  <Answer>() =>
  <Argument>(argument: v.GenericSchema<unknown, Argument>): Call<Argument, Answer> => ({ argument });

const nothing = v.undefined();
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
/** Passwords are used as typed (UTF-8, untrimmed); the bound only stops nonsense. The floor is the vault's to judge. */
const password = v.pipe(v.string(), v.maxLength(1024));
/** One of `keys.measureKdf`'s steps; without it, the cheapest. */
const kdfStep = v.optional(v.picklist([1, 2, 3, 4]));
/** One text with a whole recovery key, or several with a share each. Numbering, case and line ends are forgiven. */
const recoveryTexts = v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(10));
const ids = v.pipe(v.array(id), v.minLength(1), v.maxLength(10000));
const name = v.pipe(v.string(), v.maxLength(256));
const fileBytes = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.byteLength <= 64 * 1024 * 1024),
);
const foreignFile = { bytes: fileBytes, fileName: v.pipe(v.string(), v.maxLength(1024)) };
/** Counted from 0. */
const column = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9999));

export type VaultStatus = 'none' | 'locked' | 'unlocked' | 'damaged' | 'newer' | 'unreadable';

export interface VaultState {
  readonly status: VaultStatus;
  /** Milliseconds until another password is tried; 0: now. Grows with wrong ones to 30 s, and survives a restart. */
  readonly retryAfterMs: number;
  /** Whether "Use the recovery key" leads anywhere. */
  readonly hasRecoveryKey: boolean;
  /** Whether `vault.unlockWithKeychain` can be asked for; anything but `ready` and `off` is one plain sentence. */
  readonly keychain: KeychainState;
}

/**
 * Said after unlocking; the page shows each as one plain sentence. `history-broken`: the chain of changes does not hold. `set-new-password`: opened with the recovery key,
 * so `vault.changePassword` takes no old one now. `rehearse-password`: the keychain has unlocked for weeks; ask for
 * the password once (`vault.rehearse`), in a way that can be put off (`vault.postponeRehearsal`).
 */
export type VaultNotice =
  | 'older-than-last-seen'
  | 'records-quarantined'
  | 'history-broken'
  | 'set-new-password'
  | 'rehearse-password';

export interface VaultOpened {
  readonly accountCount: number;
  readonly quarantinedCount: number;
  readonly notices: readonly VaultNotice[];
}

/** An account as the page knows it: everything but the secret. */
export interface AccountView {
  readonly id: string;
  readonly type: OtpType;
  readonly issuer: string;
  readonly accountName: string;
  readonly algorithm: CodeHash;
  readonly digits: number;
  /** Seconds; null for counter-based accounts. */
  readonly periodSeconds: number | null;
  /** The counter that the next code uses; null for time-based accounts. */
  readonly counter: number | null;
  readonly createdAtMs: number;
  /** The account that this is the other version of, after two copies of the vault were merged; null otherwise. */
  readonly conflictOf: string | null;
}

/** A record that could not be decoded; it is kept in the vault as it is. */
export interface QuarantinedView {
  readonly position: number;
  readonly label: string;
}

export interface AccountList {
  readonly accounts: readonly AccountView[];
  readonly quarantined: readonly QuarantinedView[];
}

/** The codes of one account. Times are Unix milliseconds. `code` is null for a counter-based account before "next". */
export interface CodeView {
  readonly id: string;
  readonly code: string | null;
  readonly nextCode: string | null;
  readonly validUntilMs: number | null;
}

/** How a found account relates to the open vault: same name is same issuer and account name, case ignored. */
export type CandidateState = 'new' | 'same' | 'conflict';

/** One account that a QR code, a pasted text, a form or a backup holds; its secret stays in the vault process. */
export interface Candidate {
  readonly id: string;
  readonly type: OtpType;
  readonly issuer: string;
  readonly accountName: string;
  readonly algorithm: CodeHash;
  readonly digits: number;
  readonly periodSeconds: number | null;
  readonly counter: number | null;
  readonly state: CandidateState;
  /** The account that it is the same as or in conflict with. */
  readonly existingId: string | null;
  readonly warnings: readonly UriWarning[];
  /** Index of the reviewed text that it came from; -1 for a form or a backup. */
  readonly source: number;
}

/** A reviewed text that gave no account (or, for a migration batch, one entry of it that could not be read). */
export interface ReviewProblem {
  readonly source: number;
  readonly reason: UriProblem;
  /** What was seen, safe to show: a web address, the type in the URI, an entry's name. Never a secret. */
  readonly seen: string;
}

/** Progress of a Google Authenticator export whose accounts are spread over several QR codes. */
export interface BatchView {
  readonly size: number;
  /** 1-based numbers of the QR codes not seen yet. */
  readonly missing: readonly number[];
}

export interface Review {
  readonly reviewId: string;
  readonly candidates: readonly Candidate[];
  readonly problems: readonly ReviewProblem[];
  readonly batches: readonly BatchView[];
}

export interface Added {
  readonly addedIds: readonly string[];
  readonly replacedIds: readonly string[];
  readonly skippedCount: number;
  readonly undoId: string;
  readonly merge: MergeView | null;
}

export interface Changed {
  readonly undoId: string;
  /** Not null: what is in the vault now is more than this change; list again. */
  readonly merge: MergeView | null;
}

export interface BackupWritten {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly accountCount: number;
  /** Accounts whose code, made from the written file in a fresh process, equals the live vault's. */
  readonly matchedCount: number;
  readonly quarantinedCount: number;
}

/**
 * An entry of another app's file that became no candidate. `repeated`: the file holds the same account twice;
 * `no-pin`: its codes take a PIN that the file does not hold.
 */
export interface LeftOutEntry {
  readonly name: string;
  readonly reason: SkipReason | 'repeated' | 'no-pin';
}

/**
 * What another app's file gave. The entries of the file are the candidates of its review and those left out.
 * A problem is with the file as a whole; `password-needed`, `columns-needed`: ask again with them.
 */
export type ImportAnswer =
  | {
      readonly kind: 'review';
      /** The format and its variant, `aegis-json-encrypted`. */
      readonly format: string;
      readonly review: Review;
      readonly leftOut: readonly LeftOutEntry[];
    }
  | {
      readonly kind: 'problem';
      readonly problem: FileProblemCode;
      /** The format that was recognised, when one was. */
      readonly format: string | null;
      /** Names of a table's columns for `columns-needed`, empty for a column whose first cell looks like a secret. */
      readonly columns: readonly string[];
    };

const newName = { issuer: name, accountName: name };

/** What a person types under "Enter a setup key". The key is judged by the vault process, not by the parser. */
const setupKey = v.strictObject({
  ...newName,
  key: v.pipe(v.string(), v.maxLength(4096)),
  type: v.picklist(['totp', 'hotp', 'steam']),
  algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
  digits: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  periodSeconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1)),
  counter: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type SetupKey = v.InferOutput<typeof setupKey>;

const choice = v.strictObject({
  candidateId: id,
  ...newName,
  /** `replace` puts the candidate's secret and parameters into the account it is in conflict with. */
  action: v.picklist(['add', 'replace', 'skip']),
});
export type Choice = v.InferOutput<typeof choice>;

const accountEdit = v.strictObject({
  id,
  ...newName,
  algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
  digits: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  periodSeconds: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1))),
  counter: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
export type AccountEdit = v.InferOutput<typeof accountEdit>;

/** Served by the vault process over the page's MessagePort. */
export const vaultCalls = {
  vault: {
    state: call<VaultState>()(nothing),
    create: call<VaultOpened>()(v.strictObject({ password, kdfStep })),
    /** After wrong passwords fails with `wait-before-retry` without looking at the password; see `retryAfterMs`. */
    unlock: call<VaultOpened>()(v.strictObject({ password })),
    /** Says what typed or scanned recovery words are, while they are typed. Opens nothing. */
    readRecovery: call<RecoveryReading>()(v.strictObject({ texts: recoveryTexts })),
    unlockWithRecovery: call<VaultOpened>()(v.strictObject({ texts: recoveryTexts })),
    /** Asks for a fingerprint first where the system can. `cancelled`, or `keychain-not-usable` for all the rest. */
    unlockWithKeychain: call<VaultOpened>()(nothing),
    /** `oldPassword` is null only after unlocking with the recovery key. Backups keep the password they have. */
    changePassword: call<null>()(
      v.strictObject({ oldPassword: v.nullable(password), newPassword: password, kdfStep }),
    ),
    /** The answer to `rehearse-password`: only checks it. */
    rehearse: call<null>()(v.strictObject({ password })),
    /** The notice comes again after a week. */
    postponeRehearsal: call<null>()(nothing),
    undo: call<null>()(v.strictObject({ undoId: id })),
  },
  /** The ways into the vault beside the password. Only while it is unlocked, but for `measureKdf`. */
  keys: {
    state: call<KeysState>()(nothing),
    /** Takes some seconds: it runs the real thing. `targetMs`: how long an unlock may take, 100 to 5000. */
    measureKdf: call<KdfSuggestion>()(
      v.strictObject({ targetMs: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(5000)) }),
    ),
    /** Makes a recovery key and shows it, once. The vault does not know it before `confirmRecovery`. */
    makeRecovery: call<NewRecoveryKey>()(v.strictObject({ password })),
    /**
     * The words at the asked positions, typed back. Only then is the key in the vault, in place of the one before.
     * `recovery-words-differ`: try again, as often as it takes.
     */
    confirmRecovery: call<KeysState>()(
      v.strictObject({
        recoveryId: id,
        words: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.length(2)),
      }),
    ),
    discardRecovery: call<null>()(v.strictObject({ recoveryId: id })),
    /** From now on the recovery key opens nothing that is saved; backups written before it still opens. */
    removeRecovery: call<KeysState>()(v.strictObject({ password })),
    /** Shares of the vault's recovery key (its words are asked for), any `needed` of `count` give it back. */
    splitRecovery: call<readonly RecoveryShare[]>()(
      v.strictObject({
        words: v.pipe(v.string(), v.maxLength(4096)),
        needed: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(10)),
        count: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(10)),
      }),
    ),
    startKeychain: call<KeysState>()(v.strictObject({ password })),
    stopKeychain: call<KeysState>()(nothing),
  },
  accounts: {
    list: call<AccountList>()(nothing),
    /** Reads texts (Key URIs, migration URIs, anything a QR code holds). With `reviewId`, goes on with that review. */
    review: call<Review>()(
      v.strictObject({
        reviewId: v.nullable(id),
        texts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(16384))), v.maxLength(1000)),
      }),
    ),
    reviewSetupKey: call<Review>()(setupKey),
    /** Says what is wrong with a typed key, while it is typed; null when it can be used. */
    checkKey: call<SecretProblem | null>()(v.strictObject({ key: v.pipe(v.string(), v.maxLength(4096)) })),
    discardReview: call<null>()(v.strictObject({ reviewId: id })),
    add: call<Added>()(
      v.strictObject({ reviewId: id, choices: v.pipe(v.array(choice), v.maxLength(10000)) }),
    ),
    edit: call<Changed>()(accountEdit),
    /** Moves it to the bin. */
    remove: call<Changed>()(v.strictObject({ id })),
    /** The one answer that holds a secret: asked for with the password, shown as a QR code. */
    keyUri: call<{ readonly uri: string }>()(v.strictObject({ id, password })),
  },
  bin: {
    /** The latest first. */
    list: call<readonly BinnedView[]>()(nothing),
    /** Back to where they were. */
    restore: call<Changed>()(v.strictObject({ ids })),
    /** Forgets these, or with null all. Can be undone until the vault locks, and then by nothing. */
    empty: call<Changed>()(v.strictObject({ ids: v.nullable(ids) })),
  },
  history: {
    /** Of the whole vault, or with `accountId` of one account. `beforeSeq` goes on after a page's last step. */
    list: call<HistoryPage>()(
      v.strictObject({
        accountId: v.nullable(id),
        beforeSeq: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
        limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
      }),
    ),
    /**
     * Makes accounts and bin what they were right after step `seq` (the oldest step's minus one: before it): a change like
     * any other, with undo. Accounts that came since go to the bin; used counters stay. `moment-missing`.
     */
    restore: call<Changed>()(v.strictObject({ seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })),
    /** Drops every step, and with them the secrets that were replaced. There is no undo. */
    forget: call<null>()(v.strictObject({ password })),
  },
  /**
   * Whole earlier files: previous versions beside the vault, what an upgrade replaced, automatic backups. For a vault that is
   * `damaged` or missing; it works beside a sound one, too, while that is locked.
   */
  earlier: {
    /** Newest first. */
    list: call<readonly EarlierFile[]>()(nothing),
    /** What each of them holds that this password opens; `wrong-password` when it opens none. Waits like `vault.unlock`. */
    open: call<readonly EarlierContent[]>()(v.strictObject({ password })),
    openWithRecovery: call<readonly EarlierContent[]>()(v.strictObject({ texts: recoveryTexts })),
    /** Makes one that was opened the vault, and unlocks it. What was in its place is renamed aside, never deleted. */
    restore: call<VaultOpened>()(v.strictObject({ fileId: id })),
  },
  codes: {
    at: call<readonly CodeView[]>()(v.strictObject({ ids: v.pipe(v.array(id), v.maxLength(10000)) })),
    /** Counter-based: saves the counter first, then gives the code. */
    next: call<CodeView>()(v.strictObject({ id })),
  },
  backup: {
    /**
     * Writes to a file that main let the person choose (`grant`), reads it back in a fresh process and compares.
     * `isVaultPassword`: the password is meant to be the vault's own, so a slip of the keys must not become the backup's.
     */
    write: call<BackupWritten>()(v.strictObject({ grant: id, password, isVaultPassword: v.boolean() })),
    automatic: call<AutomaticBackupState>()(nothing),
    /** Makes an automatic backup now and answers when it is proved or has failed: `failure` says which. */
    runAutomatic: call<AutomaticBackupState>()(nothing),
    /** Opens a backup and compares it with the open vault, if there is one. */
    open: call<Review>()(v.strictObject({ bytes: fileBytes, password })),
    /** The same with the recovery key that the vault had when the backup was written. */
    openWithRecovery: call<Review>()(v.strictObject({ bytes: fileBytes, texts: recoveryTexts })),
    /** Makes the opened backup this computer's vault, with the backup's password. Only where there is none. */
    restoreAsVault: call<VaultOpened>()(v.strictObject({ reviewId: id })),
  },
  import: {
    /**
     * Reads another app's file, of any format that is known, and starts a review of it. May take seconds (`password`).
     * `companions`: files given along, such as the manifest.json of Steam Desktop Authenticator.
     */
    open: call<ImportAnswer>()(
      v.strictObject({
        ...foreignFile,
        password: v.nullable(password),
        companions: v.optional(v.pipe(v.array(v.strictObject(foreignFile)), v.maxLength(20))),
        columns: v.optional(
          v.strictObject({ secret: column, issuer: v.nullable(column), accountName: v.nullable(column) }),
        ),
      }),
    ),
  },
} as const;

export const THEMES = ['system', 'light', 'dark'] as const;

export const settingsSchema = v.strictObject({
  theme: v.picklist(THEMES),
  /** Seconds until a copied code leaves the clipboard; 0 leaves it there. */
  clipboardClearSeconds: v.picklist([0, 10, 20, 30, 60, 120]),
  /** Minutes without input until the vault locks; 0 never. */
  autoLockMinutes: v.picklist([0, 1, 2, 5, 10, 15, 30, 60]),
  lockOnScreenLock: v.boolean(),
  lockOnSuspend: v.boolean(),
  lockOnMinimise: v.boolean(),
  /** Show the next code when this many seconds are left; 0 never. */
  nextCodeSeconds: v.picklist([0, 5, 10, 15]),
  /** Weeks of keychain unlocks after which the password is asked for once; 0 never. */
  rehearsePasswordWeeks: v.picklist([0, 2, 4, 8, 12]),
  /** Days until a removed account leaves the bin for good; 0 never. */
  emptyBinDays: v.picklist([0, 7, 30, 90, 365]),
  /** Automatic backups that stay: the last ones, and one of each of the last days, weeks and months; 0 none. */
  backupKeepLast: v.picklist([1, 3, 5, 10, 20]),
  backupKeepDays: v.picklist([0, 7, 14, 30]),
  backupKeepWeeks: v.picklist([0, 4, 8, 12]),
  backupKeepMonths: v.picklist([0, 6, 12, 24]),
});
export type Settings = v.InferOutput<typeof settingsSchema>;
const settingsPatch = v.partial(settingsSchema);
export type SettingsPatch = v.InferOutput<typeof settingsPatch>;

/** One display's picture, as the screen has it: BGRA, 4 bytes a pixel, rows without padding. */
export interface DisplayPicture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bgra: Uint8Array;
}

export interface AppInfo {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** False when this is a development runtime that must not hold real secrets. */
  readonly isSupportedElectron: boolean;
}

/** Served by main over ipcMain. */
export const mainCalls = {
  app: {
    info: call<AppInfo>()(nothing),
    /** Ends the vault process and replaces the page; there is no answer, since the asker is gone. */
    lock: call<null>()(nothing),
    /**
     * Key URIs that the system handed to the app (a link, a second start), each given out once. Hostile input:
     * the page reviews them like scanned texts and adds nothing without a click.
     */
    takeLinks: call<readonly string[]>()(nothing),
  },
  settings: {
    get: call<Settings>()(nothing),
    set: call<Settings>()(settingsPatch),
  },
  clipboard: {
    /** Puts a code on the clipboard and clears it later if it is still there. Only code-shaped text. */
    copy: call<{ readonly clearAfterSeconds: number }>()(
      v.strictObject({ code: v.pipe(v.string(), v.regex(/^[0-9A-Z]{4,10}$/)) }),
    ),
  },
  screen: {
    capture: call<readonly DisplayPicture[]>()(nothing),
  },
  files: {
    /** Folder dialog for automatic backups, kept for the next start; null when the person cancels. Ask `backup.automatic` then. */
    chooseBackupFolder: call<{ readonly folderName: string } | null>()(nothing),
    /** No automatic backups any more; the files stay. */
    forgetBackupFolder: call<null>()(nothing),
    /** Save dialog for a backup; null when the person cancels. The page never learns or names a path. */
    chooseBackupTarget: call<{ readonly grant: string; readonly fileName: string } | null>()(nothing),
  },
} as const;

export const contract = { ...vaultCalls, ...mainCalls } as const;
export type Contract = typeof contract;

/** What main tells the page without being asked: a menu item or a shortcut. */
export const COMMANDS = [
  'scan-screen',
  'enter-key',
  'choose-picture',
  'back-up',
  'settings',
  'search',
  /** A link waits in `app.takeLinks`. */
  'link-waiting',
] as const;
export type Command = (typeof COMMANDS)[number];

/** `window.authenticator`: everything the page can ask for. */
export interface Authenticator extends ClientOf<Contract> {
  /** Calls back for each command from main; returns the function that stops it. */
  onCommand(callback: (command: Command) => void): () => void;
}
