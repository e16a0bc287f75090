/**
 * The app where its folder takes nothing: read-only, or on a full disk. Runs in the real app; mounting is root's.
 * The rule: codes are there, and whatever cannot be kept is told where it was asked for.
 */
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { foundInPrinted } from './driver/leaks.ts';
import { profileWithVault, readVaultFile } from './driver/prepared-profile.ts';
import { type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const run = promisify(execFile);
let folder: string;
let app: RunningApp | null = null;

beforeEach(async (context) => {
  if (process.getuid?.() !== 0) context.skip('only root can mount a disk that takes nothing');
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-unwritable-'));
  await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  const prepared = await profileWithVault();
  await cp(prepared, path.join(folder, 'profile'), { recursive: true });
  await rm(prepared, { recursive: true });
});
afterEach(async () => {
  const ended = app;
  app = null;
  if (ended) await ended.stop();
  await run('umount', [folder]);
  await rm(folder, { recursive: true });
});

const makeFull = async () => {
  const fill = path.join(folder, 'fill');
  while (
    await appendFile(fill, Buffer.alloc(64 * 1024)).then(
      () => true,
      () => false,
    )
  );
};

test.each([
  ['read-only', () => run('mount', ['-o', 'remount,ro', folder]), /^Halfminute may not write there\./],
  ['full', makeFull, /^The disk is full/],
])('%s: it starts, shows codes and says what it cannot keep', async (_name, close, refusal) => {
  await close();
  const profile = path.join(folder, 'profile');
  app = await startApp({ profile });
  const { page } = app;
  const before = await readVaultFile(profile);
  await screens.unlock(page);
  expect(await screens.shownCode(page, 'GitHub')).toMatch(/^\d{6}$/);
  await screens.rowButton(page, 'GitHub').click();
  await page.getByText(/^Copied/).waitFor();

  const told = page.getByText(refusal).first();
  await screens.enterSetupKey(page, { issuer: 'New', accountName: 'ada', key: 'GEZDGNBVGY3TQOJQ' });
  await screens.addButton(page).click();
  await told.waitFor();
  await screens.leaveAll(page);
  await told.waitFor({ state: 'detached' });
  expect(await screens.rows(page).count()).toBe(2);

  await screens.chooseFromMenu(page, 'More', 'Settings');
  const dialog = screens.openDialog(page);
  await dialog.getByRole('switch', { name: 'Hide codes' }).click();
  await told.waitFor();
  expect(await dialog.getByRole('switch', { name: 'Hide codes' }).isChecked()).toBe(false);
  await screens.leaveAll(page);

  expect(await readVaultFile(profile)).toEqual(before);
  await screens.lock(page);
  await screens.unlock(page);
  expect(await screens.shownCode(page, 'GitHub')).toMatch(/^\d{6}$/);
  expect(foundInPrinted(app)).toEqual([]);
});

test('a window that was asked what closing means closes all the same', async () => {
  await run('mount', ['-o', 'remount,ro', folder]);
  app = await startApp({ profile: path.join(folder, 'profile') });
  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  const ended = new Promise((resolve) => app?.electron.process().once('exit', resolve));
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ended;
  app = null;
});
