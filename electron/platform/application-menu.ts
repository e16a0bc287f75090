/**
 * The application menu in the system's hands. Runs in main.
 * The rule: it is made again whenever the vault opens or locks or the language changes, so that it never offers what
 * cannot be done.
 */
import { app, Menu } from 'electron';
import { type MenuActions, type MenuState, menuTemplate } from './menu-template.ts';

/** Call before the app is ready: Electron builds a menu of its own at that moment otherwise, for us to throw away. */
export const refuseDefaultMenu = (): void => Menu.setApplicationMenu(null);

export interface ApplicationMenu {
  /** Makes the menu again, for the language and state of now. */
  readonly refresh: () => void;
}

export function setUpApplicationMenu(
  actions: MenuActions,
  state: () => Pick<MenuState, 'isOpen' | 'hidesCodes'>,
): ApplicationMenu {
  return {
    refresh() {
      const now = { ...state(), platform: process.platform, isPackaged: app.isPackaged };
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, now)));
    },
  };
}
