/**
 * Icons that come with accounts. Pure.
 * The rule: bytes only, from the file itself and within bounds; an icon's web address is never followed.
 */
import { fromBase64, startsWith } from './bytes.ts';
import { ICON_BYTES_MAX } from './limits.ts';
import type { ImportedIcon } from './reading.ts';

const MAGIC: readonly (readonly [mediaType: string, prefix: readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46]],
];
const MEDIA_TYPES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml']);

/**
 * An icon from base64; null when there is none or it is too large or not a picture.
 * @param mediaType what the file says it is; '' to tell by its first bytes.
 */
export function readIcon(base64: string, mediaType = ''): ImportedIcon | null {
  if (base64 === '' || base64.length > ICON_BYTES_MAX * 2) return null;
  const bytes = fromBase64(base64);
  if (bytes === null || bytes.length === 0 || bytes.length > ICON_BYTES_MAX) return null;
  const type = mediaType === '' ? pictureMediaType(bytes) : mediaType;
  return MEDIA_TYPES.has(type) ? { mediaType: type, bytes } : null;
}

/** What its first bytes say that a picture is; '' for anything but PNG, JPEG and WebP. */
export function pictureMediaType(bytes: Uint8Array): string {
  return MAGIC.find(([, prefix]) => startsWith(bytes, prefix))?.[0] ?? '';
}
