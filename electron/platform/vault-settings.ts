/**
 * What the vault process goes by, out of the person's settings. Runs in main.
 * The rule: nothing secret, and whatever is not set has the value that its call documents as "none".
 */
import type { VaultSettings } from '../ipc/channels.ts';
import type { Preferences } from './preferences.ts';

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
