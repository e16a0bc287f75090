/**
 * Reads protobuf's wire format (https://protobuf.dev/programming-guides/encoding/), the little that Google
 * Authenticator's export needs. Pure; vault process. The rule: every length is checked before it is used.
 */

/** One field: a varint as its 64 bits, or bytes. Fixed-width fields are skipped; nothing here uses them. */
export type ProtobufField =
  | { readonly number: number; readonly kind: 'varint'; readonly bits: bigint }
  | { readonly number: number; readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Far more than a QR code can hold. */
const FIELDS_MAX = 10_000;
const VARINT_BYTES_MAX = 10;

/** Reads all fields of a message in order; null when it is truncated or is no protobuf. */
export function readProtobuf(message: Uint8Array): readonly ProtobufField[] | null {
  const fields: ProtobufField[] = [];
  let at = 0;
  while (at < message.length) {
    const tag = readVarint(message, at);
    if (tag === null || tag.bits >> 3n === 0n || tag.bits >> 3n > 0x1fffffffn) return null;
    at = tag.end;
    const number = Number(tag.bits >> 3n);
    const wireType = Number(tag.bits & 7n);
    if (wireType === 0) {
      const varint = readVarint(message, at);
      if (varint === null) return null;
      fields.push({ number, kind: 'varint', bits: varint.bits });
      at = varint.end;
    } else if (wireType === 2) {
      const length = readVarint(message, at);
      if (length === null || length.bits > BigInt(message.length - length.end)) return null;
      const end = length.end + Number(length.bits);
      fields.push({ number, kind: 'bytes', bytes: message.slice(length.end, end) });
      at = end;
    } else if (wireType === 1 || wireType === 5) {
      at += wireType === 1 ? 8 : 4;
      if (at > message.length) return null;
    } else {
      // 3 and 4 are groups, long deprecated; 6 and 7 do not exist.
      return null;
    }
    if (fields.length > FIELDS_MAX) return null;
  }
  return fields;
}

/** The last varint of that number (protobuf: last one wins) as a signed 64-bit value; null when absent. */
export function lastVarint(fields: readonly ProtobufField[], number: number): bigint | null {
  const field = fields.findLast((each) => each.number === number && each.kind === 'varint');
  return field?.kind === 'varint' ? BigInt.asIntN(64, field.bits) : null;
}

/** The last bytes of that number; empty when absent. */
export function lastBytes(fields: readonly ProtobufField[], number: number): Uint8Array {
  const field = fields.findLast((each) => each.number === number && each.kind === 'bytes');
  return field?.kind === 'bytes' ? field.bytes : new Uint8Array();
}

function readVarint(
  message: Uint8Array,
  start: number,
): { readonly bits: bigint; readonly end: number } | null {
  let bits = 0n;
  for (let index = 0; index < VARINT_BYTES_MAX; index += 1) {
    const byte = message[start + index];
    if (byte === undefined) return null;
    bits |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { bits: BigInt.asUintN(64, bits), end: start + index + 1 };
  }
  return null;
}
