/**
 * A file as readers see it: its bytes, and lazily its text and its JSON value. Pure.
 * The rule: the name is for telling files apart and for messages, never for deciding the format alone.
 */

export interface SourceFile {
  /** Base name, possibly empty. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The bytes as UTF-8, UTF-16 or Windows-1252, without a mark; null when they are not text. */
  readonly text: string | null;
  /** The text as JSON; undefined when it is none. */
  readonly json: unknown;
}

/**
 * Bytes 0x80 to 0x9F of Windows-1252 (https://encoding.spec.whatwg.org/windows-1252). Node before 23 decodes
 * them as ISO 8859-1 does; this goes when no such Node is supported.
 */
const WESTERN_80_TO_9F =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** What stands for bytes that are no UTF-8. */
const REPLACEMENT = 0xfffd;

/** Wraps bytes; nothing is decoded until asked for. */
export function sourceFile(bytes: Uint8Array, name = ''): SourceFile {
  let text: string | null | undefined;
  let json: { readonly value: unknown } | undefined;
  const source: SourceFile = {
    name,
    bytes,
    get text() {
      if (text === undefined) text = decodeText(bytes) ?? decodeBrokenText(bytes);
      return text;
    },
    get json() {
      json ??= { value: parseJson(source.text) };
      return json.value;
    },
  };
  return source;
}

/** Text of bytes that claim to be text; null when they are not. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (isUnmarkedUtf16(bytes)) return 'utf-16le';
  return 'utf-8';
}

/**
 * Text that is no whole UTF-8: UTF-8 with a broken place, or what spreadsheets save on Western Windows, mostly ASCII.
 * Null for anything like noise, such as with control characters.
 */
function decodeBrokenText(bytes: Uint8Array): string | null {
  const fromJava = decodeModifiedUtf8(bytes);
  if (fromJava !== null) return fromJava;
  const isControl = (byte: number) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
  if (bytes.some((byte) => isControl(byte) || byte === 0x7f)) return null;
  const lenient = new TextDecoder().decode(bytes);
  let brokenCount = 0;
  let wholeCount = 0;
  for (let at = 0; at < lenient.length; at += 1) {
    const unit = lenient.charCodeAt(at);
    if (unit === REPLACEMENT) brokenCount += 1;
    else if (unit > 0x7f) wholeCount += 1;
  }
  // Letters of Windows-1252 hardly ever make a character of UTF-8, and never most of a text.
  if (wholeCount > brokenCount) return lenient;
  const foreignCount = bytes.reduce((count, byte) => count + (byte > 0x7f ? 1 : 0), 0);
  if (foreignCount * 4 >= bytes.length) return null;
  const text = new TextDecoder('windows-1252').decode(bytes);
  return text.replace(/[\u0080-\u009f]/g, (each) => WESTERN_80_TO_9F.charAt(each.charCodeAt(0) - 0x80));
}

/**
 * Java's modified UTF-8 (https://docs.oracle.com/javase/8/docs/api/java/io/DataInput.html#modified-utf-8): a character
 * beyond 16 bits as two surrogates of three bytes each, NUL as C0 80. NULs are dropped: no name or key has one, and
 * JSON allows none. Null when this is not what keeps the bytes from being UTF-8.
 */
function decodeModifiedUtf8(bytes: Uint8Array): string | null {
  const units = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const proper = units
    .replaceAll('\u00c0\u0080', '')
    .replace(
      /\u00ed([\u00a0-\u00af])([\u0080-\u00bf])\u00ed([\u00b0-\u00bf])([\u0080-\u00bf])/g,
      (...found) => {
        const [high1, high2, low1, low2] = found.slice(1, 5).map((unit: string) => unit.charCodeAt(0) & 0x3f);
        const pair = [surrogate(high1, high2), surrogate(low1, low2)];
        return Buffer.from(String.fromCharCode(...pair)).toString('latin1');
      },
    );
  if (proper === units) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(proper, 'latin1'));
  } catch {
    return null;
  }
}

/** The code unit whose UTF-8 starts with ED, from the low six bits of the bytes behind. */
function surrogate(middle = 0, last = 0): number {
  return 0xd000 | (middle << 6) | last;
}

/** Sixteen characters of ASCII, each with a zero behind it, as Windows programs write without a mark. */
function isUnmarkedUtf16(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 32);
  return (
    start.length === 32 && start.every((byte, at) => (at % 2 === 0 ? byte > 0 && byte < 0x80 : byte === 0))
  );
}

/** The JSON value of a text; undefined when it is none. */
export function parseJson(text: string | null): unknown {
  if (text === null || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
