/** The main window comes back where it was, in the real app; a place that no display shows is forgotten. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { discardApps, makeProfile, type RunningApp, startApp } from './driver/running-app.ts';

const apps: RunningApp[] = [];
afterEach(() => discardApps(apps.splice(0)));
const start = async (profile: string) => {
  const app = await startApp({ profile });
  apps.push(app);
  return app;
};
const boundsOf = ({ electron }: RunningApp) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
const keptIn = async (profile: string) =>
  JSON.parse(await readFile(path.join(profile, 'settings.json'), 'utf8').catch(() => '{}')).windowPlace;

test('it opens where it was, and not where no display is', async () => {
  const profile = await makeProfile();
  const first = await start(profile);
  await first.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 240, y: 120, width: 560, height: 620 }),
  );
  await expect.poll(async () => (await keptIn(profile))?.width, { timeout: 10_000 }).toBe(560);
  const kept = await keptIn(profile);
  await first.stop();

  const second = await start(profile);
  await expect.poll(() => boundsOf(second)).toMatchObject({ width: kept.width, height: kept.height });
  const there = await boundsOf(second);
  expect(Math.abs((there?.x ?? 0) - kept.x) + Math.abs((there?.y ?? 0) - kept.y)).toBeLessThan(60);
  await second.stop();

  const file = path.join(profile, 'settings.json');
  const settings = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...settings, windowPlace: { ...kept, x: 90_000 } }));
  const third = await start(profile);
  expect((await boundsOf(third))?.x).toBeLessThan(10_000);
});
