/** Who may ask main: each refusal beside the acceptance. */
import { describe, expect, it } from 'vitest';
import { isFromOurPage, type Sender } from '../../electron/platform/sender.ts';

type Window = NonNullable<Parameters<typeof isFromOurPage>[1]>;

const isPageUrl = (url: string) => url.startsWith('app://halfminute/');
const windowAt = (url: string, isDestroyed = false) =>
  ({
    isDestroyed: () => isDestroyed,
    webContents: { mainFrame: { processId: 7, routingId: 3, url } },
  }) as unknown as Window;
const window = windowAt('app://halfminute/index.html');
const from = (changed: Partial<Sender> = {}): Sender => ({
  sender: window.webContents,
  processId: 7,
  frameId: 3,
  ...changed,
});

describe('isFromOurPage', () => {
  it('knows the main frame of our window at our page', () => {
    expect(isFromOurPage(from(), window, isPageUrl)).toBe(true);
  });

  it.each([
    ['another window', from({ sender: windowAt('app://halfminute/index.html').webContents }), window],
    ['a subframe', from({ frameId: 4 }), window],
    ['another process', from({ processId: 8 }), window],
    ['no window', from(), null],
  ])('refuses %s', (_name, sender, ours) => {
    expect(isFromOurPage(sender, ours, isPageUrl)).toBe(false);
  });

  it.each(['about:blank', 'https://example.org/', 'app://other/index.html', ''])(
    'refuses our window at %j',
    (url) => {
      const elsewhere = windowAt(url);
      expect(isFromOurPage(from({ sender: elsewhere.webContents }), elsewhere, isPageUrl)).toBe(false);
    },
  );

  it('refuses a window that is gone', () => {
    const gone = windowAt('app://halfminute/index.html', true);
    expect(isFromOurPage(from({ sender: gone.webContents }), gone, isPageUrl)).toBe(false);
  });
});
