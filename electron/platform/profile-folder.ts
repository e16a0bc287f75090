/**
 * The folder that the app keeps its files in, where it is not Electron's own. Runs in main, before anything reads a file.
 * The rule: a folder that cannot be written to is no reason not to start: codes are what the app is opened for.
 */
import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from 'electron';

/** Beside the program, made by a person who carries both along. */
export const PORTABLE_FOLDER = 'halfminute-data';

export interface ProgramPlace {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the running program, absolute. */
  readonly execPath: string;
}

/**
 * Where the person sees the program: an AppImage and Windows' portable program run from a folder that they unpack
 * themselves to. Null on macOS, which starts a program that was not moved by hand from a folder of chance.
 * https://docs.appimage.org/packaging-guide/environment-variables.html,
 * https://www.electron.build/docs/portable (`PORTABLE_EXECUTABLE_DIR`)
 */
function programFolder({ platform, env, execPath }: ProgramPlace): string | null {
  const { dirname, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  if (platform === 'win32') {
    const unpackedBy = env.PORTABLE_EXECUTABLE_DIR ?? '';
    return isAbsolute(unpackedBy) ? unpackedBy : dirname(execPath);
  }
  if (platform !== 'linux') return null;
  const image = env.APPIMAGE ?? '';
  return dirname(isAbsolute(image) ? image : execPath);
}

/** The folder of `--user-data-dir`, else the one beside the program if it is there; empty: Electron's own. */
export function profileFolder(given: string, place: ProgramPlace): string {
  if (given !== '') return path.resolve(given);
  const beside = programFolder(place);
  const portable = beside === null ? '' : path.join(beside, PORTABLE_FOLDER);
  const isThere = portable !== '' && statSync(portable, { throwIfNoEntry: false })?.isDirectory();
  return isThere ? portable : '';
}

/** Call before anything asks for a path. @returns as profileFolder */
export function goToProfileFolder(app: Pick<App, 'commandLine' | 'setPath'>): string {
  const folder = profileFolder(app.commandLine.getSwitchValue('user-data-dir'), process);
  if (folder !== '') app.setPath('userData', folder);
  return folder;
}

/** What windows and the tray icon are called: two vaults that are open side by side can be told apart by their folders. */
export function windowTitle(app: Pick<App, 'commandLine' | 'getName'>): string {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  return given === '' ? app.getName() : `${app.getName()} – ${path.basename(path.resolve(given))}`;
}

/**
 * Whether another Halfminute may hold the folder's lock: its file is made in the folder, its socket among the temporary
 * files, and where neither can be written nobody can hold it, which Electron answers in the same way.
 */
export function mayBeHeld(folder: string): boolean {
  try {
    for (const each of [folder, tmpdir()]) rmdirSync(mkdtempSync(path.join(each, '.halfminute-')));
    return true;
  } catch {
    return false;
  }
}
