/**
 * Puts the chosen look on the document: `data-theme` light or dark, `data-contrast` more or normal. Runs in every page.
 * The rule: "system" follows the system while it lasts, and a system that asks for more contrast gets it in any case.
 */
import type { Settings } from '../electron/ipc/contract.ts';

export type Look = Pick<Settings, 'theme' | 'highContrast'>;

/** What is shown before the settings are known. */
export const SYSTEM_LOOK: Look = { theme: 'system', highContrast: false };

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');
const contrastSystem = window.matchMedia('(prefers-contrast: more)');
let chosen = SYSTEM_LOOK;

function apply(): void {
  const isDark = chosen.theme === 'dark' || (chosen.theme === 'system' && darkSystem.matches);
  const isHigh = chosen.highContrast || contrastSystem.matches;
  const { dataset } = document.documentElement;
  dataset.theme = isDark ? 'dark' : 'light';
  dataset.contrast = isHigh ? 'more' : 'normal';
}

darkSystem.addEventListener('change', apply);
contrastSystem.addEventListener('change', apply);

/** Shows the page in this look from now on. */
export function showTheme({ theme, highContrast }: Look): void {
  chosen = { theme, highContrast };
  apply();
}
