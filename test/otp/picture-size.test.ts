/** Sizes that pictures claim, by kind of file; nothing for what claims none. */
import { expect, it } from 'vitest';
import { pictureSize } from '../../electron/otp/picture-size.ts';

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', '').padEnd(80, '0'), 'hex'));

it.each([
  ['PNG', '89504e47 0d0a1a0a 0000000d 49484452 00000140 000000f0', { width: 320, height: 240 }],
  ['GIF', '474946383961 4001 f000', { width: 320, height: 240 }],
  ['BMP', '424d 00000000 00000000 36000000 28000000 40010000 f0000000', { width: 320, height: 240 }],
  [
    'BMP, rows from the top',
    '424d 00000000 00000000 36000000 28000000 40010000 10ffffff',
    { width: 320, height: 240 },
  ],
  [
    'BMP of OS/2',
    '424d 00000000 00000000 1a000000 0c000000 4001 f000 0100 1800',
    { width: 320, height: 240 },
  ],
  [
    'JPEG, its frame after another segment',
    'ffd8 ffe0 0004 0000 ffc2 0011 08 00f0 0140 03',
    { width: 320, height: 240 },
  ],
])('%s', (_, hex, size) => {
  expect(pictureSize(bytesOf(hex))).toEqual(size);
});

it.each([
  ['text', '7b226120'],
  ['a JPEG without a frame', 'ffd8 ffda 0000'],
])('none for %s', (_, hex) => {
  expect(pictureSize(bytesOf(hex))).toBeNull();
});

it('none for what is shorter than any header', () => {
  expect(pictureSize(bytesOf('89504e47').subarray(0, 25))).toBeNull();
});
