/** Starting at login: a real autostart file on Linux, read back by GLib where it is there; doubles for the other systems. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import {
  createStartAtLogin,
  execArgument,
  firstWindow,
  LOGIN_SWITCH,
  type LoginParts,
  ownCommand,
} from '../../electron/platform/start-at-login.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfminute-login-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const double = (): LoginParts['app'] & { readonly given: unknown[] } => {
  let openAtLogin = false;
  const given: unknown[] = [];
  return {
    given,
    getName: () => 'Halfminute',
    getLoginItemSettings: () => ({ openAtLogin, wasOpenedAtLogin: false }) as Electron.LoginItemSettings,
    setLoginItemSettings: (settings) => {
      given.push(settings);
      openAtLogin = settings.openAtLogin ?? false;
    },
  };
};
const parts = (more: Partial<LoginParts> = {}): LoginParts => ({
  app: double(),
  platform: 'linux',
  env: { XDG_CONFIG_HOME: folder },
  home: '/nowhere',
  command: ['/opt/Half minute/halfminute'],
  ...more,
});
const file = () => path.join(folder, 'autostart/halfminute.desktop');

describe('on Linux', () => {
  it('is off, then a whole file, then gone', async () => {
    const login = createStartAtLogin(parts());
    expect(await login.state(undefined)).toEqual({ isOn: false, isPossible: true });
    expect(await login.change({ isOn: true })).toEqual({ isOn: true, isPossible: true });
    expect(readFileSync(file(), 'utf8')).toBe(
      `[Desktop Entry]\nType=Application\nName=Halfminute\nExec="/opt/Half minute/halfminute" "${LOGIN_SWITCH}"\nTerminal=false\nX-GNOME-Autostart-enabled=true\n`,
    );
    expect(readdirSync(path.dirname(file()))).toEqual(['halfminute.desktop']);
    expect(await login.change({ isOn: false })).toEqual({ isOn: false, isPossible: true });
    expect(existsSync(file())).toBe(false);
    // Off twice is off.
    expect(await login.change({ isOn: false })).toEqual({ isOn: false, isPossible: true });
  });

  it('goes to ~/.config where the variable is not set or not absolute', async () => {
    for (const env of [{}, { XDG_CONFIG_HOME: 'relative' }]) {
      await createStartAtLogin(parts({ env, home: folder })).change({ isOn: true });
      expect(existsSync(path.join(folder, '.config/autostart/halfminute.desktop'))).toBe(true);
      rmSync(path.join(folder, '.config'), { recursive: true });
    }
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'sees that the person turned it off by %s',
    async (line) => {
      const login = createStartAtLogin(parts());
      await login.change({ isOn: true });
      const content = readFileSync(file(), 'utf8').replace('X-GNOME-Autostart-enabled=true', line);
      writeFileSync(file(), content);
      expect(await login.state(undefined)).toEqual({ isOn: false, isPossible: true });
    },
  );

  it('says that it is off where nothing can be written, and leaves nothing behind', async () => {
    // A file in the folder's place refuses everybody, the administrator too.
    writeFileSync(path.join(folder, 'autostart'), '');
    const login = createStartAtLogin(parts());
    expect(await login.change({ isOn: true })).toEqual({ isOn: false, isPossible: true });
    expect(readdirSync(folder)).toEqual(['autostart']);
  });

  it.each([{ FLATPAK_ID: 'x' }, { SNAP: '/snap/x' }])('does not pretend inside %j', async (env) => {
    const login = createStartAtLogin(parts({ env: { ...env, XDG_CONFIG_HOME: folder } }));
    expect(await login.change({ isOn: true })).toEqual({ isOn: false, isPossible: false });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an argument of Exec', () => {
  // GLib 2.74 loads no entry whose program has a percent sign in its path, however that is written.
  const AWKWARD = ['/opt/a b/x', '/opt/"q"/x', '/opt/$HOME/`id`/x', '/opt/back\\slash/x', '/opt/ü/x'];

  it.each([
    ['/opt/a b/x', '"/opt/a b/x"'],
    ['a"b', '"a\\\\"b"'],
    ['$x`y`', '"\\\\$x\\\\`y\\\\`"'],
    ['a\\b', '"a\\\\\\\\b"'],
    ['100%', '"100%%"'],
  ])('%s', (argument, written) => {
    expect(execArgument(argument)).toBe(written);
  });

  it.runIf(existsSync('/usr/bin/gio'))('starts just that program, as GLib reads it', async () => {
    for (const [at, name] of AWKWARD.entries()) {
      const program = path.join(folder, name);
      mkdirSync(path.dirname(program), { recursive: true });
      const out = path.join(folder, `out-${at}`);
      writeFileSync(program, `#!/bin/sh\nprintf '%s' "$1" > '${out}.tmp' && mv '${out}.tmp' '${out}'\n`);
      chmodSync(program, 0o755);
      await createStartAtLogin(parts({ command: [program] })).change({ isOn: true });
      execFileSync('gio', ['launch', file()], { stdio: 'ignore' });
      await expect.poll(() => existsSync(out) && readFileSync(out, 'utf8')).toBe(LOGIN_SWITCH);
    }
  });
});

test('Windows is given program and arguments, and asked for the same', async () => {
  const app = double();
  const login = createStartAtLogin(parts({ app, platform: 'win32', command: ['C:\\x.exe', 'folder'] }));
  expect(await login.change({ isOn: true })).toEqual({ isOn: true, isPossible: true });
  expect(app.given).toEqual([{ path: 'C:\\x.exe', args: ['folder', LOGIN_SWITCH], openAtLogin: true }]);
  const refused = {
    ...app,
    getLoginItemSettings: () => ({ openAtLogin: true, executableWillLaunchAtLogin: false }),
  };
  const other = createStartAtLogin(
    parts({ app: refused as unknown as LoginParts['app'], platform: 'win32' }),
  );
  expect(await other.change({ isOn: true })).toEqual({ isOn: false, isPossible: true });
});

test('macOS is told to open the app, and what it says afterwards counts', async () => {
  const app = double();
  const login = createStartAtLogin(parts({ app, platform: 'darwin' }));
  expect(await login.change({ isOn: true })).toEqual({ isOn: true, isPossible: true });
  expect(app.given).toEqual([{ openAtLogin: true }]);
  const refusing = {
    ...app,
    getLoginItemSettings: () => ({ openAtLogin: false }),
  } as unknown as LoginParts['app'];
  const other = createStartAtLogin(parts({ app: refusing, platform: 'darwin' }));
  expect(await other.change({ isOn: true })).toEqual({ isOn: false, isPossible: true });
});

test.each([
  ['linux', ['x'], true, false, 'shown'],
  ['linux', ['x', LOGIN_SWITCH], true, false, 'hidden'],
  ['linux', ['x', LOGIN_SWITCH], false, false, 'minimised'],
  ['darwin', ['x'], true, true, 'hidden'],
  ['darwin', ['x'], false, true, 'minimised'],
  ['win32', ['x'], true, true, 'shown'],
] as const)(
  'on %s, started with %j, tray %s, opened at login %s: the window is %s',
  (platform, argv, tray, opened, how) => {
    const app = {
      ...double(),
      getLoginItemSettings: () => ({ wasOpenedAtLogin: opened }),
    } as unknown as LoginParts['app'];
    expect(firstWindow(app, argv, tray, platform)).toBe(how);
  },
);

test('the command starts this app again: from source, packaged, as AppImage, on its profile', () => {
  const app = { isPackaged: false, getAppPath: () => '/src' };
  expect(ownCommand(app, {}, '')).toEqual([process.execPath, '/src']);
  expect(ownCommand({ ...app, isPackaged: true }, { APPIMAGE: '/a.AppImage' }, '/p')).toEqual([
    '/a.AppImage',
    '--user-data-dir=/p',
  ]);
});
