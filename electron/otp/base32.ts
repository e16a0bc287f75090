/**
 * Base32 (RFC 4648 section 6), the way secrets are written. Pure; runs in the vault process and under Node.
 * The rule: lenient with what people paste, canonical in what we write, and no message ever quotes the secret.
 */
import { SECRET_BYTES_MAX } from './account.ts';
import type { SecretProblem } from './problem.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Longest text looked at: a secret of the largest size in groups of four, with room for padding. */
const SECRET_TEXT_MAX = 4096;

/** Spaces of any kind, zero-width marks and the dashes that word processors make of "-": grouping, not content. */
const SEPARATORS = /[\s\u200b-\u200f\u2060\ufeff\u2010-\u2015\u2212-]/g;

export type ParsedSecret =
  | { readonly ok: true; readonly secret: Uint8Array }
  | { readonly ok: false; readonly problem: SecretProblem };

/** Writes bytes as RFC 4648 base32: upper-case, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((buffer >>> bits) & 31);
    }
  }
  return bits > 0 ? text + ALPHABET.charAt((buffer << (5 - bits)) & 31) : text;
}

/**
 * Reads a secret as a person or an issuer writes it: any case, grouped by spaces or dashes, with any
 * amount of padding at its end (raw or as %3D), of any length, with any tail bits.
 * The digits 0, 1, 8 and 9 are refused rather than guessed at: O or Q, I or L, B, g all look alike.
 */
export function parseSecret(text: string): ParsedSecret {
  if (text.length > SECRET_TEXT_MAX) return { ok: false, problem: 'too-long' };
  const symbols = withoutPadding(text.replace(SEPARATORS, ''));
  if (symbols === '') return { ok: false, problem: 'empty' };
  if (/[^A-Za-z0-9=]/.test(symbols)) return { ok: false, problem: 'bad-character' };
  if (symbols.includes('=')) return { ok: false, problem: 'padding-inside' };
  if (/[0189]/.test(symbols)) return { ok: false, problem: 'looks-alike-digit' };
  const secret = decodeSymbols(symbols.toUpperCase());
  if (secret.length === 0) return { ok: false, problem: 'too-short' };
  if (secret.length > SECRET_BYTES_MAX) return { ok: false, problem: 'too-long' };
  return { ok: true, secret };
}

/**
 * Reads base32 that we wrote ourselves: exactly what `encodeBase32` gives, nothing else.
 * @throws RangeError when the text is not canonical; the message does not quote it.
 */
export function decodeBase32(text: string): Uint8Array {
  if (!/^[A-Z2-7]*$/.test(text)) throw new RangeError('not canonical base32');
  const bytes = decodeSymbols(text);
  if (encodeBase32(bytes) !== text) throw new RangeError('not canonical base32');
  return bytes;
}

function withoutPadding(text: string): string {
  let end = text.length;
  for (;;) {
    if (text[end - 1] === '=') end -= 1;
    else if (end >= 3 && text.slice(end - 3, end).toUpperCase() === '%3D') end -= 3;
    else return text.slice(0, end);
  }
}

/** Upper-case alphabet symbols to whole bytes; bits left over at the end are dropped. */
function decodeSymbols(symbols: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((symbols.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let written = 0;
  for (const symbol of symbols) {
    buffer = ((buffer << 5) | ALPHABET.indexOf(symbol)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[written++] = (buffer >>> bits) & 0xff;
    }
  }
  return bytes;
}
