/** Quitting waits for the cleaning up, and is asked for again in a turn of its own. Under Node, without Electron. */
import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { cleanUpBeforeQuit } from '../../electron/platform/before-quit.ts';

function quitting(cleanUp: () => Promise<unknown>) {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn() });
  cleanUpBeforeQuit(app as never, cleanUp);
  const ask = () => {
    const preventDefault = vi.fn();
    app.emit('will-quit', { preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  return { app, ask };
}

it.each([
  ['done at once', async () => undefined],
  ['failing', () => Promise.reject(new Error('no clipboard'))],
])('waits for what is %s, and then lets the app go', async (_how, cleanUp) => {
  const { app, ask } = quitting(() => cleanUp().catch(() => undefined));
  expect(ask()).toBe(true);
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  // Still within the event's turn, in which Electron would forget it.
  expect(app.quit).not.toHaveBeenCalled();
  await nextTurn();
  await nextTurn();
  expect(app.quit).toHaveBeenCalledOnce();
  expect(ask()).toBe(false);
});
