/**
 * What the page may not do: go elsewhere, open windows, show frames, ask for devices, download.
 * Runs in the real app. The rule: each refusal stands beside the thing that is allowed and works.
 */
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalServer, startLocalServer } from './driver/local-server.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';

let app: RunningApp;
let server: LocalServer;
let ourUrl: string;
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
  expect(state).toMatchObject({ ok: true, value: { status: 'none' } });
  expect(app.page.url()).toBe(ourUrl);
  expect(await windowCount()).toBe(1);
  expect(server.connections()).toBe(0);
}

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
