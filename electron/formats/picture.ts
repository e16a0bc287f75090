/**
 * Pictures of QR codes: screenshots and photos of another app's export. Runs in the vault process and under Node.
 * The rule: decoding pictures is not done here; whoever calls brings what does it.
 */

import { findKeyUris } from '../otp/foreign-text.ts';
import { startsWith } from './bytes.ts';
import { FileProblem } from './problem.ts';
import type { Format } from './reading.ts';
import { readUris } from './uri-list.ts';

const MAGIC: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
];
const FORMAT = 'qr-picture';

export const picture: Format = {
  id: FORMAT,
  app: 'Pictures of QR codes',
  detect: ({ bytes }) => (MAGIC.some((magic) => startsWith(bytes, magic)) || isWebp(bytes) ? 'yes' : 'no'),
  async read(file, options) {
    const texts = (await options.readPicture?.(file.bytes)) ?? [];
    const uris = texts.flatMap((text) => findKeyUris(text));
    if (uris.length === 0) throw new FileProblem('not-recognised', FORMAT);
    return readUris(uris);
  },
};

function isWebp(bytes: Uint8Array): boolean {
  return (
    startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50])
  );
}
