/**
 * Reads secrets as files have them: base32, hexadecimal or base64 text. Pure.
 * The rule: nothing is guessed; what is not in the format's own notation is refused.
 */
import { SECRET_BYTES_MAX } from '../otp/account.ts';
import { encodeBase32, parseSecret } from '../otp/base32.ts';
import { fromBase64, fromHex } from './bytes.ts';
import { EntryProblem } from './problem.ts';

export interface ReadSecret {
  readonly bytes: Uint8Array;
  /** See ImportedAccount.secretAsWritten. */
  readonly asWritten: string | null;
}

/** @throws EntryProblem when the value is no base32 text. */
export function base32Secret(value: unknown): ReadSecret {
  if (typeof value !== 'string' || value.trim() === '') throw new EntryProblem('no-secret');
  const parsed = parseSecret(value);
  if (!parsed.ok) throw new EntryProblem(parsed.problem === 'empty' ? 'no-secret' : 'bad-secret');
  return { bytes: parsed.secret, asWritten: asWritten(value, parsed.secret) };
}

/** @throws EntryProblem when the value is no hexadecimal text. */
export function hexSecret(value: unknown): ReadSecret {
  return textSecret(value, (text) => fromHex(text.replace(/\s+/g, '')));
}

/** @throws EntryProblem when the value is no base64 text. */
export function base64Secret(value: unknown): ReadSecret {
  return textSecret(value, fromBase64);
}

/** Base32 when it is that, otherwise hexadecimal: what apps do that let people type either. */
export function base32OrHexSecret(value: unknown): ReadSecret {
  const text = typeof value === 'string' ? value : '';
  return parseSecret(text).ok ? base32Secret(text) : hexSecret(value);
}

/** Bytes that need no notation. @throws EntryProblem when there are none or far too many. */
export function byteSecret(bytes: Uint8Array | null): ReadSecret {
  if (bytes === null) throw new EntryProblem('bad-secret');
  if (bytes.length === 0) throw new EntryProblem('no-secret');
  if (bytes.length > SECRET_BYTES_MAX) throw new EntryProblem('bad-secret');
  return { bytes, asWritten: null };
}

function textSecret(value: unknown, decode: (text: string) => Uint8Array | null): ReadSecret {
  if (typeof value !== 'string' || value.trim() === '') throw new EntryProblem('no-secret');
  return byteSecret(decode(value));
}

function asWritten(text: string, bytes: Uint8Array): string | null {
  const symbols = text
    .replace(/%3D/gi, '')
    .replace(/[^A-Za-z2-7]/g, '')
    .toUpperCase();
  return symbols === encodeBase32(bytes) ? null : symbols;
}
