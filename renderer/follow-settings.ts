/**
 * What a small window's page does when settings were read again: theme and language, as the main window has them. Runs in the page.
 * The rule: the language is changed before anything is drawn by these settings.
 */
import type { Settings } from '../electron/ipc/contract.ts';
import { showLanguage } from './locales/text.ts';
import { readStartHints } from './start-hints.ts';
import { showTheme } from './theme.ts';

/** The page began with the language that its address names. */
let { language } = readStartHints(window.location.hash);

export async function followSettings(settings: Settings): Promise<void> {
  showTheme(settings);
  if (settings.language === language) return;
  language = settings.language;
  await showLanguage(language);
}
