/**
 * Keys as people know them, from accelerators as Electron writes them. Pure; runs in the page.
 * The rule: a key has the name that is printed on it where the person lives, and on a Mac its sign.
 */
import { t } from '../locales/text.ts';

const MAC_SIGNS: { readonly [name: string]: string } = {
  CmdOrCtrl: '⌘',
  Cmd: '⌘',
  Command: '⌘',
  Ctrl: '⌃',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Backspace: '⌫',
  Delete: '⌦',
};
const SIGNS: { readonly [name: string]: string } = {
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Plus: '+',
  '-': '−',
  Escape: 'Esc',
  Alt: 'Alt',
};

/** The names that languages have for them. */
const nameOf = (part: string): string => {
  switch (part) {
    case 'CmdOrCtrl':
    case 'Ctrl':
    case 'Control':
      return t('keyboard.key.ctrl');
    case 'Shift':
      return t('keyboard.key.shift');
    case 'Enter':
      return t('keyboard.key.enter');
    case 'Space':
      return t('keyboard.key.space');
    case 'Delete':
      return t('keyboard.key.delete');
    case 'Home':
      return t('keyboard.key.home');
    case 'End':
      return t('keyboard.key.end');
    case 'PageUp':
      return t('keyboard.key.pageUp');
    case 'PageDown':
      return t('keyboard.key.pageDown');
    default:
      return SIGNS[part] ?? part;
  }
};

/** The keys to be held together: `CmdOrCtrl+Shift+S` is Ctrl, Shift, S, or ⌘, ⇧, S. */
export function keyNames(accelerator: string, isMac: boolean): readonly string[] {
  return accelerator.split('+').map((part) => (isMac ? (MAC_SIGNS[part] ?? nameOf(part)) : nameOf(part)));
}
