/** Where the app's files are, and whether another one may be there already. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  mayBeHeld,
  PORTABLE_FOLDER,
  profileFolder,
  windowTitle,
} from '../../electron/platform/profile-folder.ts';

let folder: string;
let portable: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-program-'));
  portable = path.join(folder, PORTABLE_FOLDER);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the folder of the app’s files', () => {
  const linux = { platform: 'linux', env: {}, execPath: '/opt/Halfminute/halfminute' } as const;

  it('is the one that was given, whatever else is there', async () => {
    await mkdir(portable);
    const place = { ...linux, execPath: path.join(folder, 'halfminute') };
    expect(profileFolder('/given/', place)).toBe('/given');
    expect(profileFolder('given', place)).toBe(path.resolve('given'));
  });

  it('is the one beside the program once somebody made it', async () => {
    const place = { ...linux, execPath: path.join(folder, 'halfminute') };
    expect(profileFolder('', place)).toBe('');
    await mkdir(portable);
    expect(profileFolder('', place)).toBe(portable);
  });

  it('is beside the AppImage, and beside Windows’ portable program, not where they unpack themselves', async () => {
    await mkdir(portable);
    const image = { APPIMAGE: path.join(folder, 'Halfminute.AppImage') };
    expect(profileFolder('', { ...linux, env: image })).toBe(portable);
    expect(profileFolder('', { ...linux, env: { APPIMAGE: 'Halfminute.AppImage' } })).toBe('');
    const unpacked = { platform: 'win32', execPath: 'C:\\Temp\\x\\Halfminute.exe' } as const;
    expect(profileFolder('', { ...unpacked, env: { PORTABLE_EXECUTABLE_DIR: folder } })).toBe(portable);
    expect(profileFolder('', { ...unpacked, env: {} })).toBe('');
  });

  it('is Electron’s own on macOS, and where a file has the folder’s name', async () => {
    const execPath = path.join(folder, 'halfminute');
    await writeFile(portable, '');
    expect(profileFolder('', { ...linux, execPath })).toBe('');
    await rm(portable);
    await mkdir(portable);
    expect(profileFolder('', { platform: 'darwin', env: {}, execPath })).toBe('');
  });
});

it('names windows by the folder that was given', () => {
  const appOn = (given: string) =>
    ({ getName: () => 'Halfminute', commandLine: { getSwitchValue: () => given } }) as unknown as App;
  expect(windowTitle(appOn(''))).toBe('Halfminute');
  expect(windowTitle(appOn('/vaults/family/'))).toBe('Halfminute – family');
});

describe('another Halfminute', () => {
  it('may hold a folder that can be written to, in which nothing is left by asking', async () => {
    expect(mayBeHeld(folder)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it('cannot hold one that nobody can write to', () => {
    expect(mayBeHeld(path.join(folder, 'missing'))).toBe(false);
    expect(mayBeHeld('/proc')).toBe(false);
  });
});
