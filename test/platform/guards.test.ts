/**
 * Which switches make a packaged app end at once. Runs under Node, with Electron's module left out.
 * The rule: every switch that opens a debugger is refused, and everyday ones are not.
 */
import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { asksForDebugging } = await import('../../electron/platform/guards.ts');

const startedWith = (...names: readonly string[]) => asksForDebugging((name) => names.includes(name));

test.each([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
])('--%s asks for debugging', (name) => {
  expect(startedWith(name)).toBe(true);
  expect(startedWith('user-data-dir', name)).toBe(true);
});

test('everyday switches do not', () => {
  expect(startedWith()).toBe(false);
  expect(startedWith('user-data-dir', 'no-sandbox', 'ozone-platform', 'password-store')).toBe(false);
});
