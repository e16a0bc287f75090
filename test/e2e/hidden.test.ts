/**
 * A hidden window costs nothing and is right the moment it is shown.
 * Runs in the real app. The rule: what the page schedules is counted in the page, told it is hidden as Chromium tells
 * it; what a really minimised window costs is counted by the system.
 */
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { descendantsOf, startBareApp } from './driver/bare-app.ts';
import { listAccounts } from './driver/list-accounts.ts';
import { GITHUB, profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const run = promisify(execFile);
const PERIOD_SECONDS = 3;
const HIDDEN_MS = 4500;
/** What unlocking leaves for later is over by then: the search is made ready, what was typed is wiped from memory. */
const AT_REST_MS = 5000;
let app: RunningApp;

const fired = () => app.page.evaluate(() => (window as unknown as { fired: number }).fired);

/** Playwright tells every page that it is shown, whatever its window does; so the page is told by us. */
const tellHidden = (isHidden: boolean) =>
  app.page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (hidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

/** What the row shows and what the vault says at that moment, both in one go. */
const compare = async () => {
  const ids = (await listAccounts(app.page)).map(({ id }) => id);
  return app.page.evaluate(async (ids) => {
    const answer = await window.authenticator.codes.at({ ids });
    const [code] = answer.ok ? answer.value : [];
    const shown = document.querySelector('.row .code:not(.code-missing)')?.textContent ?? '';
    return { shown: shown.replaceAll(/\s/g, ''), code: code?.code };
  }, ids);
};

// Ended before the next: both windows have the same name on the screen.
describe('a page that is told it is hidden', () => {
  beforeAll(async () => {
    const short = GITHUB.replace('period=30', `period=${PERIOD_SECONDS}`);
    app = await startApp({ profile: await profileWithVault({ uris: [short] }) });
    await screens.unlock(app.page);
    await screens.shownCode(app.page, 'GitHub');
    await app.page.evaluate(() => {
      const counted = window as unknown as { fired: number };
      counted.fired = 0;
      for (const name of [
        'setTimeout',
        'setInterval',
        'requestAnimationFrame',
        'requestIdleCallback',
      ] as const) {
        const original = Reflect.get(window, name) as unknown as (...given: unknown[]) => unknown;
        const counting = (callback: (...given: unknown[]) => unknown, ...rest: unknown[]) =>
          original.call(
            window,
            (...given: unknown[]) => {
              counted.fired += 1;
              return callback(...given);
            },
            ...rest,
          );
        Reflect.set(window, name, counting);
      }
    });
  });
  afterAll(() => discardApps([app]));

  test('while shown the countdown ticks; while hidden nothing fires, and on show the code is right at once', async () => {
    await wait(AT_REST_MS);
    const atFirst = await fired();
    await expect.poll(fired, { timeout: 10_000 }).toBeGreaterThan(atFirst + 2);

    await tellHidden(true);
    // What was on its way; then the measurement.
    await wait(1000);
    const before = await fired();
    const stale = (await compare()).shown;
    await wait(HIDDEN_MS);
    expect((await fired()) - before).toBe(0);
    expect((await compare()).shown).toBe(stale);
    expect((await compare()).code).not.toBe(stale);

    await tellHidden(false);
    // The first answer takes a moment; a whole second, the ticker's own step, would be too late.
    await expect
      .poll(
        async () => {
          const { shown, code } = await compare();
          return shown === code;
        },
        { timeout: 900, interval: 20 },
      )
      .toBe(true);
  });
});

/** How often the main threads of these processes have gone to sleep and been woken. */
async function wakeUps(pids: readonly number[]): Promise<number> {
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')));
  return texts.reduce(
    (sum, text) => sum + Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(text)?.[1] ?? 0),
    0,
  );
}

/** The vault process and the page's process of an app that Playwright does not hold. */
async function ourProcesses(pid: number): Promise<readonly number[]> {
  const all = await descendantsOf(pid);
  const lines = await Promise.all(
    all.map((each) => readFile(`/proc/${each}/cmdline`, 'utf8').catch(() => '')),
  );
  return all.filter((_, index) => /--type=renderer|node\.mojom\.NodeService/.test(lines[index] ?? ''));
}

test('a minimised window leaves the page’s process and the vault process asleep', async () => {
  const REVISION = 43;
  const uris = [GITHUB.replace('period=30', `period=${PERIOD_SECONDS}`)];
  const profile = await profileWithVault({ uris, revision: REVISION });
  const bare = await startBareApp(profile);
  try {
    await bare.unlock(REVISION);
    await wait(3000);
    const pids = await ourProcesses(bare.pid);
    expect(pids.length).toBeGreaterThanOrEqual(2);
    const during = async (ms: number) => {
      const before = await wakeUps(pids);
      await wait(ms);
      return (await wakeUps(pids)) - before;
    };
    const shown = await during(HIDDEN_MS);
    await run('xdotool', ['windowminimize', bare.window]);
    await wait(2000);
    const hidden = await during(HIDDEN_MS);
    // A countdown would wake the page at each of the seconds, several times.
    expect(shown).toBeGreaterThan(10);
    expect(hidden).toBeLessThanOrEqual(4);
  } finally {
    await bare.stop();
    await rm(profile, { recursive: true, force: true });
  }
});
