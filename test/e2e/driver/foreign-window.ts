/**
 * Windows and frames that are not the app's own, opened inside its main process with all that a preload can reach, which
 * make a storm of calls. End-to-end tests only. The rule: what was opened here is closed here.
 */
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { type StormOptions, type StormReport, stormSource } from './hostile-storm.ts';
import type { RunningApp } from './running-app.ts';

const PRELOAD = path.resolve(import.meta.dirname, 'hostile-preload.cjs');

/** A window of somebody else's making, which has all that a preload has. */
export async function inForeignWindow(
  app: RunningApp,
  where: 'our page' | 'about:blank' | 'another origin' | 'a frame',
  options: StormOptions,
) {
  return app.electron.evaluate(
    async ({ BrowserWindow, session }, given) => {
      const foreign = session.fromPartition('hostile');
      const isOurs = given.place === 'our page';
      const window: BrowserWindow = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: given.preload,
          contextIsolation: false,
          sandbox: true,
          nodeIntegrationInSubFrames: true,
          ...(isOurs ? {} : { session: foreign }),
        },
      });
      try {
        const urls = {
          'our page': 'app://halfminute/index.html',
          'about:blank': 'about:blank',
          'another origin': 'data:text/html,<title>elsewhere</title>',
          'a frame': 'data:text/html,<title>around</title>',
        };
        await window.loadURL(urls[given.place]);
        let frame = window.webContents.mainFrame;
        if (given.place === 'a frame') {
          await frame.executeJavaScript(
            `{ const inner = document.createElement('iframe'); inner.srcdoc = 'inside'; document.body.append(inner); void 0; }`,
          );
          for (const limit = Date.now() + 10_000; ; ) {
            const inner = frame.frames[0];
            const isReady = await inner?.executeJavaScript('typeof window.sendCall').catch(() => '');
            if (isReady === 'function') break;
            if (Date.now() > limit) throw new Error(`the frame has no preload: ${isReady}`);
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
          frame = frame.frames[0] as typeof frame;
        }
        await frame.executeJavaScript('for (let time = 0; time < 20; time += 1) window.askForPort()');
        const report = await frame.executeJavaScript(given.source);
        return { report, ports: await frame.executeJavaScript('window.portsReceived') };
      } finally {
        window.destroy();
      }
    },
    { place: where, preload: PRELOAD, source: stormSource(options) },
  ) as Promise<{ readonly report: StormReport; readonly ports: number }>;
}
