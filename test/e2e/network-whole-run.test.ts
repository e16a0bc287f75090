/**
 * A whole run of the app connects to nobody: every way to add, copying, backing up, restoring, importing, locking.
 * Runs the real app under strace. The rule: each step is seen to have worked, and every process is watched from its first
 * moment; the test's own driver connects to the app, never the app to anything but the machine's own sockets.
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choosePictures, dropFiles, pasteText } from './driver/giving.ts';
import { qrDataUrl, showOtherWindow } from './driver/other-window.ts';
import { writeCode } from './driver/picture-files.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { answerSaveDialog } from './driver/save-dialog.ts';
import * as screens from './driver/screens.ts';

const EXPORT = path.resolve(import.meta.dirname, '../fixtures/formats/aegis-v2.json');
const uriOf = (name: string) =>
  `otpauth://totp/${name}:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=${name}`;
let folder: string;
const apps: RunningApp[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-whole-run-'));
});
afterAll(async () => {
  await discardApps(apps);
  await rm(folder, { recursive: true, force: true });
});

/** Starts the app on a fresh profile, all of it watched; what it does on the network goes to `record`. */
async function startWatched(record: string): Promise<RunningApp> {
  const wrapper = `${record}.sh`;
  const strace = `strace -f -qq --seccomp-bpf -o '${record}' -e trace=network`;
  await writeFile(wrapper, `#!/bin/sh\nexec ${strace} '${process.env.HALFMINUTE_ELECTRON}' "$@"\n`);
  await chmod(wrapper, 0o700);
  const app = await startApp({ executablePath: wrapper });
  apps.push(app);
  return app;
}

/** What was asked of the network: connecting, or sending to an address. The driver's own connection is accepted, not made. */
async function expectNobodyCalled(record: string): Promise<void> {
  const lines = (await readFile(record, 'utf8')).split('\n');
  const calls = lines.filter((line) => /\b(?:connect|sendto|sendmsg|sendmmsg)\(/.test(line));
  expect(calls.filter((line) => line.includes('AF_UNIX'))).not.toEqual([]);
  expect(calls.filter((line) => /sa_family=AF_INET6?\b/.test(line))).toEqual([]);
}

async function addEveryWay(app: RunningApp): Promise<void> {
  const { page } = app;
  const other = await showOtherWindow('Sign-in', `<img src="${await qrDataUrl(uriOf('Screen'), 5)}">`, {
    x: 40,
    y: 40,
    width: 700,
    height: 640,
  });
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setPosition(1200, 100),
  );
  await page.getByRole('button', { name: 'Scan screen' }).first().click();
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  await screens.addReviewed(page);
  await other.close();
  await pasteText(app, uriOf('Pasted'));
  await screens.addReviewed(page);
  await choosePictures(page, [await writeCode(folder, 'code.png', uriOf('Picture'))]);
  await screens.addReviewed(page);
  await dropFiles(page, [EXPORT]);
  await page.getByRole('dialog', { name: 'accounts in this export' }).waitFor();
  await screens.addReviewed(page);
  for (const name of ['Screen', 'Pasted', 'Picture', 'Blue Bank']) await screens.row(page, name).waitFor();
}

test('from the first start to a restored backup', async () => {
  const first = path.join(folder, 'first');
  const backup = path.join(folder, 'backup.halfminute-backup');
  const app = await startWatched(first);
  await screens.createVault(app.page);
  await addEveryWay(app);
  const count = await screens.rows(app.page).count();
  await screens.rowButton(app.page, 'Pasted').click();
  await app.page
    .getByText(/^Copied/)
    .first()
    .waitFor();
  await answerSaveDialog(app, backup);
  await screens.backUpNow(app.page);
  await app.page.getByText(/^Verified/).waitFor();
  await screens.closeDialog(app.page);
  await screens.lock(app.page);
  await screens.unlockScreen(app.page).waitFor();
  await screens.unlock(app.page);
  await app.stop();
  await expectNobodyCalled(first);

  const second = path.join(folder, 'second');
  const restored = await startWatched(second);
  await screens.restoreFromBackup(restored.page, backup);
  expect(await screens.rows(restored.page).count()).toBe(count);
  await restored.stop();
  await expectNobodyCalled(second);
});
