/**
 * Calls that main serves: settings, clipboard, screen, dialogs. Runs in every process.
 * The rule: no path crosses, and nothing of the vault.
 */
import * as v from 'valibot';
import { call, nothing } from './call.ts';
import { cameraCalls } from './camera.ts';
import { exportFormat } from './export.ts';
import { helpCalls } from './help.ts';
import { loginCalls } from './login.ts';
import { miniCalls } from './mini.ts';
import { popupCalls } from './popup.ts';
import { screenCalls } from './screen.ts';

export const THEMES = ['system', 'light', 'dark'] as const;

/** BCP 47 tags of the languages that the page speaks, in the order in which they are offered. */
export const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'pt-BR',
  'it',
  'pl',
  'tr',
  'ru',
  'uk',
  'ja',
  'ko',
  'zh-CN',
  'ar',
] as const;
export type Language = (typeof LANGUAGES)[number];

/** Nothing, or at least Control, Alt or Command, then one letter, digit, function key or Space. */
const SHORTCUT =
  /^(?:(?:Control|Alt|Command|Super)\+(?:(?:Alt|Command|Super|Shift)\+){0,3}(?:[A-Z0-9]|Space|F(?:[1-9]|1\d|2[0-4])))?$/;

/** How the list is sorted; pinned accounts come first in each. `own`: as the person placed them, kept in the vault. */
export const SORTS = ['issuer', 'name', 'use', 'recent', 'own'] as const;
/** How much room a row takes; `big`: the code in large digits. */
export const DENSITIES = ['comfortable', 'compact', 'big'] as const;

