/**
 * A clock that is moved while the real app runs is told in its window, ahead and back.
 * The rule: libfaketime (Debian's) moves what the app takes for the clock on the wall and leaves the others; the app has no
 * way of its own for this. https://github.com/wolfcw/libfaketime
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

/** The dynamic linker fills in the folder of this system's libraries. `MT`: for programs of many threads. */
const LIBRARY = '/usr/$LIB/faketime/libfaketimeMT.so.1';
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const apps: RunningApp[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-clock-'));
});
afterAll(async () => {
  await discardApps(apps);
  await rm(folder, { recursive: true, force: true });
});

/** Sets the wall clock so many seconds beside the true one, for the app alone, within a second. */
const setClock = (seconds: number) =>
  writeFile(path.join(folder, 'offset'), `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}`);

async function startWithClock(): Promise<RunningApp> {
  await setClock(0);
  const wrapper = path.join(folder, 'electron.sh');
  const environment = `LD_PRELOAD='${LIBRARY}' FAKETIME_TIMESTAMP_FILE='${folder}/offset' FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1`;
  await writeFile(wrapper, `#!/bin/sh\n${environment} exec '${process.env.HALFMINUTE_ELECTRON}' "$@"\n`);
  await chmod(wrapper, 0o700);
  const app = await startApp({ executablePath: wrapper, profile: await profileWithVault() });
  apps.push(app);
  return app;
}

const TOLD = 'while Halfminute was open. Codes may be for another time.';
/** The app looks when codes are made anew, which may be a whole period later. */
const TOLD_LIMIT = { timeout: 60_000 };

test('a clock that was moved is told, ahead and back, with the way to the clock doctor', async () => {
  const { page } = await startWithClock();
  await screens.unlock(page);
  const before = await screens.shownCode(page, 'GitHub');
  expect(await page.getByText(TOLD).count()).toBe(0);

  await setClock(10 * MINUTE_S);
  await page.getByText(`This computer’s clock moved 10 minutes ahead ${TOLD}`).waitFor(TOLD_LIMIT);
  expect(await screens.shownCode(page, 'GitHub')).not.toBe(before);

  await setClock(-2 * HOUR_S);
  await page.getByText(`This computer’s clock moved 2 hours back ${TOLD}`).waitFor(TOLD_LIMIT);
  await page.getByRole('button', { name: 'Check the clock', exact: true }).click();
  await page.getByRole('dialog', { name: 'Check the clock' }).waitFor();
}, 180_000);
