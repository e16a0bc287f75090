/** The table of keys: what is pressed, on any layout and system, and the application menu's accelerators held to it. */
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, test } from 'vitest';
import { COMMANDS, type Command } from '../../electron/ipc/contract.ts';
import { bindingOf, KEY_BINDINGS, KEY_PLACES, keysOf, type PressedKey } from '../../electron/ipc/keyboard.ts';
import { type MenuActions, menuTemplate } from '../../electron/platform/menu-template.ts';

const pressed = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  ...{ key, code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false },
  ...more,
});

describe('a pressed key', () => {
  it.each([
    ['row', pressed('e', { code: 'KeyE' }), 'row-edit'],
    ['row', pressed('E', { code: 'KeyE' }), 'row-edit'],
    // Russian, Arabic and Greek layouts: what is at the place of N.
    ['row', pressed('т', { code: 'KeyN' }), 'row-next'],
    ['row', pressed('ى', { code: 'KeyN' }), 'row-next'],
    ['row', pressed('ν', { code: 'KeyN' }), 'row-next'],
    // Thai and Hindi layouts have vowel signs there.
    ['row', pressed('ื', { code: 'KeyN' }), 'row-next'],
    ['row', pressed('ा', { code: 'KeyE' }), 'row-edit'],
    // A French keyboard has A where others have Q: a Latin letter is what it says.
    ['row', pressed('p', { code: 'KeyR' }), 'row-pin'],
    ['row', pressed('ArrowDown', { code: 'ArrowDown' }), 'row-down'],
    ['row', pressed('Delete', { code: 'Delete' }), 'row-remove'],
    ['page', pressed('?', { code: 'Slash', shiftKey: true }), 'page-map'],
    // German: Shift and ß; Arabic: its own sign.
    ['page', pressed('?', { code: 'Minus', shiftKey: true }), 'page-map'],
    ['page', pressed('؟', { code: 'Slash', shiftKey: true }), 'page-map'],
    ['page', pressed('/', { code: 'Digit7', shiftKey: true }), 'page-search'],
    ['search', pressed('Escape'), 'search-clear'],
    ['popup', pressed('PageDown'), 'popup-page-down'],
  ] as const)('in %s: %j is %s', (place, key, id) => {
    expect(bindingOf(place, key, false)).toBe(id);
  });

  it.each([
    ['row', pressed('e', { ctrlKey: true })],
    ['row', pressed('e', { altKey: true })],
    ['row', pressed('e', { metaKey: true })],
    ['row', pressed('E', { shiftKey: true })],
    ['row', pressed('q', { code: 'KeyQ' })],
    // French: what is printed N is not at N's place, and what is there is not N.
    ['row', pressed('b', { code: 'KeyN' })],
    ['row', pressed('é', { code: 'KeyE' })],
    ['row', pressed('Backspace')],
    ['row', pressed('?')],
    ['page', pressed('e')],
  ] as const)('in %s: %j is none', (place, key) => {
    expect(bindingOf(place, key, false)).toBeNull();
  });

  it('is another one on a Mac where that has no such key', () => {
    expect(bindingOf('row', pressed('Backspace'), true)).toBe('row-remove');
  });
});

test.each([true, false])('no key means two things in one place (Mac: %s)', (isMac) => {
  for (const place of KEY_PLACES) {
    const keys = KEY_BINDINGS.filter((each) => each.place === place).flatMap((each) => keysOf(each, isMac));
    expect(keys).not.toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

const sent: Command[] = [];
const actions: MenuActions = {
  sendCommand: (command) => void sent.push(command),
  lock: () => undefined,
  findCode: () => undefined,
  showManual: () => undefined,
  report: () => undefined,
  about: () => undefined,
};
const itemsOf = (platform: NodeJS.Platform, isOpen = true): readonly MenuItemConstructorOptions[] =>
  menuTemplate(actions, { platform, isOpen, hidesCodes: true, isPackaged: true }).flatMap(
    ({ submenu }) => submenu as MenuItemConstructorOptions[],
  );

describe.each(['linux', 'win32', 'darwin'] as const)('the application menu on %s', (platform) => {
  const isMac = platform === 'darwin';
  const items = itemsOf(platform);
  const taken = items.filter(({ registerAccelerator }) => registerAccelerator !== false);
  const shownOnly = items.filter(({ registerAccelerator }) => registerAccelerator === false);

  it('takes the keys of the table, all of them and no other', () => {
    const keys = taken.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
    const listed = KEY_BINDINGS.filter(({ place }) => place === 'menu').map((each) => keysOf(each, isMac)[0]);
    expect(keys.toSorted()).toEqual(listed.toSorted());
  });

  it('takes no key that can be typed', () => {
    for (const { accelerator } of taken) expect(accelerator ?? 'F1').toMatch(/\+|^F\d+$/);
  });

  it('shows the row’s keys without taking them', () => {
    const listed = KEY_BINDINGS.filter(({ place }) => place === 'row').map((each) => keysOf(each, isMac)[0]);
    expect(shownOnly).toHaveLength(isMac ? 0 : 6);
    for (const { accelerator } of shownOnly) expect(listed).toContain(accelerator);
  });

  it('offers only what can be done while locked', () => {
    const offered = itemsOf(platform, false).filter(({ click, enabled }) => click && enabled !== false);
    expect(offered.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Find a Code…', 'Manual', 'Report a Problem…', 'About Halfminute']),
    );
    expect(offered).toHaveLength(4);
  });

  it('has words for every item', () => {
    const named = items.filter(({ type }) => type !== 'separator');
    expect(named.filter(({ label }) => !label)).toEqual([]);
  });

  it('sends commands that the contract knows, each from one item', () => {
    sent.splice(0);
    for (const { click, label } of items) {
      if (label !== 'About Halfminute') (click as (() => void) | undefined)?.();
    }
    expect(new Set(sent).size).toBe(sent.length);
    const unasked: readonly Command[] = [
      'link-waiting',
      'popup-shown',
      'mini-account',
      'settings-changed',
      'accounts-changed',
      'unlocked',
    ];
    expect([...sent].toSorted()).toEqual(COMMANDS.filter((each) => !unasked.includes(each)).toSorted());
  });
});
