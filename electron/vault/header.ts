/**
 * The part of a vault file before the payload: fixed binary fields, then the key slots. Vault process, CLI, tests.
 * The rule: its checksum is compared before anything in it is believed, so that damage never reads as a wrong password.
 */
import { createHash } from 'node:crypto';
import { CodedError } from '../ipc/failure.ts';
import { type KeySlot, kdfParametersOf, PASSWORD_SLOT } from './key-slot.ts';

/** As in PNG: a byte above 127, the name, CR LF, end-of-file, LF. Any text-mode transfer breaks it visibly. */
export const MAGIC = Uint8Array.of(0x89, 0x48, 0x4d, 0x56, 0x0d, 0x0a, 0x1a, 0x0a);
/** What is written. Version 1 has the same layout, and neither bin nor history in its payload. */
export const VERSION = 2;
const OLDEST_VERSION = 1;
export const SALT_BYTES = 32;
export const MAC_BYTES = 32;
const CHECKSUM_BYTES = 32;
const FIXED_BYTES = 52;
const SLOT_HEAD_BYTES = 4;

export const HEADER_BYTES_MAX = 64 * 1024;
export const SLOTS_MAX = 16;
/** As much of a file as `decodeHeader` ever looks at. */
export const HEADER_PART_BYTES_MAX = HEADER_BYTES_MAX + CHECKSUM_BYTES + MAC_BYTES;

export interface Header {
  /** OLDEST_VERSION to VERSION. */
  readonly version: number;
  /** The header as stored: what the checksum and the MAC are over. */
  readonly bytes: Uint8Array;
  readonly mac: Uint8Array;
  /** Of the payload key. */
  readonly salt: Uint8Array;
  readonly slots: readonly KeySlot[];
  /** Ciphertext and tag, bytes. */
  readonly payloadLength: number;
  /** Offset of the payload in the file. */
  readonly payloadStart: number;
}

/** The header's bytes, without checksum and MAC. @throws RangeError beyond SLOTS_MAX or HEADER_BYTES_MAX. */
export function encodeHeader(parts: Pick<Header, 'salt' | 'slots' | 'payloadLength'>): Uint8Array {
  const slots = parts.slots.map(({ type, body }) => {
    const head = Buffer.alloc(SLOT_HEAD_BYTES);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(body.length, 2);
    return Buffer.concat([head, body]);
  });
  const fixed = Buffer.alloc(FIXED_BYTES);
  const length = slots.reduce((sum, slot) => sum + slot.length, FIXED_BYTES);
  if (slots.length > SLOTS_MAX || length > HEADER_BYTES_MAX) throw new RangeError('too many key slots');
  fixed.set(MAGIC, 0);
  fixed.writeUInt16BE(VERSION, 8);
  fixed.writeUInt32BE(length, 10);
  fixed.writeUInt32BE(parts.payloadLength, 14);
  fixed.set(parts.salt, 18);
  fixed.writeUInt16BE(slots.length, 50);
  return Buffer.concat([fixed, ...slots]);
}

/** SHA-256 of the header: tells damage from a wrong password without a key. Protects against accidents only. */
export function headerChecksum(header: Uint8Array): Uint8Array {
  return createHash('sha256').update(header).digest();
}

/**
 * The header at the start of a file, or of its first HEADER_PART_BYTES_MAX bytes.
 * Magic, version, length and the checksum after the header stay where they are in every version to come.
 * @throws CodedError `vault-damaged`; `vault-newer` for a sound header of a later version.
 */
export function decodeHeader(file: Uint8Array): Header {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < FIXED_BYTES || !isEqual(file.subarray(0, MAGIC.length), MAGIC)) throw damaged();
  const version = view.getUint16(8);
  const length = view.getUint32(10);
  const macStart = length + CHECKSUM_BYTES;
  if (length < FIXED_BYTES || length > HEADER_BYTES_MAX || file.length < macStart) throw damaged();
  const bytes = file.subarray(0, length);
  if (!isEqual(file.subarray(length, macStart), headerChecksum(bytes))) throw damaged();
  if (version > VERSION) throw new CodedError('vault-newer');
  const payloadStart = macStart + MAC_BYTES;
  if (version < OLDEST_VERSION || file.length < payloadStart) throw damaged();
  return {
    version,
    bytes,
    mac: file.subarray(macStart, payloadStart),
    salt: bytes.subarray(18, 50),
    slots: decodeSlots(bytes.subarray(FIXED_BYTES), view.getUint16(50)),
    payloadLength: view.getUint32(14),
    payloadStart,
  };
}

/** Copies the bodies: they outlive the file's bytes. At most one password slot, and that one well-formed. */
function decodeSlots(region: Uint8Array, count: number): readonly KeySlot[] {
  if (count > SLOTS_MAX) throw damaged();
  const view = new DataView(region.buffer, region.byteOffset, region.byteLength);
  const slots: KeySlot[] = [];
  let offset = 0;
  for (let index = 0; index < count; index += 1) {
    if (offset + SLOT_HEAD_BYTES > region.length) throw damaged();
    const type = view.getUint16(offset);
    const end = offset + SLOT_HEAD_BYTES + view.getUint16(offset + 2);
    if (end > region.length) throw damaged();
    slots.push({ type, body: new Uint8Array(region.subarray(offset + SLOT_HEAD_BYTES, end)) });
    offset = end;
  }
  if (offset !== region.length) throw damaged();
  const passwordSlots = slots.filter((slot) => slot.type === PASSWORD_SLOT);
  if (passwordSlots.length > 1) throw damaged();
  for (const slot of passwordSlots) kdfParametersOf(slot);
  return slots;
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

function damaged(): CodedError {
  return new CodedError('vault-damaged');
}
