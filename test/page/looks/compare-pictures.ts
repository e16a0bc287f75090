/**
 * What differs between two pictures of one view, in words, and with what browser and fonts pictures were made.
 * Used by the picture tests. The rule: another font is named as that, and never passed over.
 */

import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Picture } from './pictures-of-view.ts';

/** How different a pixel may be: what 256 colours and another processor's rounding make of an edge. */
const THRESHOLD = 0.12;
/** Of a picture. A shifted icon of three dots is more. */
const DIFFERING_PIXELS_MAX = 30;

export interface Difference {
  readonly name: string;
  readonly pixels: number;
  /** PNG with what differs in red. */
  readonly picture: Buffer;
}

/** The pictures that differ by more than antialiasing; a missing one differs wholly. */
export async function findDifferences(
  kept: readonly Picture[],
  taken: readonly Picture[],
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const picture of taken) {
    const { name, width, height, rgba } = picture;
    const before = kept.find((each) => each.name === name);
    const marked = new Uint8Array(rgba.length);
    const pixels =
      before?.rgba.length === rgba.length
        ? pixelmatch(before.rgba, rgba, marked, width, height, { threshold: THRESHOLD })
        : width * height;
    if (pixels <= DIFFERING_PIXELS_MAX) continue;
    const raw = { width, height, channels: 4 as const };
    const sides = [before?.rgba ?? marked, rgba, marked].map((input, index) => ({
      input: Buffer.from(input),
      raw,
      left: index * width,
      top: 0,
    }));
    const sheet = sharp({ create: { width: 3 * width, height, channels: 3, background: '#ffffff' } });
    differences.push({ name, pixels, picture: await sheet.composite(sides).png().toBuffer() });
  }
  return differences;
}

/** What draws letters: their widths tell fonts of one name apart. */
export interface MadeWith {
  readonly chromium: string;
  readonly fonts: { readonly [use: string]: { readonly name: string; readonly widths: readonly number[] } };
}

const SAMPLE = 'Halfminute 0123456789 äöüß ½ “Quick brown foxes” жук λόγος';

export async function readMadeWith(page: Page): Promise<MadeWith> {
  const session = await page.context().newCDPSession(page);
  const fonts: Record<string, { name: string; widths: readonly number[] }> = {};
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  for (const use of ['--font-ui', '--font-key']) {
    const widths = await page.evaluate(
      ([variable = '', sample = '']) => {
        document.querySelector('#font-sample')?.remove();
        const line = document.createElement('span');
        line.id = 'font-sample';
        line.textContent = sample;
        document.body.append(line);
        return [400, 600].map((weight) => {
          line.style.cssText = `position:fixed;white-space:pre;font:${weight} 100px var(${variable})`;
          return Math.round(line.getBoundingClientRect().width);
        });
      },
      [use, SAMPLE],
    );
    const { root } = await session.send('DOM.getDocument');
    const { nodeId } = await session.send('DOM.querySelector', {
      nodeId: root.nodeId,
      selector: '#font-sample',
    });
    const drawn = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    fonts[use] = { name: drawn.fonts.map(({ familyName }) => familyName).join(' and '), widths };
  }
  await page.evaluate(() => document.querySelector('#font-sample')?.remove());
  await session.detach();
  return { chromium: page.context().browser()?.version() ?? 'unknown', fonts };
}

const RENEW = 'renew the pictures with `npm run looks -- --write`';

/** A sentence on fonts that are not those of the kept pictures; null when they are the same. */
export function describeOtherFonts(kept: MadeWith, now: MadeWith): string | null {
  const others = Object.entries(kept.fonts).flatMap(([use, font]) => {
    const here = now.fonts[use];
    if (here?.name === font.name && String(here.widths) === String(font.widths)) return [];
    const isSameName = here?.name === font.name;
    return [
      `${font.name}, here ${isSameName ? 'another version of it' : (here?.name ?? 'nothing')} (${use})`,
    ];
  });
  if (others.length === 0) return null;
  return `The kept pictures were drawn with other fonts: ${others.join('; ')}. Install those, or ${RENEW}.`;
}

/** What a failing test says. */
export function describeDifferences(
  view: string,
  differences: readonly Difference[],
  folder: string,
  kept: MadeWith,
  now: MadeWith,
): string {
  const list = differences.map(({ name, pixels }) => `${name} (${pixels} pixels)`).join(', ');
  const browser =
    kept.chromium === now.chromium ? '' : ` They are of Chromium ${kept.chromium}, this is ${now.chromium}.`;
  return `${view} looks other than its kept pictures at ${list}. Look at ${folder}: kept, now, and what differs.${browser} If it is as it should be, ${RENEW}.`;
}
