/**
 * Vectors that must be refused, each with its one answer. Run by make-vectors.mjs.
 * The rule: each is a sound file made wrong in exactly one way.
 */
import type { KeySlot } from '../../../electron/vault/key-slot.ts';
import type { VectorFile } from './accepted-files.ts';
import {
  type Answer,
  headerWithSlots,
  type Keys,
  sealPlaintext,
  withFlippedBit,
  withHeader,
} from './vector-case.ts';

const HEADER_LENGTH = 52 + 4 + 82;
const SLOT_BODY = 56;

export function refusedFiles(password: string, keys: Keys): readonly VectorFile[] {
  const { masterKey, slots } = keys;
  const passwordSlot = slots[0] as KeySlot;
  const plaintext = Buffer.alloc(4096, '\n');
  plaintext.write('{"revision":1}');
  const sound = sealPlaintext(keys, plaintext);

  const file = (name: string, answer: Answer, bytes: Uint8Array, typed = password): VectorFile => ({
    name,
    password: typed,
    answer,
    bytes,
  });
  const damaged = (name: string, bytes: Uint8Array) => file(name, 'damaged', bytes);
  const signed = (edit: (header: Buffer) => Uint8Array) => withHeader(sound, masterKey, edit);
  const unsigned = (edit: (header: Buffer) => Uint8Array) => withHeader(sound, null, edit);
  const written = (write: (header: Buffer) => void) => (header: Buffer) => {
    write(header);
    return header;
  };
  const manySlots = Array.from({ length: 17 }, (_, index) => ({ type: 100 + index, body: Buffer.of() }));

  return [
    file('wrong-password', 'wrong password', sound, 'correct horse battery stapler'),
    file('wrong-password-empty', 'wrong password', sound, ''),
    file('wrong-password-trimmed', 'wrong password', sound, `${password} `),
    file(
      'costs-changed',
      'wrong password',
      unsigned(written((header) => header.writeUInt8(2, SLOT_BODY + 4))),
    ),

    damaged('nothing', Buffer.of()),
    damaged('foreign', Buffer.from('{"vault": "of somebody else"}'.repeat(10))),
    damaged('truncated-header', sound.subarray(0, 40)),
    damaged('truncated-checksum', sound.subarray(0, HEADER_LENGTH + 31)),
    damaged('truncated-mac', sound.subarray(0, HEADER_LENGTH + 63)),
    damaged('truncated-payload', sound.subarray(0, -1)),
    damaged('longer', Buffer.concat([sound, Buffer.of(0)])),
    damaged('text-transfer', Buffer.from(sound.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')),

    damaged('flipped-magic', withFlippedBit(sound, 0)),
    damaged('flipped-version', withFlippedBit(sound, 8)),
    damaged('flipped-header-length', withFlippedBit(sound, 13)),
    damaged('flipped-payload-salt', withFlippedBit(sound, 20)),
    damaged('flipped-slot-salt', withFlippedBit(sound, SLOT_BODY + 6)),
    damaged('flipped-wrapped-key', withFlippedBit(sound, SLOT_BODY + 34)),
    damaged('flipped-checksum', withFlippedBit(sound, HEADER_LENGTH)),
    damaged('flipped-mac', withFlippedBit(sound, HEADER_LENGTH + 32)),
    damaged('flipped-payload', withFlippedBit(sound, HEADER_LENGTH + 64)),
    damaged('flipped-tag', withFlippedBit(sound, -1)),

    file('newer', 'newer', signed(written((header) => header.writeUInt16BE(3, 8)))),
    file(
      'newer-layout',
      'newer',
      signed((header) =>
        Buffer.concat([header, Buffer.from('more')])
          .fill(3, 9, 10)
          .fill(142, 13, 14),
      ),
    ),
    damaged('version-zero', signed(written((header) => header.writeUInt16BE(0, 8)))),

    damaged('weak-memory', signed(written((header) => header.writeUInt32BE(8191, SLOT_BODY)))),
    damaged('huge-memory', signed(written((header) => header.writeUInt32BE(0xffffffff, SLOT_BODY)))),
    damaged('no-passes', signed(written((header) => header.writeUInt8(0, SLOT_BODY + 4)))),
    damaged('huge-passes', signed(written((header) => header.writeUInt8(255, SLOT_BODY + 4)))),
    damaged('no-lanes', signed(written((header) => header.writeUInt8(0, SLOT_BODY + 5)))),
    damaged('huge-lanes', signed(written((header) => header.writeUInt8(255, SLOT_BODY + 5)))),

    damaged(
      'no-slots',
      signed((header) => headerWithSlots(header, [])),
    ),
    damaged(
      'two-password-slots',
      signed((header) => headerWithSlots(header, [passwordSlot, passwordSlot])),
    ),
    damaged(
      'short-password-slot',
      signed((header) => headerWithSlots(header, [{ type: 1, body: passwordSlot.body.subarray(0, 70) }])),
    ),
    damaged(
      'too-many-slots',
      signed((header) => headerWithSlots(header, [passwordSlot, ...manySlots])),
    ),
    damaged(
      'slot-missing',
      signed((header) => headerWithSlots(header, slots, 2)),
    ),
    damaged(
      'slot-uncounted',
      signed((header) => headerWithSlots(header, slots, 0)),
    ),
    damaged('slot-overruns', signed(written((header) => header.writeUInt16BE(83, 54)))),

    damaged('forged-header', unsigned(written((header) => header.writeUInt8(header.readUInt8(18) ^ 1, 18)))),
    damaged(
      'forged-slot',
      unsigned((header) => headerWithSlots(header, [...slots, { type: 9, body: Buffer.of(1) }])),
    ),
    damaged('tag-shortened', sealPlaintext(keys, plaintext, 4)),
    damaged('tag-missing', sealPlaintext(keys, Buffer.of(), 0)),
    damaged('no-first-line', sealPlaintext(keys, Buffer.alloc(4096, '\n'))),
    damaged('bad-first-line', sealPlaintext(keys, Buffer.from('{"revision":-1}\n'))),
  ];
}
