/**
 * What the vault process goes by, out of the person's settings and of what main remembers. Runs in main.
 * The rule: nothing secret, and whatever is not set has the value that its call documents as "none".
 */
import type { VaultSettings, VaultStart } from '../ipc/channels.ts';
import type { Preferences } from './preferences.ts';

/** What a fresh vault process is told. */
export function vaultStartOf(preferences: Preferences, vaultPath: string): VaultStart {
  return {
    vaultPath,
    lastSeenRevision: preferences.lastSeenRevision(),
    lastSeenWork: preferences.lastSeenWork(),
    passwordMemory: preferences.passwordMemory(),
    rehearsePasswordWeeks: preferences.settings().rehearsePasswordWeeks,
    settings: vaultSettingsOf(preferences),
    backupMemory: preferences.backupMemory(),
  };
}

export function vaultSettingsOf(preferences: Pick<Preferences, 'settings' | 'backupFolder'>): VaultSettings {
  const settings = preferences.settings();
  return {
    emptyBinDays: settings.emptyBinDays,
    backupFolder: preferences.backupFolder(),
    clockCorrectionMs: settings.clockCorrectionSeconds * 1000,
    clockCorrectionUntilMs: settings.clockCorrectionUntilMs,
    backupsKept: {
      last: settings.backupKeepLast,
      days: settings.backupKeepDays,
      weeks: settings.backupKeepWeeks,
      months: settings.backupKeepMonths,
    },
  };
}
