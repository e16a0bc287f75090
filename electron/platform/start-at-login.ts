/**
 * Starting with the person's session: the system's own list on Windows and macOS, an autostart file on Linux. Runs in main.
 * The rule: the system is asked what holds, before and after; the file is there whole or not at all, and gone when off.
 */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { App } from 'electron';
import type { HandlersOf, mainCalls } from '../ipc/contract.ts';

/** The system starts us with this, so that no window comes up in front of what the person is doing. */
export const LOGIN_SWITCH = '--started-at-login';
const FILE = 'halfminute.desktop';

export interface LoginParts {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'getName'>;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The program and its arguments that start this app. */
  readonly command: readonly [string, ...string[]];
}

/**
 * An argument as `Exec` takes it: in quotes, with `"`, backtick, `$` and `\` escaped, `%` doubled, and every backslash
 * doubled once more as in any string of the file.
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
export function execArgument(argument: string): string {
  const quoted = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${quoted.replaceAll('\\', '\\\\')}"`;
}

/** The folder of files that a session starts. https://specifications.freedesktop.org/autostart-spec/latest/ */
function autostartFolder({ env, home }: LoginParts): string {
  const config = env.XDG_CONFIG_HOME;
  return path.join(config && path.isAbsolute(config) ? config : path.join(home, '.config'), 'autostart');
}

const desktopFile = (name: string, command: readonly string[]) =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${[...command, LOGIN_SWITCH].map(execArgument).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Temp file beside it, flushed, then renamed: a session that starts meanwhile reads the old one or the new one. */
async function writeWhole(folder: string, content: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const temporary = path.join(folder, `.${FILE}.${process.pid}`);
  try {
    const file = await open(temporary, 'w', 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path.join(folder, FILE));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

export function createStartAtLogin(parts: LoginParts): HandlersOf<typeof mainCalls>['login'] {
  const { app, platform, env, command } = parts;
  const isLinux = platform !== 'win32' && platform !== 'darwin';
  // A sandbox of these two has a folder of its own in the place of the session's.
  const isPossible = !isLinux || (env.FLATPAK_ID === undefined && env.SNAP === undefined);
  const [program, ...args] = command;
  /** macOS takes no program and no arguments: it opens the app. */
  const item = platform === 'win32' ? { path: program, args: [...args, LOGIN_SWITCH] } : {};

  const isOn = async (): Promise<boolean> => {
    if (!isPossible) return false;
    if (!isLinux) {
      const state = app.getLoginItemSettings(item);
      // Windows keeps an entry that the Task Manager has switched off.
      return state.openAtLogin && state.executableWillLaunchAtLogin !== false;
    }
    const content = await readFile(path.join(autostartFolder(parts), FILE), 'utf8').catch(() => '');
    return /^Exec=/m.test(content) && !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(content);
  };

  const state = async () => ({ isOn: await isOn(), isPossible });
  return {
    state,
    async change({ isOn: wanted }) {
      if (!isPossible) return state();
      if (!isLinux) app.setLoginItemSettings({ ...item, openAtLogin: wanted });
      else {
        const folder = autostartFolder(parts);
        const done = wanted
          ? writeWhole(folder, desktopFile(app.getName(), command))
          : rm(path.join(folder, FILE), { force: true });
        // A folder that cannot be written is an answer: the state that is read next says so.
        await done.catch(() => undefined);
      }
      return state();
    },
  };
}

/** What starts this very app again: an AppImage by its file, one from source with its folder, and on the same profile. */
export function ownCommand(
  app: Pick<App, 'isPackaged' | 'getAppPath'>,
  env: LoginParts['env'],
  profile: string,
): readonly [string, ...string[]] {
  return [
    env.APPIMAGE ?? process.execPath,
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    ...(profile === '' ? [] : [`--user-data-dir=${path.resolve(profile)}`]),
  ];
}

/** For this app on this system. @param profile the folder given by --user-data-dir; empty: the usual one */
export const startAtLogin = (app: App, profile: string): HandlersOf<typeof mainCalls>['login'] =>
  createStartAtLogin({
    ...{ app, platform: process.platform, env: process.env, home: app.getPath('home') },
    command: ownCommand(app, process.env, profile),
  });

/** How the first window comes up: at login nothing may come in front of what the person is doing. */
export function firstWindow(
  app: LoginParts['app'],
  argv: readonly string[],
  closeToTray: boolean,
  platform: NodeJS.Platform = process.platform,
): 'shown' | 'minimised' | 'hidden' {
  const isAtLogin =
    argv.includes(LOGIN_SWITCH) ||
    (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin === true);
  if (!isAtLogin) return 'shown';
  return closeToTray ? 'hidden' : 'minimised';
}
