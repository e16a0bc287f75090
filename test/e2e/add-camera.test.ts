/** Adding with the camera in the real app: Chromium's fake camera plays a film of a code. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFilm } from '../scan/make-film.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { addReviewed, chooseFromMenu, createVault, lock, shownCode, unlockScreen } from './driver/screens.ts';

const URI = 'otpauth://totp/Filmed:ada?secret=GEZDGNBVGY3TQOJQ&issuer=Filmed';

let app: RunningApp;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-film-'));
  const film = await writeFilm(path.join(folder, 'code.mjpeg'), URI, 30);
  app = await startApp({
    args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
  });
  await createVault(app.page);
});
afterAll(async () => {
  await discardApps(app ? [app] : []);
  await rm(folder, { recursive: true, force: true });
});

/** What the page gets when it asks for a device itself, without the dialog. */
const askFor = (wanted: MediaStreamConstraints) =>
  app.page.evaluate(
    (asked) =>
      navigator.mediaDevices.getUserMedia(asked).then(
        () => 'given',
        (error: Error) => error.name,
      ),
    wanted,
  );

test('is refused to the page as long as nobody opened the camera', async () => {
  expect(await askFor({ video: true })).toBe('NotAllowedError');
});

test('reads a code that is shown to the camera', async () => {
  await chooseFromMenu(app.page, 'Add account', 'Use the camera…');
  await app.page.locator('.camera polygon').first().waitFor();
  await app.page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  await addReviewed(app.page);
  await shownCode(app.page, 'Filmed');
});

test('is closed again after that, and never opens the microphone', async () => {
  expect(await askFor({ video: true })).toBe('NotAllowedError');
  expect(await askFor({ audio: true })).toBe('NotAllowedError');
});

test('is off when the app locks', async () => {
  await chooseFromMenu(app.page, 'Add account', 'Use the camera…');
  await app.page.getByRole('dialog', { name: 'Show the code to the camera' }).waitFor();
  await app.page.keyboard.press('Escape');
  await lock(app.page);
  await unlockScreen(app.page).waitFor();
  expect(await app.page.locator('video').count()).toBe(0);
  expect(await askFor({ video: true })).toBe('NotAllowedError');
});
