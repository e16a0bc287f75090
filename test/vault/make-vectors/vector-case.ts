/**
 * What a vector is, and how a file that our own code would never write is made from one that it did. Tests only.
 * The rule: a forged file is wrong in exactly one way; everything after that way is made right again.
 */
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { headerMac, type OpenVault } from '../../../electron/vault/format.ts';
import { encodeHeader, headerChecksum } from '../../../electron/vault/header.ts';
import type { KeySlot } from '../../../electron/vault/key-slot.ts';

export type Answer =
  | 'opened'
  | 'damaged'
  | 'newer'
  | 'wrong password'
  | 'no password'
  | 'wrong recovery key'
  | 'no recovery key'
  | 'invalid recovery key';

/** A record as docs/vault-format.md has it. */
export type AccountRecord = Readonly<Record<string, unknown>>;

/** One entry of manifest.json. */
export interface VectorCase {
  readonly name: string;
  readonly file: string;
  /** Opened with this, */
  readonly password?: string;
  /** or with these: a recovery key, or shares of one. */
  readonly recoveryTexts?: readonly string[];
  readonly answer: Answer;
  readonly revision?: number;
  /** Slot types in order. */
  readonly slots?: readonly number[];
  readonly accounts?: readonly AccountRecord[];
  readonly quarantined?: readonly string[];
  /** Accounts in the bin. */
  readonly binned?: readonly AccountRecord[];
  /** What each change in the history was. */
  readonly changes?: readonly string[];
  readonly isChainWhole?: boolean;
}

export interface Manifest {
  readonly cases: readonly VectorCase[];
}

export type Keys = Omit<OpenVault, 'vault'>;

/** A vault file around any plaintext and any length of tag, with every check before the payload's holding. */
export function sealPlaintext({ masterKey, slots }: Keys, plaintext: Uint8Array, tagLength = 16): Buffer {
  const salt = randomBytes(32);
  const key = Buffer.from(hkdfSync('sha256', masterKey, salt, 'halfminute vault v1 payload', 32));
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12), { authTagLength: 16 });
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const payload = Buffer.concat([ciphertext, cipher.getAuthTag().subarray(0, tagLength)]);
  return assemble(encodeHeader({ salt, slots, payloadLength: payload.length }), masterKey, payload);
}

/** The file with its header edited, checksum and MAC made to fit again (the MAC only with `masterKey`). */
export function withHeader(
  file: Uint8Array,
  masterKey: Uint8Array | null,
  edit: (header: Buffer) => Uint8Array,
): Buffer {
  const length = Buffer.from(file).readUInt32BE(10);
  const header = edit(Buffer.from(file.subarray(0, length)));
  const mac = masterKey ? headerMac(header, masterKey) : file.subarray(length + 32, length + 64);
  return Buffer.concat([header, headerChecksum(header), mac, file.subarray(length + 64)]);
}

/** The header with other slots, its lengths right. */
export function headerWithSlots(header: Buffer, slots: readonly KeySlot[], count = slots.length): Buffer {
  const bodies = slots.map(({ type, body }) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(body.length, 2);
    return Buffer.concat([head, body]);
  });
  const edited = Buffer.concat([header.subarray(0, 52), ...bodies]);
  edited.writeUInt32BE(edited.length, 10);
  edited.writeUInt16BE(count, 50);
  return edited;
}

/** The file with one bit of one byte turned over; a negative offset counts from the end. */
export function withFlippedBit(file: Uint8Array, offset: number): Buffer {
  const flipped = Buffer.from(file);
  const index = offset < 0 ? flipped.length + offset : offset;
  flipped.writeUInt8(flipped.readUInt8(index) ^ 1, index);
  return flipped;
}

function assemble(header: Uint8Array, masterKey: Uint8Array, payload: Uint8Array): Buffer {
  return Buffer.concat([header, headerChecksum(header), headerMac(header, masterKey), payload]);
}
