/**
 * Copying a code, and how it leaves the clipboard again: by time, on lock, on quit, and only while it is ours.
 * Runs in the real app with the screen's real clipboard. The rule: what somebody else copied is never touched.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { foundInPrinted } from './driver/leaks.ts';
import { GITHUB, PROTON, profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const FOREIGN = 'a text of somebody else';
const CLEAR_SECONDS = 10;
/** Long ones, so that a code seldom ends while a test looks at it, and one whose last seconds are never far. */
const LONG_SECONDS = 60;
const SHORT_SECONDS = 10;
const long = (uri: string) => uri.replace('period=30', `period=${LONG_SECONDS}`);
const SHORT = `otpauth://totp/Kurz:eva?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kurz&period=${SHORT_SECONDS}`;
const remainingSeconds = (period: number) => period - (Math.floor(Date.now() / 1000) % period);
let app: RunningApp;
const codes: string[] = [];

const readClipboard = (of = app) => of.electron.evaluate(({ clipboard }) => clipboard.readText());
const writeForeign = (of = app) =>
  of.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), FOREIGN);

/** The code that the row shows, read twice so that it did not change in between; at least some seconds are left. */
async function lastingCode(name: string): Promise<string> {
  const remaining = () => remainingSeconds(LONG_SECONDS);
  if (remaining() < 8) await expect.poll(remaining, { timeout: 10_000 }).toBeGreaterThan(25);
  const code = await screens.shownCode(app.page, name);
  codes.push(code);
  return code;
}

async function copied(name = 'GitHub'): Promise<string> {
  const code = await lastingCode(name);
  await screens.rowButton(app.page, name).click();
  await expect.poll(() => readClipboard()).toBe(code);
  return code;
}

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault({ uris: [long(GITHUB), long(PROTON), SHORT] }) });
  await screens.unlock(app.page);
  await app.page.evaluate(
    (seconds) => window.authenticator.settings.set({ clipboardClearSeconds: seconds }),
    CLEAR_SECONDS as 10,
  );
});
afterAll(async () => {
  await discardApps([app]);
});
afterEach(async () => {
  if (await screens.unlockScreen(app.page).isVisible()) await screens.unlock(app.page);
  await writeForeign();
});

describe('copies the code that the row shows and says so', () => {
  test('by a click', async () => {
    const code = await lastingCode('GitHub');
    await screens.rowButton(app.page, 'GitHub').click();
    await app.page.getByText(`Copied · clears in ${CLEAR_SECONDS} s`).waitFor();
    expect(await readClipboard()).toBe(code);
  });

  test('by Enter on the row', async () => {
    const code = await lastingCode('Proton');
    await screens.rowButton(app.page, 'Proton').focus();
    await app.page.keyboard.press('Enter');
    await expect.poll(() => readClipboard()).toBe(code);
    await app.page.getByText('Copied').first().waitFor();
  });

  test('by typing a search and Enter', async () => {
    const code = await lastingCode('Proton');
    await app.page.getByRole('searchbox').fill('prot');
    await expect.poll(() => screens.rows(app.page).count()).toBe(1);
    await app.page.keyboard.press('Enter');
    await expect.poll(() => readClipboard()).toBe(code);
    await app.page.keyboard.press('Escape');
  });

  test('and refuses to copy what is no code', async () => {
    const answers = await app.page.evaluate(async () =>
      Promise.all(
        ['rm -rf ~', '12', '', 'https://example.org', '123456\n'].map((code) =>
          window.authenticator.clipboard.copy({ code }),
        ),
      ),
    );
    expect(new Set(answers.map((answer) => (answer.ok ? 'copied' : answer.code)))).toEqual(
      new Set(['bad-argument']),
    );
    expect(await readClipboard()).toBe(FOREIGN);
  });
});

test('a code copied in its last seconds is followed by the next one', async () => {
  const remaining = () => remainingSeconds(SHORT_SECONDS);
  await expect.poll(remaining, { timeout: 20_000, interval: 100 }).toBeLessThan(6);
  await screens.rowButton(app.page, 'Kurz').click();
  await app.page.getByText(/Copied · next code in \d+ s/).waitFor();
  const first = await readClipboard();
  await expect.poll(() => readClipboard(), { timeout: 15_000 }).not.toBe(first);
  expect(await readClipboard()).toBe(await screens.shownCode(app.page, 'Kurz'));
  codes.push(first, await readClipboard());
}, 90_000);

describe('clears', () => {
  test('after the set time', async () => {
    const code = await copied();
    const startedMs = Date.now();
    await expect.poll(() => readClipboard(), { timeout: 20_000, interval: 200 }).toBe('');
    // The click came a little before; the timer is main's own.
    expect(Date.now() - startedMs).toBeGreaterThan((CLEAR_SECONDS - 3) * 1000);
    expect(code).not.toBe('');
  });

  test('on lock', async () => {
    await copied();
    await screens.lock(app.page);
    await screens.unlockScreen(app.page).waitFor();
    expect(await readClipboard()).toBe('');
  });
});

describe('leaves alone what is not ours any more', () => {
  test('on lock', async () => {
    await copied();
    await writeForeign();
    await screens.lock(app.page);
    await screens.unlockScreen(app.page).waitFor();
    expect(await readClipboard()).toBe(FOREIGN);
  });

  test('after the set time', async () => {
    await copied('Proton');
    // The time is over when main's own timer would have asked the clipboard; what it reads there is counted.
    await app.electron.evaluate(({ clipboard }, foreign) => {
      const counted = globalThis as unknown as { clipboardReads: number };
      counted.clipboardReads = 0;
      const read = clipboard.readText.bind(clipboard);
      clipboard.writeText(foreign);
      clipboard.readText = () => {
        counted.clipboardReads += 1;
        clipboard.readText = read;
        return read();
      };
    }, FOREIGN);
    const reads = () =>
      app.electron.evaluate(() => (globalThis as unknown as { clipboardReads: number }).clipboardReads);
    await expect.poll(reads, { timeout: 20_000, interval: 200 }).toBe(1);
    expect(await readClipboard()).toBe(FOREIGN);
  });
});

describe('on quit', () => {
  /** What quitting does to the clipboard, told by the app's own output: the X11 clipboard ends with its owner. */
  const watchClearing = () =>
    app.electron.evaluate(({ clipboard }) => {
      const clear = clipboard.clear.bind(clipboard);
      clipboard.clear = () => {
        clear();
        // Since Electron 44 the clipboard answers with promises.
        void Promise.resolve(clipboard.readText()).then((left) =>
          process.stderr.write(`cleared, left: [${left}]\n`),
        );
      };
    });

  async function restart(): Promise<void> {
    app = await startApp({ profile: app.profile });
    await screens.unlock(app.page);
  }

  test('what somebody else copied is left alone', async () => {
    await watchClearing();
    await copied();
    await writeForeign();
    await app.stop();
    expect(app.printed()).not.toContain('cleared, left');
    expect(foundInPrinted(app, codes)).toEqual([]);
    await restart();
  });

  test('our code is cleared', async () => {
    await watchClearing();
    await copied();
    await app.stop();
    expect(app.printed()).toContain('cleared, left: []');
    expect(foundInPrinted(app, codes)).toEqual([]);
    await restart();
  });
});
