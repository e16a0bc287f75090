/**
 * Draws the scanner's own test pictures: one or a few of each kind, the same every time. Used by its tests and its
 * benchmark, under Node. The rule: nothing random but by a seed, and no font, so that every machine draws the same.
 */
import sharp, { type Sharp } from 'sharp';
import { encode } from 'uqr';

export interface DrawnPicture {
  readonly kind: string;
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly expected: readonly string[];
}

type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];

/** A canvas of RGBA pixels. */
class Sheet {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number, colour: Colour) {
    this.width = width;
    this.height = height;
    this.data = new Uint8ClampedArray(width * height * 4);
    this.fill(0, 0, width, height, colour);
  }

  fill(left: number, top: number, width: number, height: number, [r, g, b, a = 255]: Colour): void {
    for (let y = Math.max(0, top); y < Math.min(this.height, top + height); y++)
      for (let x = Math.max(0, left); x < Math.min(this.width, left + width); x++)
        this.data.set([r, g, b, a], (y * this.width + x) * 4);
  }

  /** Rows of short strokes with gaps, about as busy as text of that height. */
  write(left: number, top: number, width: number, lines: number, size: number, colour: Colour): void {
    const random = seeded(left * 7919 + top * 104729 + width);
    for (let line = 0; line < lines; line++)
      for (let x = left; x < left + width - size; ) {
        const glyph = Math.max(2, Math.round(size * (0.3 + random() * 0.4)));
        const y = top + Math.round(line * size * 1.7);
        if (random() < 0.85) {
          this.fill(x, y, Math.max(1, size >> 3), size, colour);
          if (random() < 0.7)
            this.fill(x, y + Math.floor(random() * size), glyph, Math.max(1, size >> 3), colour);
          if (random() < 0.5) this.fill(x + glyph, y, Math.max(1, size >> 3), size, colour);
        }
        x += glyph + Math.max(2, size >> 2);
      }
  }

  code(text: string, left: number, top: number, module: number, look: CodeLook = {}): void {
    const { dark = BLACK, light = WHITE, border = 4, ecc = 'M' } = look;
    const { data, size } = encode(text, { ecc, border });
    if (light !== 'none') this.fill(left, top, size * module, size * module, light);
    for (const [y, row] of data.entries())
      for (const [x, isDark] of row.entries())
        if (isDark) this.fill(left + x * module, top + y * module, module, module, dark);
  }

  of(kind: string, ...expected: string[]): DrawnPicture {
    return { kind, data: this.data, width: this.width, height: this.height, expected };
  }
}

interface CodeLook {
  readonly dark?: Colour;
  readonly light?: Colour | 'none';
  /** Quiet zone in modules. */
  readonly border?: number;
  readonly ecc?: 'L' | 'M' | 'Q' | 'H';
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SECRETS = ['JBSWY3DPEHPK3PXP', 'GEZDGNBVGY3TQOJQ', 'MFRGGZDFMZTWQ2LK', 'KRUGS4ZANFZSAYJA'];

/** A Key URI; another one for each number. */
export const keyUri = (n: number): string =>
  `otpauth://totp/Example%20${n}:person${n}@example.org?secret=${SECRETS[n % SECRETS.length]}&issuer=Example%20${n}`;

/** As dense as a Google Authenticator export of ten accounts (about 600 characters). */
export const migrationUri = (): string => {
  const random = seeded(42);
  const base64 = Array.from(
    { length: 560 },
    () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[Math.floor(random() * 62)],
  );
  return `otpauth-migration://offline?data=${base64.join('')}%3D%3D`;
};

function page(width: number, height: number, isDark = false): Sheet {
  const sheet = new Sheet(width, height, isDark ? [22, 27, 34] : [250, 250, 252]);
  const ink: Colour = isDark ? [201, 209, 217] : [36, 41, 47];
  sheet.fill(0, 0, width, 44, isDark ? [1, 4, 9] : [36, 41, 47]);
  sheet.write(20, 70, Math.round(width * 0.3), Math.floor((height - 90) / 24), 14, ink);
  return sheet;
}

type Filter = (image: Sharp) => Sharp;

async function through(drawn: DrawnPicture, kind: string, filter: Filter): Promise<DrawnPicture> {
  const raw = { width: drawn.width, height: drawn.height, channels: 4 as const };
  const { data, info } = await filter(sharp(drawn.data, { raw }))
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    kind,
    data: Uint8ClampedArray.from(data),
    width: info.width,
    height: info.height,
    expected: drawn.expected,
  };
}

function saltAndPepper(drawn: DrawnPicture, kind: string, share: number): DrawnPicture {
  const random = seeded(7);
  const data = drawn.data.slice();
  for (let i = 0; i < data.length; i += 4)
    if (random() < share) data.fill(random() < 0.5 ? 0 : 255, i, i + 3);
  return { ...drawn, kind, data };
}

