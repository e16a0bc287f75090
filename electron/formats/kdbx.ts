/**
 * Opens a KeePass file (KDBX 3.1 and 4) as far as its XML. Runs in the vault process and under Node.
 * The rule: version 4 authenticates every block before it is decrypted; version 3.1 proves the password by its
 * first bytes and each block by a hash. Format: https://keepass.info/help/kb/kdbx.html
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { chacha20 } from '@noble/ciphers/chacha.js';
import { salsa20 } from '@noble/ciphers/salsa.js';
import { openCbcBlocks } from './aes.ts';
import { ByteReader, littleEndian } from './byte-reader.ts';
import { concat, fromHex } from './bytes.ts';
import { HEADER_FIELD, type KdbxHeader, readKdbxHeader, uuidOf } from './kdbx-header.ts';
import { sha256, sha512, transformedKey } from './kdbx-key.ts';
import { requirePassword } from './kdf.ts';
import { UNPACKED_BYTES_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import type { ReadOptions } from './reading.ts';
import { openTwofishCbc } from './twofish.ts';

const AES = '31c1f2e6bf714350be5805216afc5aff';
const CHACHA20 = 'd6038a2b8b6f4cb5a524339a31dbb59a';
const TWOFISH = 'ad68f29f576f4bb9a36ad47af965346c';
const SALSA20_INNER = 2;
const CHACHA20_INNER = 3;
const SALSA20_NONCE = fromHex('e830094b97205d2a') ?? new Uint8Array();
const INNER_FIELD = { end: 0, stream: 1, key: 2 } as const;

export interface KdbxContent {
  readonly format: string;
  readonly xml: Uint8Array;
  /** XORs values that are protected inside the XML, given all of them in the document's order, joined. */
  unprotect(values: Uint8Array): Uint8Array;
}

/** @throws FileProblem `password-needed`, `wrong-password`, `damaged`, `unsupported-version` or `too-costly`. */
export async function openKdbx(bytes: Uint8Array, options: ReadOptions): Promise<KdbxContent> {
  const header = readKdbxHeader(bytes);
  const password = requirePassword(options, header.format);
  const transformed = await transformedKey(header, password, options);
  return header.version === 3 ? openVersion3(header, transformed) : openVersion4(header, transformed);
}

function openVersion3(header: KdbxHeader, transformed: Uint8Array): KdbxContent {
  const { format } = header;
  const key = sha256(header.field(HEADER_FIELD.masterSeed), transformed);
  const plain = decrypt(header, key, header.body);
  const start = header.field(HEADER_FIELD.streamStart);
  if (plain === null || start.length === 0 || !isSame(plain.subarray(0, start.length), start))
    throw new FileProblem('wrong-password', format);
  const xml = decompress(header, hashedBlocks(plain.subarray(start.length), format));
  const stream = littleEndian(header.field(HEADER_FIELD.innerStream));
  return { format, xml, unprotect: innerStream(stream, header.field(HEADER_FIELD.innerStreamKey), format) };
}

function openVersion4(header: KdbxHeader, transformed: Uint8Array): KdbxContent {
  const { format, body } = header;
  const reader = new ByteReader(body, format);
  const masterSeed = header.field(HEADER_FIELD.masterSeed);
  const hmacBase = sha512(masterSeed, transformed, Uint8Array.of(1));
  if (!isSame(reader.take(32), sha256(header.bytes))) throw new FileProblem('damaged', format);
  const headerKey = sha512(new Uint8Array(8).fill(0xff), hmacBase);
  if (!isSame(reader.take(32), createHmac('sha256', headerKey).update(header.bytes).digest()))
    throw new FileProblem('wrong-password', format);
  const sealed = authenticatedBlocks(reader, hmacBase, format);
  const plain = decrypt(header, sha256(masterSeed, transformed), sealed);
  if (plain === null) throw new FileProblem('damaged', format);
  const content = new ByteReader(decompress(header, plain), format);
  const inner = new Map<number, Uint8Array>();
  for (;;) {
    const id = content.uint8();
    const value = content.take(content.uint32());
    if (id === INNER_FIELD.end) break;
    inner.set(id, value);
  }
  const stream = littleEndian(inner.get(INNER_FIELD.stream));
  const key = inner.get(INNER_FIELD.key) ?? new Uint8Array();
  return { format, xml: content.rest(), unprotect: innerStream(stream, key, format) };
}

/** Blocks with an HMAC each, whose key depends on the block's number; an empty block ends them. */
function authenticatedBlocks(reader: ByteReader, hmacBase: Uint8Array, format: string): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let number = 0; ; number += 1) {
    const hmac = reader.take(32);
    const length = reader.uint32();
    const block = reader.take(length);
    const numberBytes = Buffer.alloc(8);
    numberBytes.writeBigUInt64LE(BigInt(number));
    const lengthBytes = Buffer.alloc(4);
    lengthBytes.writeUInt32LE(length);
    const expected = createHmac('sha256', sha512(numberBytes, hmacBase))
      .update(numberBytes)
      .update(lengthBytes)
      .update(block)
      .digest();
    if (!isSame(hmac, expected)) throw new FileProblem('damaged', format);
    if (length === 0) return concat(...blocks);
    blocks.push(block);
  }
}

function hashedBlocks(bytes: Uint8Array, format: string): Uint8Array {
  const reader = new ByteReader(bytes, format);
  const blocks: Uint8Array[] = [];
  for (;;) {
    reader.take(4);
    const hash = reader.take(32);
    const length = reader.uint32();
    if (length === 0) return concat(...blocks);
    const block = reader.take(length);
    if (!isSame(hash, sha256(block))) throw new FileProblem('damaged', format);
    blocks.push(block);
  }
}

/** Null when lengths or padding do not fit. */
function decrypt(header: KdbxHeader, key: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  const cipher = uuidOf(header.field(HEADER_FIELD.cipher));
  const iv = header.field(HEADER_FIELD.iv);
  if (cipher === CHACHA20) return iv.length === 12 ? chacha20(key, iv, sealed) : null;
  if (cipher !== AES && cipher !== TWOFISH) throw new FileProblem('unsupported-version', header.format);
  if (iv.length !== 16 || sealed.length === 0 || sealed.length % 16 !== 0) return null;
  const open = cipher === AES ? openCbcBlocks : openTwofishCbc;
  return withoutPadding(open(key, iv, sealed));
}

function withoutPadding(plain: Uint8Array): Uint8Array | null {
  const length = plain[plain.length - 1] ?? 0;
  const padding = plain.subarray(plain.length - length);
  return length >= 1 && length <= 16 && padding.every((byte) => byte === length)
    ? plain.subarray(0, plain.length - length)
    : null;
}

function decompress(header: KdbxHeader, content: Uint8Array): Uint8Array {
  if (littleEndian(header.field(HEADER_FIELD.compression)) === 0) return content;
  try {
    return gunzipSync(content, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw new FileProblem(isTooLarge ? 'too-large' : 'damaged', header.format, { cause: error });
  }
}

function innerStream(id: number, key: Uint8Array, format: string): (values: Uint8Array) => Uint8Array {
  return (values) => {
    if (values.length === 0) return values;
    if (id === SALSA20_INNER) return salsa20(sha256(key), SALSA20_NONCE, values);
    if (id !== CHACHA20_INNER) throw new FileProblem('unsupported-version', format);
    const hash = sha512(key);
    return chacha20(hash.subarray(0, 32), hash.subarray(32, 44), values);
  };
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
