/** Settings where the disk does not take or give them: each refusal beside what holds instead. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock('electron', () => ({ app: {}, ipcMain: { on: () => undefined }, ipcRenderer: undefined, shell: {} }));
vi.mock('electron-store', async () => {
  const { default: Conf } = await vi.importActual<typeof import('conf')>('conf');
  return {
    default: class extends Conf<Record<string, unknown>> {
      constructor(options: { cwd: string; name: string; clearInvalidConfig: boolean }) {
        super({ ...options, configName: options.name, projectName: 'halfminute' });
      }
      override set(...given: [unknown, unknown?]) {
        if (disk.isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        super.set(...(given as [string, unknown]));
      }
    },
  };
});
const { openPreferences } = await import('../../electron/platform/preferences.ts');

let folder: string;
const problems: unknown[] = [];
const open = () => openPreferences(folder, (error) => problems.push(error));
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-preferences-'));
  problems.length = 0;
  disk.isFull = false;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('are written when something changes, not when they are opened', async () => {
  const first = open();
  await expect(readFile(path.join(folder, 'settings.json'))).rejects.toThrow('ENOENT');
  first.change({ theme: 'dark' });
  first.rememberCloseAsked();
  const second = open();
  expect(second.settings().theme).toBe('dark');
  expect(second.wasCloseAsked()).toBe(true);
  expect(problems).toEqual([]);
});

it('that the disk does not take are told where a person chose them, and are as before', () => {
  const preferences = open();
  disk.isFull = true;
  expect(() => preferences.change({ theme: 'dark' })).toThrow(expect.objectContaining({ code: 'disk-full' }));
  expect(preferences.settings().theme).toBe('system');
  expect(() => preferences.chooseBackupFolder('/backups')).toThrow(
    expect.objectContaining({ code: 'disk-full' }),
  );
  expect(preferences.backupFolder()).toBeNull();
});

it('that the app notes by itself hold until it ends, and are kept with the next that the disk takes', () => {
  const preferences = open();
  disk.isFull = true;
  preferences.rememberCloseAsked();
  preferences.sawVault({ revision: 7, work: 1 });
  expect(problems).toHaveLength(2);
  expect(preferences.wasCloseAsked()).toBe(true);
  expect(open().wasCloseAsked()).toBe(false);
  disk.isFull = false;
  preferences.change({ theme: 'light' });
  expect(open().wasCloseAsked()).toBe(true);
  expect(open().lastSeenRevision()).toBe(7);
});

it('of a damaged file are the defaults', async () => {
  await writeFile(path.join(folder, 'settings.json'), '{"settings": {"theme": "da');
  const preferences = open();
  expect(preferences.settings().theme).toBe('system');
  preferences.change({ theme: 'dark' });
  expect(open().settings().theme).toBe('dark');
});

it('that cannot be read at all are the defaults, and changing them is refused', async () => {
  await mkdir(path.join(folder, 'settings.json'));
  const preferences = open();
  expect(preferences.settings().theme).toBe('system');
  expect(preferences.lastSeenRevision()).toBe(0);
  expect(() => preferences.change({ theme: 'dark' })).toThrow();
  expect(problems.length).toBeGreaterThan(0);
});
