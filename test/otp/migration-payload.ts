/** Writes protobuf messages for tests, broken ones too; the app itself only reads them. */

export type PayloadField = readonly [number: number, value: number | bigint | string | Uint8Array];

/** Fields in the order given: numbers become varints, texts and bytes become length-delimited. */
export function message(fields: readonly PayloadField[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number' || typeof value === 'bigint') {
        return [...varint(BigInt(number) << 3n), ...varint(BigInt(value))];
      }
      const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
      return [...varint((BigInt(number) << 3n) | 2n), ...varint(BigInt(bytes.length)), ...bytes];
    }),
  );
}

export function migrationUri(payload: Uint8Array): string {
  return `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(payload).toString('base64'))}`;
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return bytes;
}
