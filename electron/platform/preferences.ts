/**
 * The person's settings, the vault revision last seen and when passwords were typed, in electron-store. Runs in main only.
 * The rule: nothing here is secret or typed into the vault. A file that is damaged, unreadable or cannot be written never
 * stops the app: the defaults hold then, and what it remembers by itself is remembered until it ends.
 */
import path from 'node:path';
import type { Rectangle } from 'electron';
import Store from 'electron-store';
import * as v from 'valibot';
import { DEFAULT_SETTINGS } from '../ipc/calls/platform.ts';
import type { VaultSeen } from '../ipc/channels.ts';
import { type Settings, type SettingsPatch, settingsSchema } from '../ipc/contract.ts';
import type { BackupMemory } from '../ipc/earlier.ts';
import { CodedError, FAILURE_CODES, savingError } from '../ipc/failure.ts';
import { NO_PASSWORD_MEMORY, type PasswordMemory } from '../ipc/key-messages.ts';

interface Stored {
  readonly settings: Partial<Settings>;
  readonly lastSeenRevision: number;
  readonly lastSeenWork: number;
  readonly passwordMemory: Partial<PasswordMemory>;
  readonly backupMemory: Partial<BackupMemory>;
  readonly backupFolder: string;
  readonly wasCloseAsked: boolean;
  readonly windowPlace: Rectangle | null;
  readonly miniPlace: Rectangle | null;
}

export interface Preferences {
  readonly settings: () => Settings;
  readonly change: (patch: SettingsPatch) => Settings;
  /** The highest revision of the vault that this computer has seen; 0 before the first. */
  readonly lastSeenRevision: () => number;
  /** What trying its password took then (`VaultSeen`); 0 before the first. */
  readonly lastSeenWork: () => number;
  readonly sawVault: (seen: VaultSeen) => void;
  /** Survives a restart, so that ending the app is no way around the wait after wrong passwords. */
  readonly passwordMemory: () => PasswordMemory;
  readonly rememberPassword: (memory: PasswordMemory) => void;
  readonly backupMemory: () => BackupMemory;
  readonly rememberBackup: (memory: BackupMemory) => void;
  /** Where automatic backups go; null: none are made. */
  readonly backupFolder: () => string | null;
  /** Whether the person was asked what closing the window should do. */
  readonly wasCloseAsked: () => boolean;
  readonly rememberCloseAsked: () => void;
  /** As it was read: whether a display shows that place is for the reader to say. */
  readonly windowPlace: () => unknown;
  readonly keepWindowPlace: (place: Rectangle) => void;
  /** The same of the mini window. */
  readonly miniPlace: () => unknown;
  readonly keepMiniPlace: (place: Rectangle) => void;
  readonly chooseBackupFolder: (folder: string | null) => void;
}

/**
 * Opens the settings file in `folder`. A value that is not a setting any more falls back to its default.
 * @param onProblem hears of what could not be read or remembered.
 */
export function openPreferences(folder: string, onProblem: (error: unknown) => void): Preferences {
  const store = openStore(folder, onProblem);
  /** What the disk did not take; the next time that it takes something, it gets this, too. */
  let unsaved: Partial<Stored> = {};

  const read = (name: keyof Stored): unknown => {
    try {
      return name in unsaved ? unsaved[name] : store?.get(name);
    } catch (error) {
      onProblem(error);
      return undefined;
    }
  };
  /** Of a person's choice: it is kept, or they are told that it is not. */
  const keep = (values: Partial<Stored>) => {
    if (!store) throw new CodedError('not-saved');
    try {
      store.set({ ...unsaved, ...values });
    } catch (error) {
      throw savingError(error);
    }
    unsaved = {};
  };
  const remember = (values: Partial<Stored>) => {
    try {
      keep(values);
    } catch (error) {
      unsaved = { ...unsaved, ...values };
      onProblem(error);
    }
  };

  const readSettings = (): Settings => {
    const stored = read('settings') as Readonly<Record<string, unknown>> | undefined;
    const kept: Record<string, unknown> = { ...DEFAULT_SETTINGS };
    for (const [name, schema] of Object.entries(settingsSchema.entries)) {
      const parsed = v.safeParse(schema, stored?.[name]);
      if (parsed.success) kept[name] = parsed.output;
    }
    return kept as Settings;
  };
  // The store reads its file again for every value that it is asked for; nobody else writes there while we run.
  let current = readSettings();

  return {
    settings: () => current,
    change(patch) {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      keep({ settings: { ...current, ...given } });
      current = readSettings();
      return current;
    },
    lastSeenRevision: () => wholeOrZero(read('lastSeenRevision')),
    lastSeenWork: () => wholeOrZero(read('lastSeenWork')),
    sawVault: ({ revision, work }) => remember({ lastSeenRevision: revision, lastSeenWork: work }),
    passwordMemory: () => {
      const kept = read('passwordMemory') as Partial<PasswordMemory> | null;
      const names = Object.keys(NO_PASSWORD_MEMORY) as (keyof PasswordMemory)[];
      const times = names.map((name) => [name, wholeOrZero(kept?.[name])]);
      return Object.fromEntries(times) as Record<keyof PasswordMemory, number>;
    },
    rememberPassword: (memory) => remember({ passwordMemory: memory }),
    backupMemory: () => {
      const kept = read('backupMemory') as Partial<BackupMemory> | null;
      const failure = FAILURE_CODES.find((code) => code === kept?.failure) ?? null;
      return {
        lastBackupAtMs: wholeOrZero(kept?.lastBackupAtMs),
        notBackedUpSinceMs: wholeOrZero(kept?.notBackedUpSinceMs),
        failure,
        failedAtMs: failure === null ? 0 : wholeOrZero(kept?.failedAtMs),
      };
    },
    rememberBackup: (memory) => remember({ backupMemory: memory }),
    backupFolder: () => {
      const kept: unknown = read('backupFolder');
      return typeof kept === 'string' && path.isAbsolute(kept) ? kept : null;
    },
    wasCloseAsked: () => read('wasCloseAsked') === true,
    windowPlace: () => read('windowPlace'),
    keepWindowPlace: (place) => remember({ windowPlace: place }),
    miniPlace: () => read('miniPlace'),
    keepMiniPlace: (place) => remember({ miniPlace: place }),
    rememberCloseAsked: () => remember({ wasCloseAsked: true }),
    chooseBackupFolder: (folder) => keep({ backupFolder: folder ?? '' }),
  };
}

/** Null when what is there can neither be read nor cleared away. */
function openStore(folder: string, onProblem: (error: unknown) => void): Store<Partial<Stored>> | null {
  try {
    return new Store<Partial<Stored>>({ cwd: folder, name: 'settings', clearInvalidConfig: true });
  } catch (error) {
    onProblem(error);
    return null;
  }
}

function wholeOrZero(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0;
}
