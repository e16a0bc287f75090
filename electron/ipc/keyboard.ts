/**
 * Every key of the app, once. Pure data; the application menu, the page's handlers, the keyboard map under `?` and the
 * manual's table are all made from it. The rule: no key is handled that is not listed here, and none is listed that
 * nothing handles; test/ipc/keyboard.test.ts and test/page/keyboard.test.ts hold both.
 */

/**
 * Where a key counts. `menu`: in the whole window, by the application menu. `page`: the same, but not while one types.
 * `row`: while an account of the list has the focus. `search`: in the search field. `popup`: in the small window. `mini`: in the mini window.
 */
export const KEY_PLACES = ['menu', 'page', 'row', 'search', 'popup', 'mini'] as const;
export type KeyPlace = (typeof KEY_PLACES)[number];

export interface KeyBinding {
  readonly id: string;
  readonly place: KeyPlace;
  /** As Electron writes accelerators; any one of them. The first is the one that is shown. */
  readonly keys: readonly string[];
  /** In the place of `keys` on macOS. */
  readonly macKeys?: readonly string[];
  /** A letter that acts only where no search is under way: there it is typed (docs/decisions/keyboard.md). */
  readonly isLetter?: true;
}

export const KEYS = [
  { id: 'search', place: 'menu', keys: ['CmdOrCtrl+F'] },
  { id: 'enter-key', place: 'menu', keys: ['CmdOrCtrl+N'] },
  { id: 'scan-screen', place: 'menu', keys: ['CmdOrCtrl+Shift+S'] },
  { id: 'scan-region', place: 'menu', keys: ['CmdOrCtrl+Shift+R'] },
  { id: 'choose-picture', place: 'menu', keys: ['CmdOrCtrl+O'] },
  { id: 'paste', place: 'menu', keys: ['CmdOrCtrl+V'] },
  { id: 'back-up', place: 'menu', keys: ['CmdOrCtrl+B'] },
  { id: 'settings', place: 'menu', keys: ['CmdOrCtrl+,'] },
  { id: 'lock', place: 'menu', keys: ['CmdOrCtrl+L'] },
  { id: 'manual', place: 'menu', keys: ['F1'] },
  { id: 'zoom-in', place: 'menu', keys: ['CmdOrCtrl+Plus'] },
  { id: 'zoom-out', place: 'menu', keys: ['CmdOrCtrl+-'] },
  { id: 'zoom-reset', place: 'menu', keys: ['CmdOrCtrl+0'] },
  { id: 'full-screen', place: 'menu', keys: ['F11'], macKeys: ['Ctrl+Cmd+F'] },
  { id: 'close-window', place: 'menu', keys: ['CmdOrCtrl+W'] },
  { id: 'quit', place: 'menu', keys: ['CmdOrCtrl+Q'] },
  { id: 'page-search', place: 'page', keys: ['/', '／'] },
  // Arabic and full-width keyboards have their own question mark.
  { id: 'page-map', place: 'page', keys: ['?', '؟', '？'] },
  { id: 'page-select-all', place: 'page', keys: ['CmdOrCtrl+A'] },
  { id: 'page-select-end', place: 'page', keys: ['Escape'] },
  { id: 'row-up', place: 'row', keys: ['Up'] },
  { id: 'row-down', place: 'row', keys: ['Down'] },
  { id: 'row-first', place: 'row', keys: ['Home'] },
  { id: 'row-last', place: 'row', keys: ['End'] },
  { id: 'row-copy', place: 'row', keys: ['Enter'] },
  { id: 'row-reveal', place: 'row', keys: ['Space'] },
  { id: 'row-next', place: 'row', keys: ['N'], isLetter: true },
  { id: 'row-time', place: 'row', keys: ['T'], isLetter: true },
  { id: 'row-edit', place: 'row', keys: ['E'], isLetter: true },
  { id: 'row-pin', place: 'row', keys: ['P'], isLetter: true },
  { id: 'row-remove', place: 'row', keys: ['Delete'], macKeys: ['Backspace', 'Delete'] },
  { id: 'row-move-up', place: 'row', keys: ['Alt+Up'] },
  { id: 'row-move-down', place: 'row', keys: ['Alt+Down'] },
  { id: 'row-select', place: 'row', keys: ['X'], isLetter: true },
  // On macOS ⌘ with Space is the system's own search.
  { id: 'row-select-also', place: 'row', keys: ['CmdOrCtrl+Space'], macKeys: ['Shift+Space'] },
  { id: 'search-up', place: 'search', keys: ['Up'] },
  { id: 'search-down', place: 'search', keys: ['Down'] },
  { id: 'search-copy', place: 'search', keys: ['Enter'] },
  { id: 'search-clear', place: 'search', keys: ['Escape'] },
  { id: 'popup-up', place: 'popup', keys: ['Up'] },
  { id: 'popup-down', place: 'popup', keys: ['Down'] },
  { id: 'popup-page-up', place: 'popup', keys: ['PageUp'] },
  { id: 'popup-page-down', place: 'popup', keys: ['PageDown'] },
  { id: 'popup-copy', place: 'popup', keys: ['Enter'] },
  { id: 'popup-reveal', place: 'popup', keys: ['CmdOrCtrl+Enter'] },
  { id: 'popup-mini', place: 'popup', keys: ['Shift+Enter'] },
  { id: 'popup-hide', place: 'popup', keys: ['Escape'] },
  { id: 'mini-left', place: 'mini', keys: ['Left'] },
  { id: 'mini-right', place: 'mini', keys: ['Right'] },
  { id: 'mini-first', place: 'mini', keys: ['Home'] },
  { id: 'mini-last', place: 'mini', keys: ['End'] },
  { id: 'mini-unmark', place: 'mini', keys: ['Backspace', 'Delete'] },
  { id: 'mini-reveal', place: 'mini', keys: ['CmdOrCtrl+Enter'] },
  { id: 'mini-close', place: 'mini', keys: ['Escape'] },
] as const satisfies readonly KeyBinding[];