function codeOnPage(n: number, module: number, look: CodeLook = {}, isDark = false): Sheet {
  const sheet = page(900, 640, isDark);
  sheet.code(keyUri(n), 480, 120, module, look);
  return sheet;
}

/** Text, bars, squares and grids, but no code. */
function pageWithoutCode(width: number, height: number, isDark: boolean): Sheet {
  const sheet = page(width, height, isDark);
  const random = seeded(width + height);
  sheet.write(Math.round(width * 0.4), 80, Math.round(width * 0.5), 12, 20, isDark ? WHITE : BLACK);
  for (let i = 0; i < 60; i++)
    sheet.fill(Math.round(width * 0.4) + i * 7, height - 120, 2 + Math.floor(random() * 4), 70, [90, 90, 90]);
  for (let i = 0; i < 5; i++) {
    const left = Math.round(width * 0.4) + i * 90;
    sheet.fill(left, height - 300, 70, 70, BLACK);
    sheet.fill(left + 10, height - 290, 50, 50, WHITE);
    if (i % 2 === 0) sheet.fill(left + 20, height - 280, 30, 30, BLACK);
  }
  return sheet;
}

async function asJpeg(drawn: DrawnPicture, kind: string, quality: number): Promise<DrawnPicture> {
  const raw = { width: drawn.width, height: drawn.height, channels: 4 as const };
  const file = await sharp(drawn.data, { raw }).removeAlpha().jpeg({ quality }).toBuffer();
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { ...drawn, kind, data: Uint8ClampedArray.from(data), width: info.width, height: info.height };
}

/** Every kind of picture, a few seconds' work in all. `isBig` adds 4K screens. */
export async function drawPictures(isBig: boolean): Promise<readonly DrawnPicture[]> {
  const pictures: DrawnPicture[] = [
    codeOnPage(1, 5).of('clean', keyUri(1)),
    codeOnPage(2, 4, { dark: WHITE, light: [16, 16, 20] }, true).of('inverted', keyUri(2)),
    codeOnPage(3, 5, { dark: [20, 60, 160], light: [255, 214, 90] }).of('coloured', keyUri(3)),
    codeOnPage(4, 5, { dark: [150, 40, 40], light: [60, 76, 76] }).of('colours of one brightness', keyUri(4)),
    codeOnPage(5, 6, { dark: [36, 36, 38], light: [52, 52, 54] }, true).of('low contrast', keyUri(5)),
    codeOnPage(6, 3, { border: 0 }, true).of('borderless on dark', keyUri(6)),
  ];
  const several = page(1200, 900);
  for (let i = 0; i < 6; i++)
    several.code(keyUri(10 + i), 420 + (i % 3) * 250, 80 + Math.floor(i / 3) * 300, 4);
  pictures.push(several.of('several', ...Array.from({ length: 6 }, (_, i) => keyUri(10 + i))));
  const dense = page(1000, 800);
  dense.code(migrationUri(), 420, 100, 4, { ecc: 'L' });
  pictures.push(dense.of('migration, dense', migrationUri()));
  for (const [kind, dark] of [
    ['transparent, dark', BLACK],
    ['transparent, light', WHITE],
  ] as const) {
    const sheet = new Sheet(260, 260, [0, 0, 0, 0]);
    sheet.code(keyUri(20), 20, 20, 4, { dark, light: 'none' });
    pictures.push(sheet.of(kind, keyUri(20)));
  }
  const plain = codeOnPage(21, 5).of('clean', keyUri(21));
  pictures.push(
    await through(plain, 'rotated', (image) => image.rotate(23, { background: '#fafafc' })),
    await through(plain, 'mirrored', (image) => image.flop()),
    await asJpeg(plain, 'JPEG', 30),
    await through(plain, 'scaled to 133 %', (image) => image.resize({ width: 1197 })),
    await through(plain, 'blurred', (image) => image.blur(3.4)),
    saltAndPepper(plain, 'salt and pepper', 0.08),
  );
  const covered = codeOnPage(22, 5, { ecc: 'H' });
  covered.fill(600, 240, 80, 80, [230, 60, 60]);
  pictures.push(covered.of('logo in the middle', keyUri(22)));
  pictures.push(pageWithoutCode(900, 640, false).of('no code'));
  pictures.push(pageWithoutCode(1280, 720, true).of('no code, dark'));
  if (isBig) {
    const screen = page(3840, 2160);
    screen.code(keyUri(30), 2900, 1500, 3);
    pictures.push(screen.of('small on a 4K screen', keyUri(30)));
    pictures.push(pageWithoutCode(3840, 2160, false).of('4K screen without code'));
  }
  return pictures;
}
