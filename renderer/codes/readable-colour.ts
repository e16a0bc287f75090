/**
 * A brand colour made visible on the tile it is drawn on. Pure; runs in the page.
 * The rule: contrast of at least 3:1 (WCAG 2.2 section 1.4.11, graphical objects) in both themes.
 */

type Rgb = readonly [number, number, number];

const TILE = { light: [236, 238, 242], dark: [39, 43, 52] } as const satisfies { [theme: string]: Rgb };
const FAR_END = { light: [0, 0, 0], dark: [255, 255, 255] } as const satisfies { [theme: string]: Rgb };
const CONTRAST_MIN = 3;
/** A colour that has to be changed is brought well above the least, so that black marks do not turn dull grey. */
const CONTRAST_CHANGED = 4.5;
const STEPS = 20;

/** Relative luminance, WCAG 2.2. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** The colour itself where it is readable, else a mix towards black or white that is. */
export function readableColour(hex: string, theme: 'light' | 'dark'): string {
  const colour = parseHex(hex);
  if (contrast(colour, TILE[theme]) >= CONTRAST_MIN) return `rgb(${colour.join(' ')})`;
  for (let step = 0; step <= STEPS; step += 1) {
    const mixed = colour.map((byte, index) => {
      const end = FAR_END[theme][index] ?? 0;
      return Math.round(byte + ((end - byte) * step) / STEPS);
    }) as unknown as Rgb;
    if (contrast(mixed, TILE[theme]) >= CONTRAST_CHANGED) return `rgb(${mixed.join(' ')})`;
  }
  return `rgb(${FAR_END[theme].join(' ')})`;
}
