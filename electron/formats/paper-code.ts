/**
 * The text of one QR code of a paper vault, as docs/paper-format.md specifies it. Pure; vault process and command line.
 * The rule: a text is a code of a paper vault only when its own checksum holds; nothing is guessed or mended.
 */
import { createHash } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { decodeBase32, encodeBase32 } from '../otp/base32.ts';
import { toHex, utf8 } from './bytes.ts';

/** Bytes in every code but the last: with them a code has 97 modules a side (version 20, level M). */
export const CODE_BYTES = 560;
/** A hundred sheets; what is more belongs on another medium. */
export const CODES_MAX = 600;
/** Codes on a sheet of paper: which sheet a code is on follows from its number. */
export const CODES_PER_SHEET = 6;

const MARK = 'HALFMINUTE-PAPER';
const VERSION = '1';
const SET_ID_BYTES = 8;
const CHECK_BYTES = 4;
const SET_WORDS = 4;
const CODE_WORDS = 2;
const WORD_BITS = 11;
/** All of RFC 9285's signs but those that get lost in e-mail and editors; bounded, for texts from anywhere. */
const CODES_IN_TEXT = new RegExp(`${MARK}:[0-9A-Z:]{1,2000}`, 'g');
const CODE = new RegExp(
  `^${MARK}:${VERSION}:([EP]):([0-9A-F]{16}):([1-9]\\d{0,2}):([1-9]\\d{0,2}):([0-9A-F]{8}):([A-Z2-7]{1,896})$`,
);

/** `E`: the bytes of a backup; `P`: the text of `paper-list.ts`, readable for everybody. */
export type PaperKind = 'E' | 'P';

/** One code that was read and whose checksum holds. */
export interface PaperCode {
  readonly kind: PaperKind;
  /** 16 hexadecimal digits, the same on every code of a set. */
  readonly setId: string;
  /** From 1 to `count`. */
  readonly number: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

export type ReadCode =
  | { readonly ok: true; readonly code: PaperCode }
  /** `newer`: of a version that this one does not know. */
  | { readonly ok: false; readonly reason: 'damaged' | 'newer' };

/** What identifies a set: the beginning of the SHA-256 over its kind and all of its bytes. */
export function setIdOf(kind: PaperKind, bytes: Uint8Array): string {
  return upperHex(createHash('sha256').update(utf8(kind)).update(bytes).digest().subarray(0, SET_ID_BYTES));
}

/** The text that goes into the QR code; its signs are those of a QR code's alphanumeric mode. */
export function formatPaperCode(code: PaperCode): string {
  return `${headOf(code)}:${checkOf(code)}:${encodeBase32(code.bytes)}`;
}

/** Reads one of `findPaperCodes`. Never throws. */
export function parsePaperCode(text: string): ReadCode {
  const [, version = ''] = text.split(':', 2);
  if (/^[1-9]\d{0,5}$/.test(version) && version !== VERSION) return { ok: false, reason: 'newer' };
  const [, kind, setId = '', number, count, check, payload = ''] = CODE.exec(text) ?? [];
  if (kind !== 'E' && kind !== 'P') return { ok: false, reason: 'damaged' };
  const bytes = bytesOf(payload);
  if (bytes === null) return { ok: false, reason: 'damaged' };
  const code: PaperCode = { kind, setId, number: Number(number), count: Number(count), bytes };
  const isInside = code.number <= code.count && code.count <= CODES_MAX;
  return isInside && checkOf(code) === check ? { ok: true, code } : { ok: false, reason: 'damaged' };
}

/** The texts in a text that claim to be codes of a paper vault. */
export function findPaperCodes(text: string): readonly string[] {
  return text.match(CODES_IN_TEXT) ?? [];
}

/** Words of the BIP-39 list that stand on every sheet of a set, and are shown when it is read again. */
export function wordsOfSet(setId: string): readonly string[] {
  return words(Buffer.from(setId, 'hex'), SET_WORDS);
}

/** Words that stand under a code, from its own checksum. */
export function wordsOfCode(code: PaperCode): readonly string[] {
  return words(Buffer.from(checkOf(code), 'hex'), CODE_WORDS);
}

/** The sheet that a code is on, from 1. */
export function sheetOf(number: number): number {
  return Math.ceil(number / CODES_PER_SHEET);
}

const headOf = ({ kind, setId, number, count }: PaperCode) =>
  `${MARK}:${VERSION}:${kind}:${setId}:${number}:${count}`;

function checkOf(code: PaperCode): string {
  const hash = createHash('sha256')
    .update(utf8(`${headOf(code)}:`))
    .update(code.bytes);
  return upperHex(hash.digest().subarray(0, CHECK_BYTES));
}

/** Null where the text is not what `encodeBase32` gives. */
function bytesOf(payload: string): Uint8Array | null {
  try {
    return decodeBase32(payload);
  } catch {
    return null;
  }
}

const upperHex = (bytes: Uint8Array) => toHex(bytes).toUpperCase();

/** The first bits of a checksum, eleven for each word. */
function words(bytes: Uint8Array, count: number): readonly string[] {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: count }, (_, at) => {
    const index = Number.parseInt(bits.slice(at * WORD_BITS, (at + 1) * WORD_BITS), 2);
    return wordlist[index] ?? '';
  });
}
