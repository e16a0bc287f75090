/**
 * Locking, by every trigger: the processes that held secrets and showed codes are gone, and nothing is lost.
 * Runs in the real app. The rule: each trigger is seen to lock, and not to lock where the settings say so.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../../electron/ipc/contract.ts';
import { foundInPage, foundInPrinted } from './driver/leaks.ts';
import { listAccounts } from './driver/list-accounts.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { isAlive, type Pair, pairOf, waitUntilGone } from './driver/processes.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const run = promisify(execFile);
let app: RunningApp;
const codes: string[] = [];

const DEFAULTS: Partial<Settings> = {
  autoLockMinutes: 5,
  lockOnScreenLock: true,
  lockOnSuspend: true,
  lockOnMinimise: false,
};

const change = (patch: Partial<Settings>) =>
  app.page.evaluate((settings) => window.authenticator.settings.set(settings), patch);

async function unlocked(): Promise<Pair> {
  if (await screens.unlockScreen(app.page).isVisible()) await screens.unlock(app.page);
  codes.push(await screens.shownCode(app.page, 'GitHub'));
  return pairOf(app);
}

/** The old pair of processes is gone, a fresh one is there, and the page shows the unlock screen alone. */
async function expectLocked(before: Pair): Promise<void> {
  await Promise.all([waitUntilGone(before.vault), waitUntilGone(before.page)]);
  await screens.unlockScreen(app.page).waitFor();
  const after = await pairOf(app);
  expect([before.vault, before.page]).not.toContain(after.vault);
  expect([before.vault, before.page]).not.toContain(after.page);
  expect(await screens.rows(app.page).count()).toBe(0);
  expect(await foundInPage(app.page, codes)).toEqual([]);
}

async function expectStillOpen(before: Pair): Promise<void> {
  const answer = await app.page.evaluate(() => window.authenticator.accounts.list());
  expect(answer).toMatchObject({ ok: true });
  expect(await pairOf(app)).toEqual(before);
}

const emit = (event: 'lock-screen' | 'suspend') =>
  app.electron.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);

/** The window as the system has it: minimised and shown again. */
const minimise = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
const restore = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore());
const isMinimised = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() ?? false);

/** Nobody has touched anything for so long, and that long ago was the unlock, too. */
const sayIdle = (seconds: number) =>
  app.electron.evaluate(({ powerMonitor }, idle) => {
    Reflect.deleteProperty(performance, 'now');
    const now = performance.now.bind(performance);
    Object.defineProperty(performance, 'now', { configurable: true, value: () => now() + idle * 1000 });
    powerMonitor.getSystemIdleTime = () => idle;
  }, seconds);

/** The system saw no key and no mouse for an hour; that says nothing of somebody who unlocks just now. */
const saySystemIdle = () =>
  app.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 3600;
  });

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
});
afterAll(async () => {
  expect(foundInPrinted(app, codes)).toEqual([]);
  await discardApps([app]);
});
async function resetTriggers(): Promise<void> {
  await sayIdle(0);
  await restore();
  await change(DEFAULTS);
}

describe('locks', () => {
  afterEach(resetTriggers);

  test('by the menu', async () => {
    const before = await unlocked();
    await screens.lock(app.page);
    await expectLocked(before);
  });

  test('by Ctrl+L', async () => {
    const before = await unlocked();
    await run('xdotool', [
      'search',
      '--onlyvisible',
      '--name',
      '^Halfminute',
      'windowactivate',
      '--sync',
      'key',
      'ctrl+l',
    ]);
    await expectLocked(before);
  });

  test('when nobody has touched the computer for long enough', async () => {
    const before = await unlocked();
    await sayIdle(59);
    await change({ autoLockMinutes: 1 });
    await expectStillOpen(before);
    await sayIdle(60);
    await expectLocked(before);
  });

  test('when the screen locks', async () => {
    const before = await unlocked();
    await emit('lock-screen');
    await expectLocked(before);
  });

  test('when the computer is about to sleep', async () => {
    const before = await unlocked();
    await emit('suspend');
    await expectLocked(before);
  });

  test('when the window is minimised, if the settings say so', async () => {
    const before = await unlocked();
    await change({ lockOnMinimise: true });
    await minimise();
    await expectLocked(before);
  });
});

describe('does not lock', () => {
  afterEach(resetTriggers);

  test('whoever unlocks in a way that the system does not count as input', async () => {
    await unlocked();
    await screens.lock(app.page);
    await screens.unlockScreen(app.page).waitFor();
    await saySystemIdle();
    await expectStillOpen(await unlocked());
  });

  test('when the window is minimised and the settings do not say so', async () => {
    const before = await unlocked();
    await minimise();
    await expect.poll(isMinimised).toBe(true);
    await expectStillOpen(before);
  });

  test('on screen lock and sleep when the settings say no, nor on idling when it is "never"', async () => {
    const before = await unlocked();
    await sayIdle(100_000);
    await change({ lockOnScreenLock: false, lockOnSuspend: false, autoLockMinutes: 0 });
    await emit('lock-screen');
    await emit('suspend');
    await expectStillOpen(before);
  });

  test('before the idle time is over', async () => {
    const before = await unlocked();
    await sayIdle(30);
    await change({ autoLockMinutes: 1 });
    await expectStillOpen(before);
  });
});

