/**
 * Icons that come with accounts. Pure.
 * The rule: bytes only, from the file itself, told by their first bytes and within bounds; an icon's web address is never
 * followed, and nothing is drawn here: the page does that, in its sandbox.
 */
import { isMarkName } from '../otp/account-extras.ts';
import { fromBase64, startsWith } from './bytes.ts';
import { ICON_BYTES_MAX } from './limits.ts';
import type { ImportedIcon } from './reading.ts';

const MAGIC: readonly (readonly [mediaType: string, offset: number, magic: readonly number[]])[] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
];
/** How far into a text an SVG's root may stand, after comments and declarations. */
const SVG_START_BYTES = 4096;

/** An icon from base64; null when there is none, or it is too large or no picture, whatever the file calls it. */
export function readIcon(base64: string): ImportedIcon | null {
  if (base64 === '' || base64.length > ICON_BYTES_MAX * 2) return null;
  const bytes = fromBase64(base64);
  return bytes === null ? null : iconOf(bytes);
}

/** An icon from its bytes; null when it is too large or none of PNG, JPEG, WebP and SVG. */
export function iconOf(bytes: Uint8Array): ImportedIcon | null {
  if (bytes.length === 0 || bytes.length > ICON_BYTES_MAX) return null;
  const mediaType = pictureMediaType(bytes) || (isSvg(bytes) ? 'image/svg+xml' : '');
  return mediaType === '' ? null : { mediaType, bytes };
}

/** What its first bytes say that a picture is; '' for anything but PNG, JPEG and WebP. */
export function pictureMediaType(bytes: Uint8Array): string {
  return MAGIC.find(([, offset, magic]) => startsWith(bytes.subarray(offset), magic))?.[0] ?? '';
}

function isSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, SVG_START_BYTES)).replace(/^\uFEFF/, '');
  return /^\s*</.test(start) && /<svg[\s>]/i.test(start);
}

/**
 * The mark that another app names by its own word for a brand (`github`, `Amazon Web Services`); null where the word says
 * no more than the issuer does, or nothing. A word that simple-icons does not know costs nothing: the issuer's mark stays.
 */
export function markNamed(word: string, issuer: string): string | null {
  const name = plain(word);
  if (name === '' || name === 'default' || name === plain(issuer) || !isMarkName(name)) return null;
  return name;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s._-]/g, '');
}
