/**
 * Bytes written as text, and text as bytes. Pure.
 * The rule: text that is not what it claims to be gives null, never a shortened result.
 */

/** Hexadecimal of any case; null when it is not. */
export function fromHex(text: string): Uint8Array | null {
  return text.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(text)
    ? new Uint8Array(Buffer.from(text, 'hex'))
    : null;
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Base64, standard or URL-safe, with or without padding, line breaks allowed; null when it is not. */
export function fromBase64(text: string): Uint8Array | null {
  const symbols = text.replace(/[\s]+/g, '').replace(/={1,3}$/, '');
  if (!/^[A-Za-z0-9+/_-]*$/.test(symbols) || symbols.length % 4 === 1) return null;
  return new Uint8Array(Buffer.from(symbols, 'base64'));
}

/** A list of bytes as JSON has them, unsigned or signed as Java's are; null when it is anything else. */
export function fromByteList(list: unknown): Uint8Array | null {
  if (!Array.isArray(list)) return null;
  const areBytes = list.every((byte) => Number.isInteger(byte) && byte >= -128 && byte <= 255);
  return areBytes ? Uint8Array.from(list as number[], (byte) => byte & 0xff) : null;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function startsWith(bytes: Uint8Array, prefix: Uint8Array | readonly number[]): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, at) => bytes[at] === byte);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A view for reading numbers out of bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
