/**
 * Has V8 collect the garbage of our pages at once, which nothing in a sandboxed page can ask for. Runs in main.
 * The rule: best effort. A page that goes away, or that a developer's tools hold, is left as it is.
 *
 * By the inspector's own command: the switch `--expose-gc` would give pages the collector, too, but its start costs every
 * start a tenth of its time. https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/#method-collectGarbage
 */
import type { BrowserWindow } from 'electron';

type Page = Pick<BrowserWindow, 'webContents'>;

export async function collectGarbage(pages: readonly Page[]): Promise<void> {
  await Promise.all(
    pages.map(async ({ webContents }) => {
      const inspector = webContents.debugger;
      try {
        // A page that is only coming has no garbage yet.
        if (webContents.isLoadingMainFrame() || webContents.getURL() === '' || inspector.isAttached()) return;
        inspector.attach();
        await inspector.sendCommand('HeapProfiler.collectGarbage');
        inspector.detach();
      } catch {
        // Gone, or held by someone else.
      }
    }),
  );
}
