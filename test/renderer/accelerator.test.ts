/** Pressed keys as a shortcut: what is taken is what main's parser takes, and what is not has a modifier missing. */
import * as v from 'valibot';
import { expect, it, test } from 'vitest';
import { settingsSchema } from '../../electron/ipc/contract.ts';
import { acceleratorOf, keysText } from '../../renderer/settings/accelerator.ts';

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const isSetting = (keys: unknown) => v.is(settingsSchema.entries.scanShortcut, keys);

test.each([
  [{ ...none, code: 'KeyS', ctrlKey: true, altKey: true }, 'Control+Alt+S', 'Ctrl+Alt+S', '⌃⌥S'],
  [{ ...none, code: 'Digit9', altKey: true, shiftKey: true }, 'Alt+Shift+9', 'Alt+Shift+9', '⌥⇧9'],
  [
    { ...none, code: 'Space', ctrlKey: true, shiftKey: true },
    'Control+Shift+Space',
    'Ctrl+Shift+Space',
    '⌃⇧Space',
  ],
  [{ ...none, code: 'F24', ctrlKey: true }, 'Control+F24', 'Ctrl+F24', '⌃F24'],
])('%o', (pressed, accelerator, onLinux, onMac) => {
  expect(acceleratorOf(pressed, 'linux')).toBe(accelerator);
  expect(isSetting(accelerator)).toBe(true);
  expect(keysText(accelerator, 'linux')).toBe(onLinux);
  expect(keysText(accelerator, 'darwin')).toBe(onMac);
});

it('names the fourth modifier as each system does', () => {
  const pressed = { ...none, code: 'KeyQ', metaKey: true, shiftKey: true };
  for (const [platform, accelerator] of [
    ['darwin', 'Command+Shift+Q'],
    ['linux', 'Super+Shift+Q'],
  ] as const) {
    expect(acceleratorOf(pressed, platform)).toBe(accelerator);
    expect(isSetting(accelerator)).toBe(true);
  }
});

it('refuses keys that are typed, and keys that no shortcut may take', () => {
  expect(acceleratorOf({ ...none, code: 'KeyS' }, 'linux')).toBeNull();
  expect(acceleratorOf({ ...none, code: 'KeyS', shiftKey: true }, 'linux')).toBeNull();
  expect(acceleratorOf({ ...none, code: 'Enter', ctrlKey: true }, 'linux')).toBeNull();
});

it('the setting takes no keys, and nothing else that is not keys', () => {
  expect(isSetting('')).toBe(true);
  for (const text of [
    'S',
    'Shift+S',
    'Control+',
    'Control+Enter',
    'Control+S+T',
    'Control+F25',
    'control+s',
  ]) {
    expect(isSetting(text)).toBe(false);
  }
});
