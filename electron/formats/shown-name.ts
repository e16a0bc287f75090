/**
 * Names of entries, as far as they may be shown. Pure.
 * The rule: a broken file may have a key where a name should be, and a key never stands in a name that is shown.
 */
import { encodeBase32 } from '../otp/base32.ts';

/** Sixteen symbols of base32, hexadecimal or base64 in one piece, but for an address's part before the "@". */
const RUN = /[A-Za-z0-9+/]{16,}={0,6}(?![A-Za-z0-9+/=@])/g;
/** The same in groups of four, as keys are shown to people. */
const GROUPS = /(?<![A-Za-z0-9])[A-Za-z0-9]{4}(?:[ -][A-Za-z0-9]{4}){3,}/g;
const LEFT_OUT = '…';
const RUN_LENGTH_MIN = 16;

/** A name without what looks like a key, for an entry of which nobody knows where its key is. */
export function withoutKeys(name: string): string {
  const masked = (run: string) => (looksLikeKey(run) ? LEFT_OUT : run);
  return name.replace(GROUPS, masked).replace(RUN, masked);
}

/** Capitals all along, hexadecimal digits with letters among them, or more digits than any number that people have. */
const KEY_LIKE = [/^[A-Z0-9]*[A-Z][A-Z0-9]*$/, /^(?=.*\d)(?=.*[a-f])[\da-f]+$/i, /^\d{24,}$/];

/** No words look so, nor those with digits between letters twice. */
function looksLikeKey(run: string): boolean {
  const symbols = run.replace(/[ =-]/g, '');
  const changes = symbols.match(/[A-Za-z+/](?=\d)|\d(?=[A-Za-z+/])/g)?.length ?? 0;
  return changes >= 2 || KEY_LIKE.some((pattern) => pattern.test(symbols));
}

/** Whether a name holds the very key, in whichever notation. Keys of fewer symbols could be words. */
export function tellsKey(name: string, secret: Uint8Array): boolean {
  const bytes = Buffer.from(secret);
  const told = plain(name);
  if (told.length < RUN_LENGTH_MIN) return false;
  const written = [encodeBase32(secret), bytes.toString('hex'), bytes.toString('base64')].map(plain);
  return written.some((key) => key.length >= RUN_LENGTH_MIN && told.includes(key));
}

function plain(text: string): string {
  return text.replace(/[\s=-]/g, '').toLowerCase();
}
