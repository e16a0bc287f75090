/**
 * A clock that is moved while the real app runs is told in its window, ahead and back.
 * The rule: the app has no way of its own for this; what its processes take for the clock on the wall is moved beneath them
 * (driver/movable-clock.c), and their other clocks stay.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const SOURCE = path.join(import.meta.dirname, 'driver/movable-clock.c');
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const apps: RunningApp[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-clock-'));
  await promisify(execFile)('cc', [
    '-shared',
    '-fPIC',
    '-O2',
    '-Wall',
    '-o',
    path.join(folder, 'clock.so'),
    SOURCE,
  ]);
});
afterAll(async () => {
  await discardApps(apps);
  await rm(folder, { recursive: true, force: true });
});

/** Sets the wall clock so many seconds beside the true one, for the app alone, at once. */
const setClock = (seconds: number, flag: 'w' | 'r+' = 'r+') =>
  writeFile(path.join(folder, 'moved'), new BigInt64Array([BigInt(seconds)]), { flag });

async function startWithClock(): Promise<RunningApp> {
  // From now on it is written in place: the app's processes look into this very file.
  await setClock(0, 'w');
  const wrapper = path.join(folder, 'electron.sh');
  const environment = `LD_PRELOAD='${folder}/clock.so' MOVABLE_CLOCK='${folder}/moved'`;
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