export const settingsSchema = v.strictObject({
  theme: v.picklist(THEMES),
  /** Colours with a contrast of 7:1 and stronger lines, whatever the system asks for. */
  highContrast: v.boolean(),
  /** Codes are dots until the pointer is on them or they are revealed; copying needs neither. */
  hideCodes: v.boolean(),
  language: v.picklist(['system', ...LANGUAGES]),
  /** Seconds until a copied code leaves the clipboard; 0 leaves it there. */
  clipboardClearSeconds: v.picklist([0, 10, 20, 30, 60, 120]),
  /** Minutes without input until the vault locks; 0 never. */
  autoLockMinutes: v.picklist([0, 1, 2, 5, 10, 15, 30, 60]),
  lockOnScreenLock: v.boolean(),
  lockOnSuspend: v.boolean(),
  lockOnMinimise: v.boolean(),
  /** Show the next code when this many seconds are left; 0 never. */
  nextCodeSeconds: v.picklist([0, 5, 10, 15]),
  /** With at most so many seconds left, a copied code is followed by the next one at the boundary; 0 never. */
  handOffSeconds: v.picklist([0, 3, 5, 10]),
  /** Weeks of keychain unlocks after which the password is asked for once; 0 never. */
  rehearsePasswordWeeks: v.picklist([0, 2, 4, 8, 12]),
  /** Days until a removed account leaves the bin for good; 0 never. */
  emptyBinDays: v.picklist([0, 7, 30, 90, 365]),
  /** Automatic backups that stay: the last ones, and one of each of the last days, weeks and months; 0 none. */
  backupKeepLast: v.picklist([1, 3, 5, 10, 20]),
  backupKeepDays: v.picklist([0, 7, 14, 30]),
  backupKeepWeeks: v.picklist([0, 4, 8, 12]),
  backupKeepMonths: v.picklist([0, 6, 12, 24]),
  /**
   * Seconds by which this computer's clock is behind, as codes of another device showed; 0: codes go by the clock. Twice the
   * hour of a wrong summer time: what was found is the middle of a code's time, which may lie beyond the hour.
   */
  clockCorrectionSeconds: v.pipe(v.number(), v.integer(), v.minValue(-7200), v.maxValue(7200)),
  /** Unix milliseconds from which the correction no longer holds; a clock that is off is to be set, not kept. */
  clockCorrectionUntilMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** The clock was moved after the correction was made: it is to be checked again. */
  isClockCorrectionDoubtful: v.boolean(),
  /** Keys that scan the screen from anywhere, as Electron writes them (`Control+Alt+S`); empty for none. */
  scanShortcut: v.pipe(v.string(), v.regex(SHORTCUT)),
  /** Closing the window leaves the app in the tray, which has its icon only then. */
  closeToTray: v.boolean(),
  /** Our windows are black in captures and recordings of the screen; Linux cannot. */
  hideFromCapture: v.boolean(),
  /** Keys that open the small window with the search from anywhere; empty for none. */
  popupShortcut: v.pipe(v.string(), v.regex(SHORTCUT)),
  sort: v.picklist(SORTS),
  density: v.picklist(DENSITIES),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** What a person gets who changes nothing. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  highContrast: false,
  hideCodes: false,
  clockCorrectionSeconds: 0,
  clockCorrectionUntilMs: 0,
  isClockCorrectionDoubtful: false,
  language: 'system',
  clipboardClearSeconds: 30,
  autoLockMinutes: 5,
  lockOnScreenLock: true,
  lockOnSuspend: true,
  lockOnMinimise: false,
  nextCodeSeconds: 10,
  handOffSeconds: 5,
  rehearsePasswordWeeks: 4,
  emptyBinDays: 90,
  backupKeepLast: 5,
  backupKeepDays: 7,
  backupKeepWeeks: 4,
  backupKeepMonths: 12,
  scanShortcut: '',
  popupShortcut: '',
  closeToTray: false,
  hideFromCapture: false,
  sort: 'issuer',
  density: 'comfortable',
};

const settingsPatch = v.partial(settingsSchema);
export type SettingsPatch = v.InferOutput<typeof settingsPatch>;

/** What the system says of its own clock. `unknown`: it has no way to say, or did not answer in time. */
export type ClockSync = 'synchronised' | 'not-synchronised' | 'unknown';

export interface AppInfo {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** False when this is a development runtime that must not hold real secrets. */
  readonly isSupportedElectron: boolean;
}

const code = v.pipe(v.string(), v.regex(/^(?:[0-9A-Z]{4,10}|[0-9a-f]{6}|[a-z]{8})$/));

/** Served by main over ipcMain. */
export const mainCalls = {
  app: {
    info: call<AppInfo>()(nothing),
    /** Ends the vault process and replaces the page; there is no answer, since the asker is gone. */
    lock: call<null>()(nothing),
    /** Has the memory of what our pages no longer use freed now; answers when that is done, or cannot be. */
    collectGarbage: call<null>()(nothing),
    /** Whether the system keeps its clock right by the network. Asks the system alone. */
    clockSync: call<ClockSync>()(nothing),
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
    /**
     * Puts a code on the clipboard and clears it later if it is still there. Only code-shaped text: Mobile-OTP and Yandex Key
     * are in small letters. `next` takes its place at `atMs` (Unix milliseconds, at most a minute away) if it is still there.
     */
    copy: call<{ readonly clearAfterSeconds: number }>()(
      v.strictObject({
        code,
        next: v.optional(v.strictObject({ code, atMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })),
      }),
    ),
    /** The same for a recovery code: one line of letters, digits, dashes and spaces. */
    copyRecoveryCode: call<{ readonly clearAfterSeconds: number }>()(
      v.strictObject({
        code: v.pipe(v.string(), v.maxLength(256), v.regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{P}\p{S} ]+$/u)),
      }),
    ),
  },
  screen: screenCalls,
  popup: popupCalls,
  login: loginCalls,
  help: helpCalls,
  mini: miniCalls,
  camera: cameraCalls,
  files: {
    /** Folder dialog for automatic backups, kept for the next start; null when the person cancels. Ask `backup.automatic` then. */
    chooseBackupFolder: call<{ readonly folderName: string } | null>()(nothing),
    /** No automatic backups any more; the files stay. */
    forgetBackupFolder: call<null>()(nothing),
    /** Save dialog for a backup; null when the person cancels. The page never learns or names a path. */
    chooseBackupTarget: call<{ readonly grant: string; readonly fileName: string } | null>()(nothing),
    /** Save dialog for an export, with the format's own ending; null when the person cancels. */
    chooseExportTarget: call<{ readonly grant: string; readonly fileName: string } | null>()(
      v.strictObject({ format: exportFormat }),
    ),
    /** The same for `quarantine.save`. */
    chooseRecordsTarget: call<{ readonly grant: string; readonly fileName: string } | null>()(nothing),
    /** The same for `import.saveReport`. */
    chooseReportTarget: call<{ readonly grant: string; readonly fileName: string } | null>()(nothing),
  },
} as const;
