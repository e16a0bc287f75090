/**
 * The application menu: every main action with its key. Runs in main.
 * The rule: an item either is a role of the system or sends one command to the page; no logic lives here.
 */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '../ipc/contract.ts';

export function setUpApplicationMenu(sendCommand: (command: Command) => void, lock: () => void): void {
  const item = (label: string, command: Command, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => sendCommand(command),
  });
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('Scan Screen', 'scan-screen', 'CmdOrCtrl+Shift+S'),
        item('Mark a Region…', 'scan-region', 'CmdOrCtrl+Shift+R'),
        item('Choose Picture…', 'choose-picture', 'CmdOrCtrl+O'),
        item('Enter a Setup Key…', 'enter-key', 'CmdOrCtrl+N'),
        { type: 'separator' },
        item('Back Up Now…', 'back-up', 'CmdOrCtrl+B'),
        item('Settings…', 'settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        { label: 'Lock', accelerator: 'CmdOrCtrl+L', click: lock },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        item('Find', 'search', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
