/** Whether the system lets us see the screen, on each system; and the keys that scan. Under Node, without Electron. */
import { beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  status: 'granted',
  sources: [] as unknown[],
  opened: [] as string[],
}));
vi.mock('electron', () => ({
  systemPreferences: { getMediaAccessStatus: () => electron.status },
  desktopCapturer: {
    getSources: async (options: unknown) => {
      electron.sources.push(options);
      throw new Error('refused');
    },
  },
  shell: { openExternal: async (url: string) => electron.opened.push(url) },
}));
const { askScreenAccess, openAccessSettings, screenAccess } = await import(
  '../../electron/platform/screen-access.ts'
);
const { createShortcut } = await import('../../electron/platform/shortcut.ts');

const mac = { platform: 'darwin', env: {} } as const;
beforeEach(() => {
  electron.status = 'granted';
  electron.sources.length = 0;
  electron.opened.length = 0;
});

describe('access', () => {
  it('is open on Windows and X11, a portal on Wayland and on XWayland', () => {
    expect(screenAccess({ platform: 'win32', env: {} })).toBe('open');
    expect(screenAccess({ platform: 'linux', env: { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' } })).toBe('open');
    expect(screenAccess({ platform: 'linux', env: { XDG_SESSION_TYPE: 'wayland' } })).toBe('portal');
    expect(screenAccess({ platform: 'linux', env: { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' } })).toBe(
      'portal',
    );
  });

  it.each([
    ['granted', 'open'],
    ['not-determined', 'open'],
    ['unknown', 'open'],
    ['denied', 'blocked'],
    ['restricted', 'blocked'],
  ] as const)('on macOS %s is %s', (status, access) => {
    electron.status = status;
    expect(screenAccess(mac)).toBe(access);
  });

  it('is asked for by trying, on macOS and only while it is blocked', async () => {
    expect(await askScreenAccess(mac)).toBe('open');
    expect(electron.sources).toEqual([]);
    electron.status = 'denied';
    expect(await askScreenAccess(mac)).toBe('blocked');
    expect(electron.sources).toHaveLength(1);
  });

  it('leads to the settings of macOS, and nowhere on other systems', async () => {
    await openAccessSettings({ platform: 'linux', env: {} });
    expect(electron.opened).toEqual([]);
    await openAccessSettings(mac);
    expect(electron.opened).toEqual([expect.stringContaining('Privacy_ScreenCapture')]);
  });
});

describe('the keys that scan', () => {
  const fakeKeys = (takenByOthers: readonly string[]) => {
    const held = new Set<string>();
    return {
      held,
      register: (keys: string) => {
        if (keys === 'nonsense') throw new TypeError('conversion failure');
        if (takenByOthers.includes(keys)) return false;
        held.add(keys);
        return true;
      },
      unregister: (keys: string) => void held.delete(keys),
    };
  };

  it('are taken, changed and let go', () => {
    const keys = fakeKeys([]);
    const shortcut = createShortcut(keys, () => {});
    expect(shortcut.state()).toBe('off');
    shortcut.use('Control+Alt+S');
    expect([shortcut.state(), [...keys.held]]).toEqual(['active', ['Control+Alt+S']]);
    shortcut.use('Control+Alt+T');
    expect([...keys.held]).toEqual(['Control+Alt+T']);
    shortcut.use('');
    expect([shortcut.state(), keys.held.size]).toEqual(['off', 0]);
  });

  it('that others hold are told, and tried again when they are asked for again', () => {
    const others = ['Control+Alt+S'];
    const keys = fakeKeys(others);
    const shortcut = createShortcut(keys, () => {});
    shortcut.use('Control+Alt+S');
    expect(shortcut.state()).toBe('taken');
    others.length = 0;
    shortcut.use('Control+Alt+S');
    expect(shortcut.state()).toBe('active');
    shortcut.use('nonsense');
    expect(shortcut.state()).toBe('taken');
    expect(keys.held.size).toBe(0);
  });
});