export type KeyId = (typeof KEYS)[number]['id'];
export type KeyIdOf<Place extends KeyPlace> = Extract<(typeof KEYS)[number], { readonly place: Place }>['id'];

/** The table's lines, all of one type. */
export const KEY_BINDINGS: readonly (KeyBinding & { readonly id: KeyId })[] = KEYS;

/** The accelerators of a binding; the first is the one that is shown. */
export const keysOf = ({ keys, macKeys }: KeyBinding, isMac: boolean): readonly string[] =>
  isMac ? (macKeys ?? keys) : keys;

/** The part of a keyboard event that counts. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** Electron's names of keys whose events have another. */
const EVENT_NAMES: { readonly [name: string]: string } = {
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Space: ' ',
};

/**
 * What a key is, for letters on any layout: where it writes no Latin letter (Russian, Arabic, Greek), its place on the
 * keyboard counts, as it does for the system's own shortcuts. https://www.w3.org/TR/uievents-code/
 */
function nameOf({ key, code }: PressedKey): string {
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  // Thai and Indian layouts have vowel signs, which are marks, where others have letters.
  const isForeignLetter = /^[\p{L}\p{M}]$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  return (isForeignLetter && place ? place : key).toLowerCase();
}

function isPressed(accelerator: string, pressed: PressedKey, isMac: boolean): boolean {
  const parts = accelerator.split('+');
  const name = parts.at(-1) ?? '';
  const wants = (modifier: string) => parts.includes(modifier);
  const hasCommand = wants('CmdOrCtrl');
  if (pressed.altKey !== wants('Alt') || pressed.metaKey !== (isMac && hasCommand)) return false;
  if (pressed.ctrlKey !== (!isMac && hasCommand)) return false;
  // A sign such as `?` is behind Shift on one layout and not on another.
  const isSign = !/^[A-Z]/i.test(name);
  if (!isSign && pressed.shiftKey !== wants('Shift')) return false;
  return nameOf(pressed) === (EVENT_NAMES[name] ?? name).toLowerCase();
}

/** Which binding of a place a pressed key is; null: none of them. */
export function bindingOf<Place extends KeyPlace>(
  place: Place,
  pressed: PressedKey,
  isMac: boolean,
): KeyIdOf<Place> | null {
  const found = KEY_BINDINGS.find(
    (binding) =>
      binding.place === place && keysOf(binding, isMac).some((key) => isPressed(key, pressed, isMac)),
  );
  return (found?.id ?? null) as KeyIdOf<Place> | null;
}

/** Whether a binding is a letter that gives way to typing. */
export const isLetterKey = (id: KeyId): boolean =>
  KEY_BINDINGS.some((each) => each.id === id && each.isLetter === true);
