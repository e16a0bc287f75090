/**
 * What the application menu holds: every main action with its key, and whether it can be chosen now. Pure; used by main.
 * The rule: keys come from electron/ipc/keyboard.ts and words from texts/; an item is a role of the system, one command
 * to the page or one action of main, and no logic lives here.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { Command } from '../ipc/contract.ts';
import { KEY_BINDINGS, type KeyId, keysOf } from '../ipc/keyboard.ts';
import { type TextKey, text } from './texts/text.ts';

export interface MenuActions {
  readonly sendCommand: (command: Command) => void;
  readonly lock: () => void;
  readonly findCode: () => void;
  readonly showManual: () => void;
  readonly report: () => void;
  readonly about: () => void;
}

export interface MenuState {
  readonly platform: NodeJS.Platform;
  /** The vault is unlocked: what needs it can be chosen. */
  readonly isOpen: boolean;
  /** Codes are hidden until they are revealed. */
  readonly hidesCodes: boolean;
  readonly isPackaged: boolean;
}

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };

export function menuTemplate(
  actions: MenuActions,
  { platform, isOpen, hidesCodes, isPackaged }: MenuState,
): Item[] {
  const isMac = platform === 'darwin';
  const accelerator = (id: KeyId): string => {
    const binding = KEY_BINDINGS.find((each) => each.id === id);
    return binding ? (keysOf(binding, isMac)[0] ?? '') : '';
  };
  const role = (name: NonNullable<Item['role']>, label: TextKey, id?: KeyId): Item => ({
    role: name,
    label: text(label),
    ...(id === undefined ? {} : { accelerator: accelerator(id) }),
  });
  /** Something that the page does; it needs the open vault. */
  const command = (name: Command, label: TextKey, id?: KeyId): Item => ({
    label: text(label),
    enabled: isOpen,
    ...(id === undefined ? {} : { accelerator: accelerator(id) }),
    click: () => actions.sendCommand(name),
  });
  /**
   * The same for the account that has the focus: its key is shown, and handled by the page, since a letter that the menu
   * took could not be typed. macOS would take what it shows.
   */
  const account = (name: Command, label: TextKey, id: KeyId): Item => ({
    ...command(name, label),
    ...(isMac ? {} : { accelerator: accelerator(id), registerAccelerator: false }),
  });
  const settings = command('settings', 'menu.settings', 'settings');
  const about: Item = { label: text('menu.about'), click: actions.about };
  const menu = (label: TextKey, submenu: Item[]): Item => ({ label: text(label), submenu });

  return [
    ...(isMac
      ? [
          menu('app.name', [
            about,
            LINE,
            settings,
            LINE,
            role('services', 'menu.services'),
            LINE,
            role('hide', 'menu.hide'),
            role('hideOthers', 'menu.hideOthers'),
            role('unhide', 'menu.showAll'),
            LINE,
            role('quit', 'tray.quit', 'quit'),
          ]),
        ]
      : []),
    menu('menu.file', [
      command('scan-screen', 'menu.scanScreen', 'scan-screen'),
      command('scan-region', 'menu.scanRegion', 'scan-region'),
      command('choose-picture', 'menu.choosePicture', 'choose-picture'),
      command('enter-key', 'menu.enterKey', 'enter-key'),
      LINE,
      command('back-up', 'menu.backUp', 'back-up'),
      command('restore', 'menu.restore'),
      command('import', 'menu.import'),
      command('export', 'menu.export'),
      command('paper', 'menu.paper'),
      LINE,
      ...(isMac ? [] : [settings, LINE]),
      { label: text('tray.lock'), enabled: isOpen, accelerator: accelerator('lock'), click: actions.lock },
      role('close', 'menu.closeWindow', 'close-window'),
      ...(isMac ? [] : [role('quit', 'tray.quit', 'quit')]),
    ]),
    menu('menu.edit', [
      role('undo', 'menu.undo'),
      role('redo', 'menu.redo'),
      LINE,
      role('cut', 'menu.cut'),
      role('copy', 'menu.copy'),
      role('paste', 'menu.paste', 'paste'),
      role('selectAll', 'menu.selectAll'),
      LINE,
      command('search', 'menu.search', 'search'),
    ]),
    menu('menu.view', [
      role('resetZoom', 'menu.zoomReset', 'zoom-reset'),
      role('zoomIn', 'menu.zoomIn', 'zoom-in'),
      role('zoomOut', 'menu.zoomOut', 'zoom-out'),
      LINE,
      role('togglefullscreen', 'menu.fullScreen', 'full-screen'),
      ...(isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
    ]),
    menu('menu.account', [
      account('account-copy', 'menu.copyCode', 'row-copy'),
      { ...account('account-reveal', 'menu.reveal', 'row-reveal'), enabled: isOpen && hidesCodes },
      account('account-next', 'menu.nextCode', 'row-next'),
      LINE,
      account('account-edit', 'menu.editAccount', 'row-edit'),
      account('account-pin', 'menu.pin', 'row-pin'),
      account('account-remove', 'menu.remove', 'row-remove'),
      LINE,
      command('bin', 'menu.bin'),
      command('history', 'menu.history'),
      command('health', 'menu.health'),
      command('clock', 'menu.clock'),
    ]),
    {
      ...menu('menu.window', [
        role('minimize', 'menu.minimise'),
        ...(isMac ? [role('zoom', 'menu.zoomWindow')] : []),
        { label: text('tray.find'), click: actions.findCode },
        ...(isMac ? [LINE, role('front', 'menu.front')] : []),
      ]),
      role: 'window',
    },
    {
      ...menu('menu.help', [
        {
          label: text('menu.manual'),
          accelerator: accelerator('manual'),
          click: actions.showManual,
        },
        command('keyboard-map', 'menu.keyboardMap'),
        LINE,
        { label: text('menu.report'), click: actions.report },
        ...(isMac ? [] : [about]),
      ]),
      role: 'help',
    },
  ];
}
