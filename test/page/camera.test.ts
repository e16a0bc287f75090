/** The camera dialog in chromium with its fake camera, which plays a film of ours. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeFilm } from '../scan/make-film.ts';
import { chooseFromList } from './choose-from-list.ts';
import { dialog, expectAccessible } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

const URI = 'otpauth://totp/Filmed:ann?secret=JBSWY3DPEHPK3PXP&issuer=Filmed';

let under: PageUnderTest;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-film-'));
  const film = await writeFilm(path.join(folder, 'code.mjpeg'), URI, 120);
  under = await PageUnderTest.start([
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
}, 120_000);
afterAll(async () => {
  await under?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function openCamera(permissions: readonly string[], fake: object = {}): Promise<Page> {
  const page = await under.open({ permissions: [...permissions], fake: { status: 'unlocked', ...fake } });
  await page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const [open, list] = [devices.getUserMedia.bind(devices), devices.enumerateDevices.bind(devices)];
    devices.getUserMedia = async (wanted) => {
      // The fake camera is one; the second that is listed below is the same.
      const stream = await open({ video: true });
      Object.assign(window, { lastTracks: stream.getTracks(), lastWanted: JSON.stringify(wanted) });
      return stream;
    };
    devices.enumerateDevices = async () => [
      ...(await list()),
      { kind: 'videoinput', deviceId: 'second', label: 'Second camera' } as MediaDeviceInfo,
    ];
  });
  await page.getByRole('button', { name: 'Add account', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Use the camera…' }).click();
  await dialog(page, 'Show the code to the camera').waitFor();
  return page;
}

const trackStates = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { lastTracks: MediaStreamTrack[] }).lastTracks.map(({ readyState }) => readyState),
  );

it('outlines a code and brings it to the review, and the camera is off by then', async () => {
  const page = await openCamera(['camera']);
  await page.locator('.camera polygon').first().waitFor();
  const points = await page.locator('.camera polygon').first().getAttribute('points');
  const corners = (points ?? '').split(/[ ,]/).map(Number);
  for (const corner of corners) expect(corner).toBeGreaterThan(100);
  await dialog(page, 'Found one account').waitFor();
  await page.getByRole('heading', { name: 'Filmed (ann)' }).waitFor();
  expect(await page.locator('.candidate canvas').count()).toBe(1);
  expect(await trackStates(page)).toEqual(['ended']);
});

it('lets a camera be chosen, and is off when it is closed', async () => {
  const page = await openCamera(['camera']);
  await page.getByText('Hold the code so that it fills half of the picture.').waitFor();
  await chooseFromList(page.getByRole('combobox', { name: 'Camera' }), 'Second camera');
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { lastWanted: string }).lastWanted))
    .toContain('"exact":"second"');
  await page.getByText('Hold the code so that it fills half of the picture.').waitFor();
  expect(await trackStates(page)).toEqual(['live']);
  await dialog(page, 'Show the code to the camera').getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => trackStates(page)).toEqual(['ended']);
});

it('says that the system refuses', async () => {
  const page = await openCamera([]);
  await page.getByText('The system does not let Halfminute use the camera.').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Choose picture…' }).waitFor();
});

it('says that main refuses, and asks the browser for nothing', async () => {
  const page = await openCamera(['camera'], { failures: { 'camera.allow': 'camera-denied' } });
  await page.getByText('The system does not let Halfminute use the camera.').waitFor();
  expect(await page.evaluate(() => 'lastTracks' in window)).toBe(false);
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
