/** Puts the chosen theme on the document as `data-theme`; "system" follows the system while it lasts. Runs in the page. */
import type { Settings } from '../electron/ipc/contract.ts';

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Settings['theme'] = 'system';

function apply(): void {
  const isDark = chosen === 'dark' || (chosen === 'system' && darkSystem.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

darkSystem.addEventListener('change', apply);

/** Shows the page in this theme from now on. */
export function showTheme(theme: Settings['theme']): void {
  chosen = theme;
  apply();
}
