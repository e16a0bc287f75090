/**
 * Thousands of generated calls from a hostile page: over the page's own port and functions, main's channel, and from other
 * windows, origins and frames. Runs in the real app, locked and open.
 * The rule: nothing runs that should not, nothing crashes, nothing secret comes back; each refusal stands beside an answer.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mainCalls, vaultCalls } from '../../electron/ipc/contract.ts';
import { amount, count, figure } from '../fault/amounts.ts';
import { inForeignWindow } from './driver/foreign-window.ts';
import { rightArguments, type StormOptions, type StormReport, stormSource } from './driver/hostile-storm.ts';
import { ALWAYS_SECRET, found, foundInPrinted } from './driver/leaks.ts';
import { profileWithVault, readVaultFile } from './driver/prepared-profile.ts';
import { pairOf } from './driver/processes.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const CALLS = amount(2000, 100_000);
const SEED = Number(process.env.HALFMINUTE_FAULT_SEED ?? Date.now() % 1_000_000);
/** The isolated world that Electron runs preloads in. */
const PRELOAD_WORLD = 999;
const MINUTES = 60_000;

const namesOf = (calls: Readonly<Record<string, object>>) =>
  Object.entries(calls).flatMap(([group, leaves]) => Object.keys(leaves).map((name) => `${group}.${name}`));
/** Derives a key from a password, counts wrong ones, or times that: tried by tests of their own. */
const SLOW = ['vault.create', 'vault.unlock', 'keys.measureKdf', 'earlier.open'];
const VAULT_NAMES = namesOf(vaultCalls).filter((name) => !SLOW.includes(name));
const MAIN_NAMES = namesOf(mainCalls);
/** What a locked vault answers: what there is to open, what was typed so far, and files that bring their own key. */
const OPEN_WHILE_LOCKED = [
  'earlier.list',
  'vault.state',
  'vault.readRecovery',
  'accounts.discardReview',
  'import.cancel',
  'export.cancel',
  'keys.discardRecovery',
];

let app: RunningApp;
let sent = 0;

const optionsFor = (share: number, more: Partial<StormOptions> = {}): StormOptions => ({
  seed: SEED + sent,
  count: Math.ceil(CALLS * share),
  known: VAULT_NAMES,
  neverRight: SLOW,
  right: rightArguments(vaultCalls, VAULT_NAMES),
  ...more,
});

function expectNothingOdd(report: StormReport): void {
  sent += report.answered;
  expect(
    Object.keys(report.codes).filter((code) => /^no answer|^odd answer$|^unexpected$/.test(code)),
  ).toEqual([]);
  const answers = report.successes.map(({ answer }) => answer).join('\n');
  expect(found(answers, ALWAYS_SECRET)).toEqual([]);
}

const inPreloadWorld = <Answer>(code: string): Promise<Answer> =>
  app.electron.evaluate(
    ({ BrowserWindow }, { world, source }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScriptInIsolatedWorld(world, [
        { code: source },
      ]),
    { world: PRELOAD_WORLD, source: code },
  );

/** Gets hold of the page's port to the vault process, as a page that has broken out of its world would. */
async function seizePort(): Promise<void> {
  await inPreloadWorld(`{
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (...given) {
      globalThis.seizedPort = this;
      return postMessage.apply(this, given);
    };
    void 0;
  }`);
  expect(await app.page.evaluate(() => window.authenticator.vault.state())).toMatchObject({ ok: true });
  const isSeized = await inPreloadWorld<boolean>(`{
    const waiting = new Map();
    let last = 1e9;
    globalThis.seizedPort.addEventListener('message', ({ data }) => {
      waiting.get(data.sequence)?.(data.result);
      waiting.delete(data.sequence);
    });
    globalThis.sendCall = (fullName, argument) =>
      new Promise((resolve) => {
        last += 1;
        globalThis.seizedPort.postMessage({ sequence: last, fullName, argument });
        waiting.set(last, resolve);
      });
    globalThis.seizedPort instanceof MessagePort;
  }`);
  expect(isSeized).toBe(true);
}

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
});
afterAll(async () => {
  expect(foundInPrinted(app)).toEqual([]);
  figure(
    6,
    `${count(sent)} generated calls (seed ${SEED}) from the page, its port, other windows, origins and frames`,
    '0 ran that should not, 0 crashes, 0 secrets',
  );
  await discardApps([app]);
});

