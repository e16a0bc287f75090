/**
 * A website in a window of another program, whose page the tests change while it stays open: Debian's chromium.
 * End-to-end tests only. The rule: another process, a profile of its own, and what it shows is painted before we go on.
 */
import { chromium, type Page } from 'playwright-core';
import { type Place, type QrLook, qrDataUrl } from './other-window.ts';

export interface Website {
  /** Shows texts as QR codes; resolves when they are painted. */
  readonly show: (texts: readonly string[], look?: WebsiteLook) => Promise<void>;
  /** Where the code of a text is on the screen, in pixels. */
  readonly placeOf: (index: number) => Promise<Place>;
  readonly close: () => Promise<void>;
}

export interface WebsiteLook {
  readonly pixelsPerModule?: number;
  /** Zoom of the page, as a browser's own. */
  readonly zoom?: number;
  /** Light codes on a dark page. */
  readonly isDark?: boolean;
  readonly title?: string;
  /** A line above the codes. */
  readonly text?: string;
}

const DARK: QrLook = { foreground: 'f2f2f2', background: '16181d' };
const LIGHT: QrLook = { foreground: '000000', background: 'ffffff' };

/** Two frames after the next: what was drawn is on the screen. */
const painted = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const frames = (left: number) =>
          left === 0 ? resolve() : requestAnimationFrame(() => frames(left - 1));
        frames(3);
      }),
  );

export async function openWebsite(place: Place, display = process.env.DISPLAY): Promise<Website> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    headless: false,
    env: { ...process.env, DISPLAY: display ?? '' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      `--window-position=${place.x},${place.y}`,
      `--window-size=${place.width},${place.height}`,
    ],
  });
  const page = await browser.newPage({ viewport: null });
  return {
    async show(
      texts,
      { pixelsPerModule = 4, zoom = 1, isDark = false, title = 'Set up two-step sign-in', text = '' } = {},
    ) {
      const look = isDark ? DARK : LIGHT;
      const pictures = await Promise.all(texts.map((text) => qrDataUrl(text, pixelsPerModule, look)));
      const codes = pictures.map((source) => `<img src="${source}" style="margin:8px">`).join('');
      const line = text === '' ? '' : `<h1>${title}</h1><p>${text}</p>`;
      await page.setContent(
        `<title>${title}</title><body style="margin:8px;zoom:${zoom};background:#${look.background};font:20px sans-serif">${line}${codes}`,
      );
      await painted(page);
    },
    placeOf: (index) =>
      page
        .locator('img')
        .nth(index)
        .evaluate((image) => {
          const { x, y, width, height } = image.getBoundingClientRect();
          // The page's own area ends at the window's lower edge; what is above it is the browser's.
          const left = window.screenX + (window.outerWidth - window.innerWidth) / 2;
          const top = window.screenY + window.outerHeight - window.innerHeight;
          return { x: Math.round(left + x), y: Math.round(top + y), width, height };
        }),
    close: () => browser.close(),
  };
}
