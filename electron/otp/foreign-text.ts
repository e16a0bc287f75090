/**
 * What a QR code or a pasted text is when it is no Key URI, and where Key URIs hide inside a text. Pure.
 * The rule: what is said about a text is its kind and, for a web address, its host; never a part that may be secret.
 */
import type { UriProblem } from './problem.ts';

export interface ForeignText {
  readonly reason: UriProblem;
  /** Safe to show: the host of a web address, else empty. */
  readonly seen: string;
}

const SHOWN_HOST_LENGTH_MAX = 100;
/** More than anyone scans or pastes; keeps a hostile text from filling memory. */
const FOUND_URIS_MAX = 10_000;

/** Schemes that can carry an account. `motp` is found so that it can be refused by its name. */
const SCHEME = /(?<![a-z0-9+.-])(?:apple-otpauth|otpauth-migration|otpauth|steam|motp):\/\//gi;

/** A migration URI that mail or a terminal wrapped: base64 goes on over the next lines. */
const WRAPPED_MIGRATION = /^otpauth-migration:\/\/\S*(?:\s+[A-Za-z0-9+/_=%-]+)*$/i;

/** Says what a text is that holds no Key URI. */
export function classifyForeignText(text: string): ForeignText {
  const start = text.trim().slice(0, 4096);
  if (/^https?:\/\//i.test(start)) return webAddress(start);
  if (/^www\.[^\s.]+\.\S+$/i.test(start)) return webAddress(`https://${start}`);
  if (/^phonefactor:\/\//i.test(start)) return { reason: 'microsoft-push', seen: '' };
  if (/^wifi:/i.test(start)) return { reason: 'wifi', seen: '' };
  if (/^(?:begin:vcard|mecard:|bizcard:)/i.test(start)) return { reason: 'contact', seen: '' };
  return { reason: 'other-text', seen: '' };
}

function webAddress(text: string): ForeignText {
  let host: string;
  try {
    // Only the host: an address can carry a password before it and a token after it.
    host = new URL(text).hostname;
  } catch {
    return { reason: 'web-address', seen: '' };
  }
  if (host === 's.team') return { reason: 'steam-login', seen: host };
  return { reason: 'web-address', seen: host.slice(0, SHOWN_HOST_LENGTH_MAX) };
}

/**
 * Every otpauth, apple-otpauth, otpauth-migration, steam and motp URI in a text, in order, at most `countMax`.
 * A URI that has a line for itself is taken whole, spaces included (issuers write "Mongo Atlas:me" raw);
 * one inside a sentence ends at the first space after its "?". Lines that start with "#" are comments,
 * unless they are all there is.
 */
export function findKeyUris(text: string, countMax = FOUND_URIS_MAX): string[] {
  const whole = text.trim();
  if (countSchemes(whole) === 1 && WRAPPED_MIGRATION.test(whole)) return [whole];
  const lines = whole
    .split(/[\r\n\u2028\u2029\0]+/)
    .map((line) => line.trim())
    .filter((line) => line.includes('://'));
  const found = urisOf(
    lines.filter((line) => !line.startsWith('#')),
    countMax,
  );
  return found.length > 0 ? found : urisOf(lines, countMax);
}

function countSchemes(text: string): number {
  return text.match(SCHEME)?.length ?? 0;
}

function urisOf(lines: readonly string[], countMax: number): string[] {
  const uris: string[] = [];
  for (const line of lines) {
    const starts = Array.from(line.matchAll(SCHEME), (match) => match.index);
    const isWholeLine = starts.length === 1 && starts[0] === 0;
    for (const [position, start] of starts.entries()) {
      if (uris.length >= countMax) return uris;
      const segment = line.slice(start, starts[position + 1]);
      uris.push(isWholeLine ? segment : endOfEmbedded(segment));
    }
  }
  return uris;
}

/** Cuts a URI out of a sentence, a quotation or markup. Raw spaces are kept only in its label, before the query. */
function endOfEmbedded(segment: string): string {
  const query = segment.search(/\?[a-z]+=/i);
  const hasPlainLabel = query >= 0 && !/[<>"`]/.test(segment.slice(0, query));
  const from = hasPlainLabel ? query : 0;
  const stop = segment.slice(from).search(/[\s<>"`]/);
  let end = stop < 0 ? segment.length : from + stop;
  while (end > 0 && /[).,;'\]}]/.test(segment.charAt(end - 1))) end -= 1;
  return segment.slice(0, end);
}
