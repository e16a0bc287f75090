/**
 * Who sent a message to main. Runs in main.
 * The rule: only the main frame of our own window, while it shows our page, may ask for anything.
 */
import type { BrowserWindow, WebContents } from 'electron';

/** What an IPC event says of its sender. `senderFrame` is not asked: Electron 25 throws from it while pages change. */
export interface Sender {
  readonly sender: WebContents;
  readonly processId: number;
  readonly frameId: number;
}

/**
 * Whether a message came from our page. Main can hear a new page's first words before it hears that the page is
 * there; the answer is then no, and the preload asks again.
 */
export function isFromOurPage(
  { sender, processId, frameId }: Sender,
  window: BrowserWindow | null,
  isPageUrl: (url: string) => boolean,
): boolean {
  if (!window || window.isDestroyed() || sender !== window.webContents) return false;
  const { mainFrame } = window.webContents;
  return processId === mainFrame.processId && frameId === mainFrame.routingId && isPageUrl(mainFrame.url);
}
