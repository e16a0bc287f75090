/**
 * What closing the main window does: quit, or stay in the tray. Runs in main.
 * The rule: staying is a choice; the first close asks, and the answer is the setting from then on.
 */
import { app, type BrowserWindow, dialog } from 'electron';
import { log } from '../log.ts';
import type { Preferences } from './preferences.ts';
import { text } from './texts/text.ts';

export interface ClosingParts {
  readonly preferences: Preferences;
  /** The choice was to stay: the icon must be there before the window goes. */
  readonly onStay: () => void;
}

/** Call for each main window. */
export function watchClosing(window: BrowserWindow, { preferences, onStay }: ClosingParts): void {
  let isQuitting = false;
  const quitting = () => {
    isQuitting = true;
  };
  app.on('before-quit', quitting);
  window.on('closed', () => app.removeListener('before-quit', quitting));

  const ask = async () => {
    const stay = 1;
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: text('close.message'),
      detail: text('close.detail'),
      buttons: [text('close.quit'), text('close.stay')],
      defaultId: stay,
      cancelId: -1,
    });
    if (response === -1) return;
    preferences.rememberCloseAsked();
    if (response === stay) {
      try {
        preferences.change({ closeToTray: true });
      } catch (error) {
        // It stays this time, as was asked for, and the next close ends it.
        log('closing to the tray', error);
      }
      onStay();
      window.hide();
    } else app.quit();
  };

  window.on('close', (event) => {
    if (isQuitting) return;
    if (preferences.settings().closeToTray) {
      event.preventDefault();
      window.hide();
    } else if (!preferences.wasCloseAsked()) {
      event.preventDefault();
      void ask();
    }
  });
}