/** A valid argument for every call that needs an open vault. */
const QUESTIONS: readonly (readonly [group: string, name: string, argument: unknown])[] = [
  ['vault', 'undo', { undoId: 'a' }],
  ['accounts', 'list', undefined],
  ['accounts', 'review', { reviewId: null, texts: ['a'] }],
  ['accounts', 'checkKey', { key: 'A' }],
  [
    'accounts',
    'reviewSetupKey',
    {
      ...{ issuer: 'a', accountName: 'b', key: 'JBSWY3DPEHPK3PXP', type: 'totp', algorithm: 'SHA1' },
      ...{ digits: 6, periodSeconds: 30, counter: 0 },
    },
  ],
  ['accounts', 'add', { reviewId: 'a', choices: [] }],
  [
    'accounts',
    'edit',
    { id: 'a', issuer: '', accountName: '', algorithm: 'SHA1', digits: 6, periodSeconds: 30, counter: null },
  ],
  ['accounts', 'remove', { id: 'a' }],
  ['accounts', 'keyUri', { id: 'a', password: screens.PASSWORD }],
  ['codes', 'at', { ids: ['a'] }],
  ['codes', 'next', { id: 'a' }],
];

test('a locked app answers "locked" to every call that needs the vault, and the same calls work once it is open', async () => {
  const ask = () =>
    app.page.evaluate(async (questions) => {
      const calls = window.authenticator as unknown as Record<
        string,
        Record<string, (argument: unknown) => Promise<{ ok: boolean; code?: string }>>
      >;
      return Promise.all(
        questions.map(async ([group, name, argument]) => {
          const answer = await calls[group]?.[name]?.(argument);
          return `${group}.${name}: ${answer?.code ?? 'answered'}`;
        }),
      );
    }, QUESTIONS);
  const before = await unlocked();
  await screens.lock(app.page);
  await expectLocked(before);
  expect(await ask()).toEqual(QUESTIONS.map(([group, name]) => `${group}.${name}: locked`));
  await screens.unlock(app.page);
  const open = await ask();
  expect(open.filter((answer) => answer.endsWith(': locked'))).toEqual([]);
  expect(open).toContain('accounts.list: answered');
});

test('a save under way while locking is whole or not there, and the vault opens', async () => {
  for (const saves of [1, 3, 12]) {
    const before = await unlocked();
    const account = (await listAccounts(app.page)).find(({ issuer }) => issuer === 'Proton');
    if (!account) throw new Error('no account');
    const { id, issuer, digits, periodSeconds, counter } = account;
    const algorithm = account.algorithm === 'MD5' ? 'SHA1' : account.algorithm;
    const edit = { id, issuer, algorithm, digits, periodSeconds, counter };
    await app.page.evaluate(
      ({ count, same }) => {
        for (let index = 0; index < count; index += 1)
          void window.authenticator.accounts.edit({ ...same, accountName: `renamed ${index} of ${count}` });
        void window.authenticator.app.lock();
      },
      { count: saves, same: edit },
    );
    await expectLocked(before);
    await screens.unlock(app.page);
    await screens.row(app.page, 'Proton').waitFor();
    const name = await screens.row(app.page, 'Proton').locator('.row-account').innerText();
    expect(name).toMatch(/^(?:bob|renamed \d+ of \d+)$/);
    expect(await screens.rows(app.page).count()).toBe(2);
  }
});

test('a screen lock while the key is being derived leaves the vault locked', async () => {
  const before = await unlocked();
  await screens.lock(app.page);
  await expectLocked(before);
  const deriving = await pairOf(app);
  await screens.typePassword(app.page);
  await app.electron.evaluate(async ({ powerMonitor }) => {
    for (let i = 0; i < 6; i += 1) {
      powerMonitor.emit('lock-screen');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  await expectLocked(deriving);
});

test('a vault process that is killed from outside leaves the app locked and the accounts there', async () => {
  const before = await unlocked();
  process.kill(before.vault, 'SIGKILL');
  await expectLocked(before);
  await screens.unlock(app.page);
  await expect.poll(() => screens.rows(app.page).count()).toBe(2);
});

// Last: Playwright gives a page up when its process crashes.
test('a page that crashes comes back', async () => {
  const before = await unlocked();
  process.kill(before.page, 'SIGKILL');
  await expect.poll(async () => (await pairOf(app)).page, { timeout: 20_000 }).not.toBe(before.page);
  const read = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    );
  await expect.poll(read, { timeout: 20_000 }).toContain('GitHub');
  const after = await pairOf(app);
  expect(after.vault).toBe(before.vault);
  expect([await isAlive(before.page), await isAlive(after.page)]).toEqual([false, true]);
});
