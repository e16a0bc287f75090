/**
 * The icon in the tray or menu bar: copies a code, locks, scans, quits. Runs in main.
 * The rule: main holds no code; it asks the vault process for one at the click. Names are in the menu only while the
 * vault is unlocked.
 */
import path from 'node:path';
import { app, Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import type { TrayAccount } from '../ipc/channels.ts';
import { log } from '../log.ts';
import { windowTitle } from './profile-folder.ts';
import { text } from './texts/text.ts';

export interface TrayActions {
  readonly isOpen: () => boolean;
  /** Pinned and recently used accounts of the open vault. */
  readonly accounts: () => Promise<readonly TrayAccount[]>;
  readonly copyCode: (id: string) => Promise<void>;
  readonly showMain: () => void;
  readonly findCode: () => void;
  readonly scanScreen: () => void;
  readonly lock: () => void;
}

export interface TrayIcon {
  /** Shows the icon, or takes it away. */
  readonly setShown: (isShown: boolean) => void;
  /** Makes the menu again: the vault was opened, changed or locked, or the language was. */
  readonly refresh: () => void;
}

/** The menu's items; `accounts` is empty while locked. */
export function trayTemplate(
  actions: Omit<TrayActions, 'accounts'>,
  accounts: readonly TrayAccount[],
): MenuItemConstructorOptions[] {
  const isOpen = actions.isOpen();
  const named = isOpen ? accounts : [];
  const logged = (id: string) => actions.copyCode(id).catch((error) => log('the tray', error));
  return [
    ...named.map(({ id, name }) => ({
      // One ampersand would underline a letter.
      label: (name || text('tray.unnamed')).replaceAll('&', '&&'),
      click: () => void logged(id),
    })),
    ...(isOpen ? [] : [{ label: text('tray.locked'), enabled: false }]),
    ...(named.length === 0 && isOpen ? [] : [{ type: 'separator' } as const]),
    { label: text('tray.find'), click: actions.findCode },
    { label: text('tray.scan'), enabled: isOpen, click: actions.scanScreen },
    { label: text('tray.lock'), enabled: isOpen, click: actions.lock },
    { type: 'separator' },
    { label: text('tray.show'), click: actions.showMain },
    { label: text('tray.quit'), click: () => app.quit() },
  ];
}

/** macOS colours the template picture itself; elsewhere panels are dark as a rule. */
const PICTURE = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray-light.png';

/** @param folder where the pictures are */
export function setUpTray(folder: string, actions: TrayActions): TrayIcon {
  let tray: Tray | null = null;
  let drawn = 0;

  const draw = (accounts: readonly TrayAccount[]) =>
    tray?.setContextMenu(Menu.buildFromTemplate(trayTemplate(actions, accounts)));
  const refresh = () => {
    if (!tray) return;
    drawn += 1;
    const turn = drawn;
    // At once, so that no name outlives the lock.
    draw([]);
    if (!actions.isOpen()) return;
    actions
      .accounts()
      .then((accounts) => {
        if (turn === drawn) draw(accounts);
      })
      .catch((error) => log('the tray', error));
  };

  return {
    setShown(isShown) {
      if (isShown === (tray !== null)) return;
      tray?.destroy();
      tray = null;
      if (!isShown) return;
      tray = new Tray(path.join(folder, PICTURE));
      tray.setToolTip(windowTitle(app));
      tray.on('click', actions.showMain);
      refresh();
    },
    refresh,
  };
}
