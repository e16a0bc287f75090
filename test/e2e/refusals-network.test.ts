/**
 * What the page may not reach or run: any network, text as code, Node. Runs in the real app.
 * The rule: each refusal stands beside the thing that is allowed and works; a server on this computer counts who calls.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../electron/ipc/contract.ts';
import { type LocalServer, startLocalServer } from './driver/local-server.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';

const FILES = path.resolve(import.meta.dirname, '../../out/renderer-files.json');
let app: RunningApp;
let server: LocalServer;

beforeAll(async () => {
  server = await startLocalServer();
  app = await startApp();
});
afterAll(async () => {
  await discardApps([app]);
  await server.stop();
});

test('the server counts: a connection from outside of the app is seen', async () => {
  const other = await startLocalServer();
  await (await fetch(other.origin)).text();
  expect(other.connections()).toBe(1);
  await other.stop();
});

describe('network', () => {
  test('nothing gets out, by any way that a page has; our own files are read', async () => {
    const { port } = new URL(server.origin);
    const answers = await app.page.evaluate(
      async ({ hosts }) => {
        const outcome = async (act: () => Promise<unknown>) => {
          const limit = new Promise((resolve) => setTimeout(resolve, 1500, 'silent'));
          const done = act().then(
            (value) => `came through: ${value}`,
            () => 'refused',
          );
          return String(await Promise.race([done, limit]));
        };
        const event = (target: EventTarget, good: string, bad = 'error') =>
          new Promise((resolve, reject) => {
            target.addEventListener(good, () => resolve(good));
            target.addEventListener(bad, () => reject(new Error(bad)));
          });
        const element = (name: string, attributes: Record<string, string>) => {
          const made = document.createElement(name);
          for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
          const settled = event(made, 'load');
          document.head.append(made);
          return settled.finally(() => made.remove());
        };
        const all: string[] = [];
        for (const host of hosts) {
          const http = `http://${host}/`;
          all.push(
            ...(await Promise.all([
              outcome(() => fetch(http)),
              outcome(() => fetch(http, { mode: 'no-cors', method: 'POST', body: 'x', keepalive: true })),
              outcome(async () => event(new WebSocket(`ws://${host}/`), 'open')),
              outcome(async () => event(new EventSource(http), 'open')),
              outcome(() => {
                const request = new XMLHttpRequest();
                const settled = event(request, 'load');
                request.open('GET', http);
                request.send();
                return settled;
              }),
              outcome(() => element('img', { src: http })),
              outcome(() => element('script', { src: http })),
              outcome(() => element('link', { rel: 'stylesheet', href: http })),
              outcome(() => element('link', { rel: 'prefetch', href: http })),
              outcome(() => element('link', { rel: 'preload', as: 'image', href: http })),
              outcome(() => element('link', { rel: 'modulepreload', href: http })),
              outcome(() => element('script', { type: 'module', src: http })),
              outcome(async () => event(new Worker(http), 'message')),
              outcome(() => new FontFace('x', `url(${http})`).load()),
            ])),
          );
          navigator.sendBeacon(http, 'x');
          for (const rel of ['dns-prefetch', 'preconnect', 'icon', 'manifest']) {
            const hint = document.createElement('link');
            Object.assign(hint, { rel, href: http });
            document.head.append(hint);
          }
          const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] });
          peer.createDataChannel('x');
          await peer.setLocalDescription();
          await new Promise((resolve) => setTimeout(resolve, 300));
          const candidates = (peer.localDescription?.sdp ?? '').match(/^a=candidate.*$/gm) ?? [];
          all.push(...candidates.map((line) => `came through: ${line}`));
          peer.close();
        }
        const own = await fetch('index.html');
        return { all, own: `${own.status} ${(await own.text()).includes('id="root"')}` };
      },
      { hosts: [`127.0.0.1:${port}`, `localhost:${port}`, 'example.org'] },
    );
    expect(answers.own).toBe('200 true');
    expect(answers.all.length).toBeGreaterThan(40);
    expect(answers.all.filter((answer) => answer.startsWith('came through'))).toEqual([]);
    expect(server.connections()).toBe(0);
    expect(await app.page.evaluate(() => window.authenticator.vault.state())).toMatchObject({ ok: true });
  });

  test('main’s own session is refused too', async () => {
    const answer = await app.electron.evaluate(
      ({ net }, url) =>
        new Promise<string>((resolve) => {
          const request = net.request(url);
          request.on('response', () => resolve('came through'));
          request.on('error', (error) => resolve(error.message));
          request.end();
        }),
      `${server.origin}/`,
    );
    expect(answer).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(server.connections()).toBe(0);
  });
});

describe('content security policy', () => {
  test('text is not run as code; the page’s own scripts are', async () => {
    const ran = await app.page.evaluate(async () => {
      const marks = window as unknown as Record<string, unknown>;
      const inline = document.createElement('script');
      inline.textContent = 'window.ranInline = true';
      document.head.append(inline);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.ranHandler = true');
      image.src = 'data:image/png;base64,broken';
      document.body.append(image);
      const blob = document.createElement('script');
      blob.src = URL.createObjectURL(new Blob(['window.ranBlob = true'], { type: 'text/javascript' }));
      document.head.append(blob);
      const data = document.createElement('script');
      data.src = 'data:text/javascript,window.ranData=true';
      document.head.append(data);
      const style = document.createElement('style');
      style.textContent = ':root { --from-inline: yes }';
      document.head.append(style);
      const refusedOr = (act: () => unknown) => {
        try {
          return `ran: ${act()}`;
        } catch (error) {
          return (error as Error).name;
        }
      };
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (const element of [inline, image, blob, data, style]) element.remove();
      // An empty module: magic and version.
      const wasm = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
      return {
        marks: ['ranInline', 'ranHandler', 'ranBlob', 'ranData'].filter((name) => name in marks),
        style: getComputedStyle(document.documentElement).getPropertyValue('--from-inline'),
        eval: refusedOr(() => Reflect.get(window, 'eval')('1 + 1')),
        function: refusedOr(() => new Function('return 1')()),
        timer: refusedOr(() => setTimeout('window.ranInline = true' as unknown as () => void, 0)),
        wasm: await WebAssembly.compile(wasm).then(
          () => 'ran',
          (error: Error) => error.name,
        ),
        hasOwnScripts: document.getElementById('root')?.childElementCount,
      };
    });
    expect(ran).toMatchObject({
      marks: [],
      style: '',
      eval: 'EvalError',
      function: 'EvalError',
      wasm: 'CompileError',
    });
    expect(ran.hasOwnScripts).toBeGreaterThan(0);
    expect(await app.page.evaluate(() => 'ranInline' in window)).toBe(false);
  });

  test('WebAssembly is compiled in the scan worker alone', async () => {
    const files: string[] = JSON.parse(await readFile(FILES, 'utf8'));
    const policies = await app.page.evaluate(
      async (names) =>
        Promise.all(
          names.map(async (name) => {
            const { headers } = await fetch(`/${name}`);
            return [name, headers.get('content-security-policy') ?? ''] as const;
          }),
        ),
      files,
    );
    const compiling = policies.filter(([, policy]) => policy?.includes('wasm-unsafe-eval'));
    expect(policies.length).toBeGreaterThan(2);
    for (const [, policy] of policies) expect(policy).toMatch(/^default-src 'none';/);
    expect(compiling.map(([name]) => name)).toEqual([expect.stringContaining('scan-worker')]);
  });
});

test('the page has no Node, and only the contract', async () => {
  const seen = await app.page.evaluate(() => ({
    globals: [
      'require',
      'process',
      'Buffer',
      'module',
      'global',
      '__dirname',
      'electron',
      'ipcRenderer',
    ].filter((name) => name in window),
    groups: Object.keys(window.authenticator).sort(),
    isFrozen: (() => {
      try {
        (window as unknown as Record<string, unknown>).authenticator = {};
      } catch {
        return true;
      }
      return 'vault' in window.authenticator;
    })(),
  }));
  expect(seen.globals).toEqual([]);
  expect(seen.groups).toEqual([...Object.keys(contract), 'onCommand'].sort());
  expect(seen.isFrozen).toBe(true);
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0] ?? {};
    const read = webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
      read.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});
