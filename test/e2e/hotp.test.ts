/** Counter based codes in the real app: made one by one, never the same twice, over lock and relaunch. */
import { afterEach, expect, test } from 'vitest';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { lock, row, rowButton, shownCode, unlock, unlockScreen } from './driver/screens.ts';

/** RFC 4226 appendix D: secret "12345678901234567890" and its codes from counter 0. */
const URI = 'otpauth://hotp/Library:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Library&counter=0';
const CODES = ['755224', '287082', '359152', '969429', '338314'] as const;

const apps: RunningApp[] = [];
afterEach(() => discardApps(apps.splice(0)));

const next = ({ page }: RunningApp) => page.getByRole('button', { name: 'Next code for Library (ada)' });

async function expectCode(app: RunningApp, code: string): Promise<void> {
  await row(app.page, 'Library')
    .getByText(`code ${[...code.slice(0, 3)].join(' ')}, ${[...code.slice(3)].join(' ')}`)
    .waitFor();
  expect(await shownCode(app.page, 'Library')).toBe(code);
}

test('goes on where it stopped: over next, copy, lock and relaunch', async () => {
  const profile = await profileWithVault({ uris: [URI] });
  const app = await startApp({ profile });
  apps.push(app);
  await unlock(app.page);
  await row(app.page, 'Library').getByText('no code yet').waitFor();

  await next(app).click();
  await expectCode(app, CODES[0]);
  await next(app).click();
  await expectCode(app, CODES[1]);
  // A code that is there is copied, not used up.
  await rowButton(app.page, 'Library').click();
  await app.page.getByText('Copied').first().waitFor();
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(CODES[1]);
  await expectCode(app, CODES[1]);

  await lock(app.page);
  await unlockScreen(app.page).waitFor();
  await unlock(app.page);
  await row(app.page, 'Library').getByText('no code yet').waitFor();
  await next(app).click();
  await expectCode(app, CODES[2]);

  await app.stop();
  const again = await startApp({ profile });
  apps.push(again);
  await unlock(again.page);
  // Without a code yet, the row itself makes the next one.
  await rowButton(again.page, 'Library').click();
  await expectCode(again, CODES[3]);
});

test('the counter is on the disk before the code is on the screen', async () => {
  const profile = await profileWithVault({ uris: [URI] });
  const app = await startApp({ profile });
  apps.push(app);
  await unlock(app.page);
  await next(app).click();
  await expectCode(app, CODES[0]);
  app.electron.process().kill('SIGKILL');
  await app.electron.waitForEvent('close');

  const again = await startApp({ profile });
  apps.push(again);
  await unlock(again.page);
  await next(again).click();
  await expectCode(again, CODES[1]);
});
