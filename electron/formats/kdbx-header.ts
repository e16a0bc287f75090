/**
 * The outer header of a KeePass file, versions 3.1 and 4. Pure.
 * The rule: what it asks for is not authenticated yet when it is read, so it is only data until it is bounded.
 * Format: https://keepass.info/help/kb/kdbx.html
 */
import { ByteReader } from './byte-reader.ts';
import { startsWith, toHex } from './bytes.ts';
import { FileProblem } from './problem.ts';

const SIGNATURE = [0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5];
/** KeePass 1.x, which has no attributes and so no one-time codes. */
const OLD_SIGNATURE = [0x03, 0xd9, 0xa2, 0x9a, 0x65, 0xfb, 0x4b, 0xb5];

export const KDBX = 'keepass-kdbx';

export const HEADER_FIELD = {
  end: 0,
  cipher: 2,
  compression: 3,
  masterSeed: 4,
  transformSeed: 5,
  transformRounds: 6,
  iv: 7,
  innerStreamKey: 8,
  streamStart: 9,
  innerStream: 10,
  kdfParameters: 11,
} as const;

export interface KdbxHeader {
  readonly version: 3 | 4;
  readonly format: string;
  /** The header's bytes, as they are authenticated. */
  readonly bytes: Uint8Array;
  readonly body: Uint8Array;
  /** @throws FileProblem `damaged` when the field is not there. */
  field(id: number): Uint8Array;
  readonly kdf: ReadonlyMap<string, Uint8Array>;
}

export function isKdbx(bytes: Uint8Array): boolean {
  return startsWith(bytes, SIGNATURE) || startsWith(bytes, OLD_SIGNATURE);
}

/** @throws FileProblem `damaged` or `unsupported-version`. */
export function readKdbxHeader(bytes: Uint8Array): KdbxHeader {
  const major = bytes[10];
  if (!startsWith(bytes, SIGNATURE) || (major !== 3 && major !== 4))
    throw new FileProblem('unsupported-version', KDBX);
  const format = `${KDBX}${major}`;
  const reader = new ByteReader(bytes, format, 12);
  const fields = new Map<number, Uint8Array>();
  for (;;) {
    const id = reader.uint8();
    const value = reader.take(major === 3 ? reader.uint16() : reader.uint32());
    if (id === HEADER_FIELD.end) break;
    fields.set(id, value);
  }
  const kdf = fields.get(HEADER_FIELD.kdfParameters);
  return {
    version: major,
    format,
    bytes: bytes.subarray(0, reader.position),
    body: reader.rest(),
    field(id) {
      const value = fields.get(id);
      if (value === undefined) throw new FileProblem('damaged', format);
      return value;
    },
    kdf: kdf === undefined ? new Map() : readVariantDictionary(kdf, format),
  };
}

/** Names and values; the types are known from the names. */
function readVariantDictionary(bytes: Uint8Array, format: string): ReadonlyMap<string, Uint8Array> {
  const reader = new ByteReader(bytes, format, 2);
  const values = new Map<string, Uint8Array>();
  while (reader.uint8() !== 0) {
    const name = new TextDecoder().decode(reader.take(reader.uint32()));
    values.set(name, reader.take(reader.uint32()));
  }
  return values;
}

/** A cipher's or key derivation's identifier. */
export function uuidOf(bytes: Uint8Array | undefined): string {
  return toHex(bytes ?? new Uint8Array());
}
