/**
 * Apple's binary property lists, and the object graphs that NSKeyedArchiver keeps in them. Pure.
 * The rule: objects are read by index, each at most as deep as the bound, however they refer to each other.
 */
import { startsWith, utf8, viewOf } from './bytes.ts';
import { ENTRIES_MAX, NESTING_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';

const MAGIC = utf8('bplist00');
const TRAILER_BYTES = 32;

/** A reference between archived objects. */
class ArchiveReference {
  readonly index: number;
  constructor(index: number) {
    this.index = index;
  }
}

export function isBinaryPlist(bytes: Uint8Array): boolean {
  return startsWith(bytes, MAGIC);
}

/**
 * The root object of a keyed archive: records, lists, texts, numbers and bytes; Foundation's own containers are
 * unfolded. @throws FileProblem `damaged`.
 */
export function readKeyedArchive(bytes: Uint8Array, format: string): unknown {
  const plist = new PlistReader(bytes, format).root();
  const objects = plist instanceof Map ? plist.get('$objects') : undefined;
  const top = plist instanceof Map ? plist.get('$top') : undefined;
  if (!Array.isArray(objects) || !(top instanceof Map)) throw new FileProblem('damaged', format);
  return new Unarchiver(objects, format).resolve([...top.values()][0], 0);
}

class PlistReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #format: string;
  readonly #offsets: readonly number[];
  readonly #referenceBytes: number;
  readonly #root: number;
  #budget = ENTRIES_MAX;

  constructor(bytes: Uint8Array, format: string) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#format = format;
    if (!isBinaryPlist(bytes) || bytes.length < MAGIC.length + TRAILER_BYTES) throw this.#damaged();
    const trailer = bytes.length - TRAILER_BYTES;
    const offsetBytes = this.#view.getUint8(trailer + 6);
    this.#referenceBytes = this.#view.getUint8(trailer + 7);
    const count = this.#uint(trailer + 8, 8);
    this.#root = this.#uint(trailer + 16, 8);
    const table = this.#uint(trailer + 24, 8);
    if (count > ENTRIES_MAX || table + count * offsetBytes > trailer) throw this.#damaged();
    this.#offsets = Array.from({ length: count }, (_, at) =>
      this.#uint(table + at * offsetBytes, offsetBytes),
    );
  }

  root(): unknown {
    return this.#object(this.#root, 0);
  }

  #object(index: number, depth: number): unknown {
    const start = this.#offsets[index];
    this.#budget -= 1;
    if (start === undefined || depth > NESTING_MAX || this.#budget < 0) throw this.#damaged();
    const marker = this.#uint(start, 1);
    const kind = marker >> 4;
    if (kind === 0x0) return marker === 0x09 ? true : marker === 0x08 ? false : null;
    if (kind === 0x1) return this.#integer(start + 1, 2 ** (marker & 0x0f));
    if (kind === 0x2) return this.#real(start + 1, 2 ** (marker & 0x0f));
    if (kind === 0x3) return this.#real(start + 1, 8);
    if (kind === 0x8) return new ArchiveReference(this.#uint(start + 1, (marker & 0x0f) + 1));
    const [length, at] = this.#length(marker, start + 1);
    if (kind === 0x4) return this.#slice(at, length);
    if (kind === 0x5) return new TextDecoder('latin1').decode(this.#slice(at, length));
    if (kind === 0x6) return new TextDecoder('utf-16be').decode(this.#slice(at, 2 * length));
    if (kind === 0xa || kind === 0xc)
      return this.#references(at, length).map((each) => this.#object(each, depth + 1));
    if (kind === 0xd) return this.#dictionary(at, length, depth);
    throw this.#damaged();
  }

  #dictionary(at: number, length: number, depth: number): ReadonlyMap<unknown, unknown> {
    const keys = this.#references(at, length);
    const values = this.#references(at + length * this.#referenceBytes, length);
    return new Map(
      keys.map((key, each) => [this.#object(key, depth + 1), this.#object(values[each] ?? -1, depth + 1)]),
    );
  }

  /** Lengths of 15 and more follow as an integer object. */
  #length(marker: number, at: number): readonly [length: number, at: number] {
    const inline = marker & 0x0f;
    if (inline !== 0x0f) return [inline, at];
    const size = 2 ** (this.#uint(at, 1) & 0x0f);
    return [this.#uint(at + 1, size), at + 1 + size];
  }

  #references(at: number, length: number): readonly number[] {
    this.#slice(at, length * this.#referenceBytes);
    return Array.from({ length }, (_, each) =>
      this.#uint(at + each * this.#referenceBytes, this.#referenceBytes),
    );
  }

  /** Integers of eight bytes are signed, shorter ones are not. */
  #integer(at: number, size: number): number {
    if (size !== 8) return this.#uint(at, Math.min(size, 16));
    this.#slice(at, 8);
    return Number(this.#view.getBigInt64(at));
  }

  #real(at: number, size: number): number {
    this.#slice(at, size);
    return size === 4 ? this.#view.getFloat32(at) : size === 8 ? this.#view.getFloat64(at) : Number.NaN;
  }

  #uint(at: number, size: number): number {
    return this.#slice(at, size).reduce((whole, byte) => whole * 256 + byte, 0);
  }

  #slice(at: number, length: number): Uint8Array {
    if (!(length >= 0 && at >= 0 && at + length <= this.#bytes.length)) throw this.#damaged();
    return this.#bytes.subarray(at, at + length);
  }

  #damaged(): FileProblem {
    return new FileProblem('damaged', this.#format);
  }
}

/** Follows an archive's references and unfolds NSDictionary, NSArray, NSData and NSString. */
class Unarchiver {
  readonly #objects: readonly unknown[];
  readonly #format: string;
  #budget = ENTRIES_MAX;

  constructor(objects: readonly unknown[], format: string) {
    this.#objects = objects;
    this.#format = format;
  }

  resolve(value: unknown, depth: number): unknown {
    this.#budget -= 1;
    if (depth > NESTING_MAX || this.#budget < 0) throw new FileProblem('damaged', this.#format);
    const object = value instanceof ArchiveReference ? this.#objects[value.index] : value;
    if (object === '$null') return null;
    if (!(object instanceof Map)) return object;
    const inner = (key: string) => this.resolve(object.get(key), depth + 1);
    if (object.has('NS.data')) return inner('NS.data');
    if (object.has('NS.string')) return inner('NS.string');
    const list = (key: string) => this.#list(object.get(key), depth + 1);
    if (object.has('NS.keys')) {
      const values = list('NS.objects');
      return this.#record(list('NS.keys').map((key, at) => [key, values[at]]));
    }
    if (object.has('NS.objects')) return list('NS.objects');
    const own = [...object].filter(([key]) => key !== '$class');
    return this.#record(own.map(([key, each]) => [key, this.resolve(each, depth + 1)]));
  }

  #list(value: unknown, depth: number): readonly unknown[] {
    return Array.isArray(value) ? value.map((each) => this.resolve(each, depth)) : [];
  }

  #record(pairs: readonly (readonly [unknown, unknown])[]): unknown {
    return Object.fromEntries(pairs.filter(([key]) => typeof key === 'string'));
  }
}
