/**
 * What the page may not do: go elsewhere, open windows, ask for devices, reach any network, run text as code.
 * Runs in the real app. The rule: each refusal stands beside the thing that is allowed and works.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalServer, startLocalServer } from './driver/local-server.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';

let app: RunningApp;
let server: LocalServer;
let ourUrl: string;
const FILES = path.resolve(import.meta.dirname, '../../out/renderer-files.json');
const foreignFile = path.join(tmpdir(), `halfminute-foreign-${process.pid}.html`);

beforeAll(async () => {
  server = await startLocalServer();
  await writeFile(foreignFile, '<h1>foreign</h1>');
  app = await startApp();
  ourUrl = app.page.url();
});
afterAll(async () => {
  await discardApps([app]);
  await server.stop();
  await rm(foreignFile, { force: true });
});

const windowCount = () => app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);

/** The page is where it was and answers; nothing reached the server. */
async function expectUntouched(): Promise<void> {
  const state = await app.page.evaluate(() => window.authenticator.vault.state());
  expect(state).toEqual({ ok: true, value: { status: 'none' } });
  expect(app.page.url()).toBe(ourUrl);
  expect(await windowCount()).toBe(1);
  expect(server.connections()).toBe(0);
}

test('the server counts: a connection from outside of the app is seen', async () => {
  const other = await startLocalServer();
  await (await fetch(other.origin)).text();
  expect(other.connections()).toBe(1);
  await other.stop();
});

describe('navigation', () => {
  const targets = () => [
    `${server.origin}/`,
    'https://example.org/',
    `file://${foreignFile}`,
    'data:text/html,<h1>foreign</h1>',
    'blob:app://halfminute/none',
    'app://other/index.html',
    'chrome://version',
    'javascript:document.body.replaceChildren()',
  ];

  test('elsewhere is refused, by location, form, link and window.open', async () => {
    for (const target of targets()) {
      await app.page.evaluate(async (url) => {
        const quietly = (act: () => void) => {
          try {
            act();
          } catch {
            // A refusal may be an error.
          }
        };
        quietly(() => window.location.assign(url));
        for (const name of ['_self', '_blank', '_top', 'named']) {
          const link = document.createElement('a');
          Object.assign(link, { href: url, target: name });
          document.body.append(link);
          link.click();
          link.remove();
        }
        quietly(() => {
          const form = document.createElement('form');
          Object.assign(form, { action: url, method: 'post' });
          document.body.append(form);
          form.submit();
          form.remove();
        });
        quietly(() => {
          if (window.open(url)) throw new Error(`${url} opened`);
        });
        // Navigations begin after the script that asks for them.
        await new Promise((resolve) => setTimeout(resolve, 30));
      }, target);
      await expectUntouched();
    }
  });

  test('a frame and a webview show nothing', async () => {
    const shown = await app.page.evaluate(
      async ({ origin, file }) => {
        const documents: string[] = [];
        for (const src of [origin, file, 'data:text/html,<h1>foreign</h1>', 'app://halfminute/index.html']) {
          const frame = document.createElement('iframe');
          frame.src = src;
          const settled = new Promise((resolve) => {
            frame.addEventListener('load', resolve);
            setTimeout(resolve, 500);
          });
          document.body.append(frame);
          await settled;
          let text = 'closed to us';
          try {
            text = frame.contentDocument?.body.innerText ?? text;
          } catch {
            // Of another origin: an error page.
          }
          documents.push(text);
          frame.remove();
        }
        const view = document.createElement('webview');
        view.setAttribute('src', origin);
        document.body.append(view);
        const isPlain = !('loadURL' in view);
        view.remove();
        return { documents, isPlain };
      },
      { origin: server.origin, file: `file://${foreignFile}` },
    );
    expect(shown.isPlain).toBe(true);
    expect(shown.documents.join(' ')).not.toMatch(/foreign|hello|Halfminute/);
    await expectUntouched();
  });

  test('to about:blank, which Chromium lets nobody refuse, is followed by our page', async () => {
    await app.page.evaluate(() => window.location.assign('about:blank'));
    await expect.poll(() => app.page.url()).toMatch(/^app:/);
    await app.page.getByRole('heading', { name: 'Welcome to Halfminute' }).waitFor();
    ourUrl = app.page.url();
    await expectUntouched();
  });

  test('to our own page is allowed', async () => {
    await app.page.evaluate(() => window.location.reload());
    await app.page.getByRole('heading', { name: 'Welcome to Halfminute' }).waitFor();
    await expectUntouched();
  });
});

describe('permissions and downloads', () => {
  test('every permission is refused', async () => {
    const answers = await app.page.evaluate(async () => {
      const tried = async (ask: () => Promise<unknown>) =>
        Promise.race([
          ask().then(
            (value) => String(value),
            () => 'refused',
          ),
          new Promise<string>((resolve) => setTimeout(resolve, 5000, 'no answer')),
        ]);
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
      return {
        states: await Promise.all(
          names.map((name) =>
            tried(async () => (await navigator.permissions.query({ name: name as PermissionName })).state),
          ),
        ),
        camera: await tried(() => navigator.mediaDevices.getUserMedia({ video: true })),
        microphone: await tried(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await tried(() => navigator.mediaDevices.getDisplayMedia()),
        notification: await tried(() => Notification.requestPermission()),
        place: await tried(
          () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        ),
        clipboard: await tried(() => navigator.clipboard.readText()),
        fullscreen: await tried(async () => {
          document.documentElement.requestFullscreen().catch(() => undefined);
          await new Promise((resolve) => setTimeout(resolve, 300));
          if (!document.fullscreenElement) throw new Error('refused');
          return 'full';
        }),
        pointer: await tried(async () => {
          document.body.requestPointerLock();
          await new Promise((resolve) => setTimeout(resolve, 50));
          if (!document.pointerLockElement) throw new Error('refused');
          return 'locked';
        }),
        persist: await tried(async () => {
          if (!(await navigator.storage.persist())) throw new Error('refused');
          return 'kept';
        }),
      };
    });
    const { states, notification, ...rest } = answers;
    expect(states.filter((state) => state === 'granted')).toEqual([]);
    expect(notification).toMatch(/^(?:denied|refused)$/);
    expect(Object.entries(rest).filter(([, answer]) => answer !== 'refused')).toEqual([]);
  });

  test('a download is refused, although the page can make the file', async () => {
    await app.electron.evaluate(({ session }) => {
      const seen = globalThis as unknown as { downloads: string[] };
      seen.downloads = [];
      session.defaultSession.on('will-download', (event, item) => {
        seen.downloads.push(`${event.defaultPrevented ? 'refused' : 'taken'} ${item.getState()}`);
      });
    });
    const text = await app.page
      .evaluate(async () => {
        const url = URL.createObjectURL(new Blob(['mine'], { type: 'application/x-anything' }));
        const link = document.createElement('a');
        Object.assign(link, { href: url, download: 'mine.bin' });
        document.body.append(link);
        link.click();
        link.remove();
        return (await fetch(url)).text().catch(() => 'not fetched');
      })
      .catch(() => 'not fetched');
    await expect
      .poll(() => app.electron.evaluate(() => (globalThis as unknown as { downloads: string[] }).downloads))
      .toEqual([expect.stringMatching(/^refused /)]);
    expect(['mine', 'not fetched']).toContain(text);
    await expectUntouched();
  });
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
    await expectUntouched();
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
  expect(seen.groups).toEqual(
    [
      'accounts',
      'app',
      'backup',
      'clipboard',
      'codes',
      'files',
      'onCommand',
      'screen',
      'settings',
      'vault',
    ].sort(),
  );
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
