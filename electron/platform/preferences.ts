/**
 * The person's settings, the vault revision last seen and when passwords were typed, in electron-store. Runs in main only.
 * The rule: nothing here is secret or typed into the vault, and a damaged file gives the defaults, never a stop.
 */
import path from 'node:path';
import type { Rectangle } from 'electron';
import Store from 'electron-store';
import * as v from 'valibot';
import { DEFAULT_SETTINGS } from '../ipc/calls/platform.ts';
import type { VaultSeen } from '../ipc/channels.ts';
import { type Settings, type SettingsPatch, settingsSchema } from '../ipc/contract.ts';
import type { BackupMemory } from '../ipc/earlier.ts';
import { FAILURE_CODES } from '../ipc/failure.ts';
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

/** Opens the settings file in `folder`. A value that is not a setting any more falls back to its default. */
export function openPreferences(folder: string): Preferences {
  const store = new Store<Stored>({
    cwd: folder,
    name: 'settings',
    clearInvalidConfig: true,
    defaults: {
      settings: {},
      lastSeenRevision: 0,
      lastSeenWork: 0,
      passwordMemory: {},
      backupMemory: {},
      backupFolder: '',
      wasCloseAsked: false,
      windowPlace: null,
      miniPlace: null,
    },
  });

  const readSettings = (): Settings => {
    const stored: Readonly<Record<string, unknown>> | undefined = store.get('settings');
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
      store.set('settings', { ...current, ...given });
      current = readSettings();
      return current;
    },
    lastSeenRevision: () => wholeOrZero(store.get('lastSeenRevision')),
    lastSeenWork: () => wholeOrZero(store.get('lastSeenWork')),
    sawVault: ({ revision, work }) => store.set({ lastSeenRevision: revision, lastSeenWork: work }),
    passwordMemory: () => {
      const kept = store.get('passwordMemory') as Partial<PasswordMemory> | null;
      const names = Object.keys(NO_PASSWORD_MEMORY) as (keyof PasswordMemory)[];
      const read = names.map((name) => [name, wholeOrZero(kept?.[name])]);
      return Object.fromEntries(read) as Record<keyof PasswordMemory, number>;
    },
    rememberPassword: (memory) => store.set('passwordMemory', memory),
    backupMemory: () => {
      const kept = store.get('backupMemory') as Partial<BackupMemory> | null;
      const failure = FAILURE_CODES.find((code) => code === kept?.failure) ?? null;
      return {
        lastBackupAtMs: wholeOrZero(kept?.lastBackupAtMs),
        notBackedUpSinceMs: wholeOrZero(kept?.notBackedUpSinceMs),
        failure,
        failedAtMs: failure === null ? 0 : wholeOrZero(kept?.failedAtMs),
      };
    },
    rememberBackup: (memory) => store.set('backupMemory', memory),
    backupFolder: () => {
      const kept: unknown = store.get('backupFolder');
      return typeof kept === 'string' && path.isAbsolute(kept) ? kept : null;
    },
    wasCloseAsked: () => store.get('wasCloseAsked') === true,
    windowPlace: () => store.get('windowPlace'),
    keepWindowPlace: (place) => store.set('windowPlace', place),
    miniPlace: () => store.get('miniPlace'),
    keepMiniPlace: (place) => store.set('miniPlace', place),
    rememberCloseAsked: () => store.set('wasCloseAsked', true),
    chooseBackupFolder: (folder) => store.set('backupFolder', folder ?? ''),
  };
}

function wholeOrZero(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0;
}
