/**
 * The person's settings and the vault revision last seen, in electron-store. Runs in main only.
 * The rule: nothing here is secret or typed into the vault, and a damaged file gives the defaults, never a stop.
 */
import Store from 'electron-store';
import * as v from 'valibot';
import { type Settings, type SettingsPatch, settingsSchema } from '../ipc/contract.ts';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  clipboardClearSeconds: 30,
  autoLockMinutes: 5,
  lockOnScreenLock: true,
  lockOnSuspend: true,
  lockOnMinimise: false,
  nextCodeSeconds: 10,
};

interface Stored {
  readonly settings: Partial<Settings>;
  readonly lastSeenRevision: number;
}

export interface Preferences {
  readonly settings: () => Settings;
  readonly change: (patch: SettingsPatch) => Settings;
  /** The highest revision of the vault that this computer has seen; 0 before the first. */
  readonly lastSeenRevision: () => number;
  readonly sawRevision: (revision: number) => void;
}

/** Opens the settings file in `folder`. A value that is not a setting any more falls back to its default. */
export function openPreferences(folder: string): Preferences {
  const store = new Store<Stored>({
    cwd: folder,
    name: 'settings',
    clearInvalidConfig: true,
    defaults: { settings: {}, lastSeenRevision: 0 },
  });

  const settings = (): Settings => {
    const kept: Record<string, unknown> = { ...DEFAULT_SETTINGS };
    for (const [name, schema] of Object.entries(settingsSchema.entries)) {
      const parsed = v.safeParse(
        schema,
        (store.get('settings') as Record<string, unknown> | undefined)?.[name],
      );
      if (parsed.success) kept[name] = parsed.output;
    }
    return kept as Settings;
  };

  return {
    settings,
    change(patch) {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      store.set('settings', { ...settings(), ...given });
      return settings();
    },
    lastSeenRevision: () => {
      const revision = store.get('lastSeenRevision');
      return Number.isSafeInteger(revision) && revision >= 0 ? revision : 0;
    },
    sawRevision: (revision) => store.set('lastSeenRevision', revision),
  };
}