describe('while the vault is locked', () => {
  test('over the page’s own port: nothing but "locked" and refusals', { timeout: 10 * MINUTES }, async () => {
    const [vault, pair] = [await readVaultFile(app.profile), await pairOf(app)];
    await seizePort();
    const report = await inPreloadWorld<StormReport>(stormSource(optionsFor(0.4)));
    expectNothingOdd(report);
    expect(report.codes.locked).toBeGreaterThan(report.answered / 20);
    expect(report.codes['bad-argument']).toBeGreaterThan(report.answered / 5);
    expect(report.codes['unknown-call']).toBeGreaterThan(report.answered / 30);
    const names = new Set(report.successes.map(({ name }) => name));
    expect([...names].filter((name) => !OPEN_WHILE_LOCKED.includes(name))).toEqual([]);
    expect(await readVaultFile(app.profile)).toEqual(vault);
    expect(await pairOf(app)).toEqual(pair);
  });

  test('messages on the port that are no calls end nothing', async () => {
    const pair = await pairOf(app);
    await inPreloadWorld(`for (const odd of [null, undefined, 1, 'a', [], {}, new Map(), { sequence: {} }, { fullName: {} },
      { sequence: 1, fullName: 'vault.state', argument: undefined, more: 1 }])
      for (let time = 0; time < 20; time += 1) globalThis.seizedPort.postMessage(odd);`);
    expect(await app.page.evaluate(() => window.authenticator.vault.state())).toMatchObject({ ok: true });
    expect(await pairOf(app)).toEqual(pair);
  });

  test('a vault is not made over the one that is there', { timeout: 60_000 }, async () => {
    const before = await readVaultFile(app.profile);
    const answer = await app.page.evaluate(() =>
      window.authenticator.vault.create({ password: 'a new password over the old' }),
    );
    expect(answer).toEqual({ ok: false, code: 'vault-exists' });
    expect(await readVaultFile(app.profile)).toEqual(before);
  });

  test('by the functions that the page has', { timeout: 10 * MINUTES }, async () => {
    const settings = await readFile(path.join(app.profile, 'settings.json'), 'utf8').catch(() => '');
    await app.page.evaluate(() => {
      const groups = window.authenticator as unknown as Record<
        string,
        Record<string, (argument: unknown) => Promise<unknown>>
      >;
      Object.assign(globalThis, {
        sendCall: async (name: unknown, argument: unknown) => {
          const [group = '', call = ''] = String(name).split('.');
          const calls = Object.hasOwn(groups, group) ? groups[group] : undefined;
          const ask = calls && Object.hasOwn(calls, call) ? calls[call] : undefined;
          // Under another name the page has no function at all.
          return typeof ask === 'function' && typeof name === 'string' && name.split('.').length === 2
            ? ask(argument)
            : { ok: false, code: 'unknown-call' };
        },
      });
    });
    const report = await app.page.evaluate<StormReport>(
      stormSource(optionsFor(0.15, { neverRight: [...SLOW, ...MAIN_NAMES] })),
    );
    expectNothingOdd(report);
    const names = new Set(report.successes.map(({ name }) => name));
    expect([...names].filter((name) => !OPEN_WHILE_LOCKED.includes(name))).toEqual([]);
    expect(await readFile(path.join(app.profile, 'settings.json'), 'utf8').catch(() => '')).toBe(settings);
  });
});

