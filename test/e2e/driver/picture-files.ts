/**
 * QR codes as picture files of every kind that the app reads, and files that only claim to be pictures.
 * End-to-end tests only. The rule: codes are drawn by qrencode and encoded by sharp, neither of which the app uses.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll } from 'vitest';
import { makeQrPicture } from './other-window.ts';

export const PICTURE_KINDS = ['png', 'jpg', 'webp', 'gif', 'bmp', 'avif', 'svg'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];

/** A folder for the test file's pictures, removed at its end. */
export function withFolder(): () => string {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'halfminute-pictures-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/** Writes `text` as a QR code; gives the file's path. */
export async function writeCode(folder: string, name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  const kind = path.extname(name).slice(1) as PictureKind;
  if (kind === 'png') await makeQrPicture(text, file);
  else if (kind === 'svg') await promisify(execFile)('qrencode', ['-t', 'SVG', '-o', file, text]);
  else {
    const png = `${file}.png`;
    await makeQrPicture(text, png);
    if (kind === 'bmp') await writeFile(file, await toBmp(png));
    else await sharp(png).toFile(file);
  }
  return file;
}

/** A picture of nothing. */
export async function writeBlank(folder: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  await sharp({ create: { width: 300, height: 200, channels: 3, background: '#7aa' } }).toFile(file);
  return file;
}

/** Files named like pictures that cannot be shown, each with the end of the sentence that the app says of it. */
export async function writeBrokenPictures(folder: string): Promise<ReadonlyMap<string, string>> {
  const whole = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const files: readonly (readonly [string, Uint8Array, string])[] = [
    ['cut.png', whole.subarray(0, 40), 'is damaged or empty.'],
    ['empty.png', new Uint8Array(), 'is damaged or empty.'],
    ['text.png', Buffer.from('not a picture at all\n'), 'is not a picture that Halfminute can read.'],
    ['no-size.png', png(0, 0), 'is damaged or empty.'],
    ['giant.png', png(60_000, 60_000), 'is too large to read.'],
    ['broken.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect'), 'is damaged or empty.'],
    ['photo.heic', heicHeader(), 'is a HEIC photo, which this app cannot open.'],
  ];
  const sentences = new Map<string, string>();
  for (const [name, bytes, sentence] of files) {
    await writeFile(path.join(folder, name), bytes);
    sentences.set(path.join(folder, name), `${name} ${sentence}`);
  }
  return sentences;
}

/** A PNG with valid check sums that claims a size and holds one row. */
function png(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(width + 1))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function heicHeader(): Uint8Array {
  return Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic'),
    Buffer.alloc(64),
  ]);
}

/** BMP (BITMAPINFOHEADER, 24 bits), which sharp does not write: rows from the bottom up, padded to 4 bytes, BGR. */
async function toBmp(file: string): Promise<Uint8Array> {
  const { data, info } = await sharp(file).flatten().toColourspace('srgb').removeAlpha().raw().toBuffer({
    resolveWithObject: true,
  });
  const { width, height, channels } = info;
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const bmp = Buffer.alloc(54 + rowBytes * height);
  bmp.write('BM');
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(54, 10);
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(width, 18);
  bmp.writeInt32LE(height, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const from = (y * width + x) * channels + (channels === 3 ? 2 - channel : 0);
        bmp[54 + (height - 1 - y) * rowBytes + x * 3 + channel] = data[from] ?? 0;
      }
    }
  }
  return bmp;
}
