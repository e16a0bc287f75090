/**
 * Reads little-endian fields off bytes, one after the other. Pure.
 * The rule: reading past the end is damage, never a shorter value.
 */
import { viewOf } from './bytes.ts';
import { FileProblem } from './problem.ts';

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #format: string;
  #at: number;

  constructor(bytes: Uint8Array, format: string, start = 0) {
    this.#bytes = bytes;
    this.#format = format;
    this.#at = start;
  }

  get position(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  take(length: number): Uint8Array {
    if (length < 0 || this.#at + length > this.#bytes.length) throw new FileProblem('damaged', this.#format);
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  rest(): Uint8Array {
    return this.take(this.#bytes.length - this.#at);
  }

  uint8(): number {
    return viewOf(this.take(1)).getUint8(0);
  }

  uint16(): number {
    return viewOf(this.take(2)).getUint16(0, true);
  }

  uint32(): number {
    return viewOf(this.take(4)).getUint32(0, true);
  }
}

/** An unsigned little-endian number of up to eight bytes; inexact beyond 2^53, which every bound refuses anyway. */
export function littleEndian(bytes: Uint8Array | undefined): number {
  return (bytes ?? new Uint8Array()).reduceRight((whole, byte) => whole * 256 + byte, 0);
}
