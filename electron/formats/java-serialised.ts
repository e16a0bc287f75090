/**
 * Reads a Java-serialised `HashMap<String, String>`, the one shape of it that FreeOTP writes. Pure.
 * The rule: only strings, class descriptions and references are understood; no object is ever built.
 * Format: https://docs.oracle.com/javase/8/docs/platform/serialization/spec/protocol.html
 */
import { startsWith, viewOf } from './bytes.ts';
import { ENTRIES_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';

const STREAM_MAGIC = [0xac, 0xed, 0x00, 0x05];
const TC = {
  null: 0x70,
  reference: 0x71,
  classDescription: 0x72,
  object: 0x73,
  string: 0x74,
  blockData: 0x77,
  endBlockData: 0x78,
  longString: 0x7c,
} as const;
/** Sizes by type letter: float and int are all that a HashMap has. */
const PRIMITIVE_BYTES = new Map([
  ['F', 4],
  ['I', 4],
]);
const FIRST_HANDLE = 0x7e0000;

export function isJavaSerialised(bytes: Uint8Array): boolean {
  return startsWith(bytes, STREAM_MAGIC);
}

/** The map's pairs in the stream's order. @throws FileProblem `damaged` when it is anything but such a map. */
export function readStringMap(bytes: Uint8Array, format: string): ReadonlyMap<string, string> {
  return new StringMapReader(bytes, format).read();
}

class StringMapReader {
  readonly #view: DataView;
  readonly #format: string;
  /** What a later reference may point to; null for anything but a string. */
  readonly #handles: (string | null)[] = [];
  #at = STREAM_MAGIC.length;

  constructor(bytes: Uint8Array, format: string) {
    this.#view = viewOf(bytes);
    this.#format = format;
  }

  read(): ReadonlyMap<string, string> {
    this.#expect(TC.object);
    const fieldBytes = this.#hashMapFieldBytes();
    this.#handles.push(null);
    this.#skip(fieldBytes);
    this.#expect(TC.blockData);
    this.#expect(8);
    this.#skip(4);
    const size = this.#int();
    if (size < 0 || size > ENTRIES_MAX) throw this.#damaged();
    const pairs = new Map<string, string>();
    for (let count = 0; count < size; count += 1) pairs.set(this.#string(), this.#string());
    return pairs;
  }

  /** Bytes of the class's own fields: a load factor, and on newer Android a threshold. */
  #hashMapFieldBytes(): number {
    this.#expect(TC.classDescription);
    if (this.#utf(this.#short()) !== 'java.util.HashMap') throw this.#damaged();
    this.#handles.push(null);
    // Serial version and flags, then the field descriptions: one type letter and a name each.
    this.#skip(9);
    const fieldCount = this.#short();
    if (fieldCount > 8) throw this.#damaged();
    let bytes = 0;
    for (let count = 0; count < fieldCount; count += 1) {
      const size = PRIMITIVE_BYTES.get(String.fromCharCode(this.#byte()));
      if (size === undefined) throw this.#damaged();
      bytes += size;
      this.#skip(this.#short());
    }
    this.#expect(TC.endBlockData);
    this.#expect(TC.null);
    return bytes;
  }

  #string(): string {
    const code = this.#byte();
    if (code === TC.reference) {
      const known = this.#handles[this.#int() - FIRST_HANDLE];
      if (typeof known !== 'string') throw this.#damaged();
      return known;
    }
    if (code !== TC.string && code !== TC.longString) throw this.#damaged();
    const length = code === TC.string ? this.#short() : this.#long();
    const text = this.#utf(length);
    this.#handles.push(text);
    return text;
  }

  /** Modified UTF-8 differs only in NUL and in characters beyond 16 bits, which come as two surrogates. */
  #utf(length: number): string {
    this.#require(length);
    let text = '';
    const end = this.#at + length;
    while (this.#at < end) text += String.fromCharCode(this.#codeUnit());
    return text;
  }

  #codeUnit(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    const second = this.#byte() & 0x3f;
    if (first >> 5 === 0b110) return ((first & 0x1f) << 6) | second;
    if (first >> 4 !== 0b1110) throw this.#damaged();
    return ((first & 0x0f) << 12) | (second << 6) | (this.#byte() & 0x3f);
  }

  #byte(): number {
    this.#require(1);
    const value = this.#view.getUint8(this.#at);
    this.#at += 1;
    return value;
  }

  #short(): number {
    this.#require(2);
    const value = this.#view.getUint16(this.#at);
    this.#at += 2;
    return value;
  }

  #int(): number {
    this.#require(4);
    const value = this.#view.getInt32(this.#at);
    this.#at += 4;
    return value;
  }

  #long(): number {
    this.#require(8);
    const value = this.#view.getBigUint64(this.#at);
    this.#at += 8;
    return Number(value);
  }

  #expect(code: number): void {
    if (this.#byte() !== code) throw this.#damaged();
  }

  #skip(length: number): void {
    this.#require(length);
    this.#at += length;
  }

  #require(length: number): void {
    if (this.#at + length > this.#view.byteLength) throw this.#damaged();
  }

  #damaged(): FileProblem {
    return new FileProblem('damaged', this.#format);
  }
}
