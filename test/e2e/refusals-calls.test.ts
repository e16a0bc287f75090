/**
 * Who may ask, and for what: app:// requests and calls from anything but the page's main frame are refused.
 * Runs in the real app. The rule: each refusal stands beside the same request from where it is allowed.
 */
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const PRELOAD = path.resolve(import.meta.dirname, '../../out/preload.cjs');
let app: RunningApp;

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
  await screens.unlock(app.page);
});
afterAll(() => discardApps([app]));

describe('app://', () => {
  /** Asked by main, for which neither the page's policy nor its origin stands in the way. */
  const ask = (url: string, method = 'GET') =>
    app.electron.evaluate(
      async ({ session }, request) => {
        const { fetch } = session.defaultSession as unknown as { fetch: typeof globalThis.fetch };
        return fetch
          .call(session.defaultSession, request.url, { method: request.method })
          .then((response) => response.status)
          .catch(() => 0);
      },
      { url, method },
    );

  test('gives the files of the build', async () => {
    expect(await ask('app://halfminute/index.html')).toBe(200);
    expect(await ask('app://halfminute-next/index.html')).toBe(200);
  });

  test.each([
    'app://halfminute/',
    'app://halfminute/none.html',
    'app://halfminute/../main.cjs',
    'app://halfminute/..%2fmain.cjs',
    'app://halfminute/%2e%2e/main.cjs',
    'app://halfminute/assets/../../vault-process.cjs',
    'app://halfminute//etc/passwd',
    'app://halfminute/index.html?x=1',
    'app://halfminute/INDEX.HTML',
    'app://halfminute/renderer-files.json',
    'app://elsewhere/index.html',
    'app://halfminute.elsewhere/index.html',
  ])('refuses %s', async (url) => {
    // 404 from us, or nothing at all where a guard before us refuses the address.
    expect([0, 404]).toContain(await ask(url));
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('refuses %s', async (method) => {
    expect(await ask('app://halfminute/index.html', method)).toBe(405);
  });
});

describe('calls', () => {
  test('from the page are answered; unknown names and wrong arguments are refused', async () => {
    const answers = await app.page.evaluate(async () => {
      const authenticator = window.authenticator as unknown as Record<
        string,
        Record<string, (argument?: unknown) => Promise<{ ok: boolean; code?: string }>>
      >;
      const call = async (group: string, name: string, argument?: unknown) => {
        const answer = await authenticator[group]?.[name]?.(argument);
        return answer?.code ?? 'answered';
      };
      return {
        right: [
          await call('settings', 'get'),
          await call('accounts', 'list'),
          await call('codes', 'at', { ids: [] }),
        ],
        wrong: await Promise.all([
          call('settings', 'set', { theme: 'pink' }),
          call('settings', 'set', { unknown: true }),
          call('settings', 'get', {}),
          call('clipboard', 'copy', { code: 7 }),
          call('vault', 'unlock', { password: 7 }),
          call('vault', 'unlock', { password: 'x'.repeat(2000) }),
          call('codes', 'at', { ids: 'all' }),
          call('codes', 'at', null),
          call('backup', 'open', { bytes: 'text', password: 'x' }),
          call('accounts', 'edit', { id: 'a' }),
        ]),
        unknown: [
          Object.keys(authenticator.vault ?? {}).includes('__proto__'),
          Object.keys(authenticator.vault ?? {}).includes('constructor'),
        ],
      };
    });
    expect(answers.right).toEqual(['answered', 'answered', 'answered']);
    expect(new Set(answers.wrong)).toEqual(new Set(['bad-argument']));
    expect(answers.unknown).toEqual([false, false]);
  });

  /** Sends straight over the channel, as a page that had got hold of it would; the frame runs in a window of ours. */
  const invokeFrom = (where: 'second window' | 'other process' | 'subframe' | 'main frame', name: unknown) =>
    app.electron.evaluate(
      async ({ BrowserWindow, ipcMain }, { from, fullName, preload }) => {
        const own = BrowserWindow.getAllWindows()[0];
        if (!own) throw new Error('no window');
        const { webContents } = own;
        const { processId, routingId: frameId } = webContents.mainFrame;
        // The handler that main registered, asked with what Electron would say of the sender.
        const handlers = (
          ipcMain as unknown as { _invokeHandlers: Map<string, (...given: unknown[]) => unknown> }
        )._invokeHandlers;
        const handle = handlers.get('call');
        if (!handle) throw new Error('no handler');
        const ask = (sender: object) =>
          new Promise((resolve, reject) => {
            const event = { ...sender, _reply: resolve, _throw: reject, sendReply: resolve };
            Promise.resolve(handle(event, fullName, undefined)).then((answer) => {
              if (answer !== undefined) resolve(answer);
            }, reject);
          });
        if (from === 'main frame') return ask({ sender: webContents, processId, frameId });
        if (from === 'other process') return ask({ sender: webContents, processId: processId + 1, frameId });
        if (from === 'subframe') return ask({ sender: webContents, processId, frameId: frameId + 1 });
        const second = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        try {
          await second.loadURL('app://halfminute/index.html');
          return await second.webContents.executeJavaScript('window.authenticator.settings.get()');
        } finally {
          second.destroy();
        }
      },
      { from: where, fullName: name, preload: PRELOAD },
    );

  test('over the channel from the main frame are answered, unknown ones refused', async () => {
    expect(await invokeFrom('main frame', 'settings.get')).toMatchObject({ ok: true });
    for (const name of ['settings.none', '__proto__', 'constructor', 'settings.__proto__', 7, null]) {
      expect(await invokeFrom('main frame', name)).toEqual({ ok: false, code: 'unknown-call' });
    }
  });

  test.each(['other process', 'subframe', 'second window'] as const)('from %s are refused', async (where) => {
    expect(await invokeFrom(where, 'settings.get')).toEqual({ ok: false, code: 'not-allowed' });
  });

  test.each([
    'app://halfminute/index.html',
    'app://halfminute-popup/popup.html',
    'app://halfminute-mini/mini.html',
  ])('a foreign window at %s gets no port to the vault', async (url) => {
    const answer = await app.electron.evaluate(
      async ({ BrowserWindow }, { preload, address }) => {
        const second = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        try {
          await second.loadURL(address);
          return await second.webContents.executeJavaScript(
            `Promise.race([window.authenticator.accounts.list(), new Promise((resolve) => setTimeout(resolve, 1500, 'silence'))])`,
          );
        } finally {
          second.destroy();
        }
      },
      { preload: PRELOAD, address: url },
    );
    expect(answer).toBe('silence');
    const own = await app.page.evaluate(() => window.authenticator.accounts.list());
    expect(own).toMatchObject({ ok: true });
  });
});
afterEach(async () => {
  // Whatever was refused, the app goes on.
  expect(await app.page.evaluate(() => window.authenticator.settings.get())).toMatchObject({ ok: true });
});
