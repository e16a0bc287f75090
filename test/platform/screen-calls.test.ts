/** Pictures of the screen that are under way when the vault locks. Under Node, without Electron. */
import { beforeEach, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  give: null as ((sources: unknown[]) => void) | null,
  windowCount: 0,
}));
const display = { id: 1, size: { width: 2, height: 1 }, scaleFactor: 1, bounds: {}, label: '' };
vi.mock('electron', () => ({
  app: { on: () => {} },
  BrowserWindow: Object.assign(
    class {
      constructor() {
        electron.windowCount += 1;
      }
    },
    { getAllWindows: () => [] },
  ),
  desktopCapturer: {
    getSources: () =>
      new Promise((resolve) => {
        electron.give = resolve;
      }),
  },
  globalShortcut: {},
  ipcMain: { handle: () => {} },
  screen: { getAllDisplays: () => [display], getPrimaryDisplay: () => display },
  systemPreferences: { getMediaAccessStatus: () => 'granted' },
}));
const { createCapturedPictures } = await import('../../electron/platform/captured-pictures.ts');
const { setUpScreen } = await import('../../electron/platform/screen-calls.ts');

const pictures = createCapturedPictures();
const keep = vi.fn(pictures.keep);
const screen = setUpScreen({
  regionPage: { out: '', url: '', language: () => null },
  pictures: { ...pictures, keep },
  showWindow: () => {},
  isOpen: () => true,
  sendCommand: () => {},
});
const thumbnail = {
  getSize: () => ({ width: 2, height: 1 }),
  toBitmap: () => new Uint8Array(8).fill(255),
  isEmpty: () => false,
};
const source = (id: string) => ({ id, name: 'one', display_id: '1', thumbnail });
const nothing = undefined as never;

beforeEach(() => {
  keep.mockClear();
  electron.windowCount = 0;
  electron.give = null;
  vi.stubEnv('XDG_SESSION_TYPE', 'x11');
  vi.stubEnv('WAYLAND_DISPLAY', '');
});

it.each([
  ['the screen', () => screen.handlers.capture(nothing), 'screen:1:0'],
  ['a region', () => screen.handlers.captureRegion(nothing), 'screen:1:0'],
  ['the list of windows', () => screen.handlers.windows(nothing), 'window:7:0'],
  ['a window', () => screen.handlers.captureWindow({ id: 'window:7:0' }), 'window:7:0'],
])('a lock in the middle of a picture of %s: none is kept, none is shown', async (_what, ask, id) => {
  const asked = Promise.resolve(ask());
  const refused = expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  await vi.waitFor(() => expect(electron.give).not.toBeNull());
  screen.drop();
  electron.give?.([source(id)]);
  await refused;
  expect(keep).not.toHaveBeenCalled();
  expect(electron.windowCount).toBe(0);
});

it('without a lock the picture waits for its one reader', async () => {
  const asked = Promise.resolve(screen.handlers.capture(nothing));
  await vi.waitFor(() => expect(electron.give).not.toBeNull());
  electron.give?.([source('screen:1:0')]);
  const [picture] = await asked;
  expect(pictures.take(picture?.address ?? '')?.parts).toHaveLength(1);
});