describe('over main’s channel', () => {
  test.each(['our page', 'about:blank', 'another origin', 'a frame'] as const)(
    'a second window with %s is answered "not-allowed" and gets no port',
    { timeout: 10 * MINUTES },
    async (where) => {
      const known = [...VAULT_NAMES, ...MAIN_NAMES];
      const { report, ports } = await inForeignWindow(
        app,
        where,
        optionsFor(0.05, { known, neverRight: [] }),
      );
      expectNothingOdd(report);
      expect(report.codes).toEqual({ 'not-allowed': report.answered });
      expect(ports).toBe(0);
    },
  );

  test('a frame in our own page has no functions and no port', async () => {
    const seen = await app.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inside = frame.contentWindow as unknown as Record<string, unknown> | null;
      const kinds = [typeof inside?.authenticator, typeof inside?.require, typeof inside?.process];
      frame.remove();
      return kinds;
    });
    expect(seen).toEqual(['undefined', 'undefined', 'undefined']);
  });

  test('what main’s handler is asked in the page’s name: only what parses runs', {
    timeout: 5 * MINUTES,
  }, async () => {
    const source = stormSource(optionsFor(0.05, { known: ['settings.none'], neverRight: MAIN_NAMES }));
    const report = await app.electron.evaluate(async ({ BrowserWindow, ipcMain }, code) => {
      const own = BrowserWindow.getAllWindows()[0];
      const handlers = (
        ipcMain as unknown as { _invokeHandlers: Map<string, (...given: unknown[]) => unknown> }
      )._invokeHandlers;
      const handle = handlers.get('call');
      if (!own || !handle) throw new Error('no window or no handler');
      const { webContents } = own;
      const { processId, routingId: frameId } = webContents.mainFrame;
      Object.assign(globalThis, {
        sendCall: (name: unknown, argument: unknown) =>
          new Promise((resolve, reject) => {
            const event = {
              sender: webContents,
              processId,
              frameId,
              _reply: resolve,
              _throw: reject,
              sendReply: resolve,
            };
            Promise.resolve(handle(event, name, argument)).then((answer) => {
              if (answer !== undefined) resolve(answer);
            }, reject);
          }),
      });
      // biome-ignore lint/security/noGlobalEval: the storm's source, in the process under test.
      return globalThis.eval(code) as Promise<StormReport>;
    }, source);
    expectNothingOdd(report);
    expect(report.successes).toEqual([]);
    expect(report.codes['bad-argument']).toBeGreaterThan(0);
    expect(report.codes['unknown-call']).toBeGreaterThan(0);
  });
});

describe('while the vault is open', () => {
  test('wrong names and arguments change nothing and give nothing', { timeout: 10 * MINUTES }, async () => {
    if (await screens.unlockScreen(app.page).isVisible()) await screens.unlock(app.page);
    // `{ ids: null }` is right for it, and among what the storm makes up; an open vault then does it, as it should.
    const known = VAULT_NAMES.filter((name) => name !== 'bin.empty');
    const [vault, pair] = [await readVaultFile(app.profile), await pairOf(app)];
    await seizePort();
    const report = await inPreloadWorld<StormReport>(stormSource(optionsFor(0.2, { known, right: {} })));
    expectNothingOdd(report);
    const names = new Set(report.successes.map(({ name }) => name));
    expect([...names].filter((name) => !OPEN_WHILE_LOCKED.includes(name))).toEqual([]);
    expect(report.codes.locked).toBeUndefined();
    expect(await readVaultFile(app.profile)).toEqual(vault);
    expect(await pairOf(app)).toEqual(pair);
    expect(await screens.shownCode(app.page, 'GitHub')).toMatch(/^\d{6}$/);
    // The same port answers what is right.
    const list = await inPreloadWorld<{ ok: boolean }>(`globalThis.sendCall('accounts.list', undefined)`);
    expect(list).toMatchObject({ ok: true });
  });
});
