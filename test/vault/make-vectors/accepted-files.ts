/**
 * Vectors that must open, with the accounts and quarantined lines that are in them. Run by make-vectors.mjs.
 * The rule: records are written as text here, so that our encoder is not what they are compared with.
 */
import { createHash } from 'node:crypto';
import { sealVault } from '../../../electron/vault/format.ts';
import { EMPTY_VAULT } from '../../../electron/vault/vault.ts';
import { type AccountRecord, type Keys, sealPlaintext, type VectorCase } from './vector-case.ts';

export type VectorFile = Omit<VectorCase, 'file'> & { readonly bytes: Uint8Array };

interface Ingredients {
  readonly password: string;
  readonly keys: Keys;
  readonly strongKeys: Keys;
  readonly unicodeKeys: Keys;
}

const times = { createdAt: 1767323045000, updatedAt: 1767323045001 };
/** RFC 4226's and RFC 6238's SHA-1 secret, "12345678901234567890". */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const totp = {
  id: '0b9a1c52-6f0e-4d57-9c1e-3d1f8f1d0001',
  issuer: 'Example',
  accountName: 'ann@example.com',
  type: 'totp',
  secret: rfcSecret,
  algorithm: 'SHA1',
  digits: 6,
  period: 30,
  ...times,
};
const hotp = {
  id: '0b9a1c52-6f0e-4d57-9c1e-3d1f8f1d0002',
  issuer: '',
  accountName: 'bob',
  type: 'hotp',
  secret: rfcSecret,
  algorithm: 'SHA1',
  digits: 6,
  counter: 7,
  ...times,
};
const steam = {
  id: '0b9a1c52-6f0e-4d57-9c1e-3d1f8f1d0003',
  issuer: 'Steam',
  accountName: 'cid',
  type: 'steam',
  secret: 'JBSWY3DPEHPK3PXP',
  ...times,
};
const motp = { ...steam, id: '0b9a1c52-6f0e-4d57-9c1e-3d1f8f1d0004', type: 'motp', pin: '1234' };
const yandex = { ...steam, id: '0b9a1c52-6f0e-4d57-9c1e-3d1f8f1d0005', type: 'yandex', pin: '' };
const atBounds: readonly AccountRecord[] = [
  { ...totp, id: 'a', secret: 'AA', algorithm: 'SHA256', digits: 1, period: 1, createdAt: 0, updatedAt: 0 },
  {
    ...totp,
    id: 'b'.repeat(64),
    secret: `${'A'.repeat(1638)}A`,
    algorithm: 'SHA512',
    digits: 10,
    period: 2147483647,
  },
  { ...hotp, id: 'c', counter: 9007199254740991, issuer: 'i'.repeat(256), accountName: 'n'.repeat(256) },
  { ...hotp, id: 'd', counter: 0, issuer: '密码 😀', accountName: 'é\n"\\\u2028' },
];

/** Each is wrong in one way; the last repeats an id. */
const badLines: readonly string[] = [
  'not JSON',
  '[]',
  'null',
  JSON.stringify({ ...totp, id: '' }),
  JSON.stringify({ ...totp, id: 'x'.repeat(65) }),
  JSON.stringify({ ...totp, id: 'q1', issuer: 'i'.repeat(257) }),
  JSON.stringify({ ...totp, id: 'q2', accountName: null }),
  JSON.stringify({ ...totp, id: 'q3', type: 'ocra' }),
  JSON.stringify({ ...motp, id: 'q19', pin: undefined }),
  JSON.stringify({ ...totp, id: 'q4', secret: '' }),
  JSON.stringify({ ...totp, id: 'q5', secret: rfcSecret.toLowerCase() }),
  JSON.stringify({ ...totp, id: 'q6', secret: 'AB' }),
  JSON.stringify({ ...totp, id: 'q7', secret: 'A'.repeat(1640) }),
  JSON.stringify({ ...totp, id: 'q8', algorithm: 'MD5' }),
  JSON.stringify({ ...totp, id: 'q9', digits: 0 }),
  JSON.stringify({ ...totp, id: 'q10', digits: 11 }),
  JSON.stringify({ ...totp, id: 'q11', digits: '6' }),
  JSON.stringify({ ...totp, id: 'q12', period: 0 }),
  JSON.stringify({ ...totp, id: 'q13', period: 2147483648 }),
  JSON.stringify({ ...totp, id: 'q14', period: 29.5 }),
  JSON.stringify({ ...hotp, id: 'q15', counter: -1 }),
  '{"id":"q16","issuer":"","accountName":"","type":"hotp","secret":"AA","algorithm":"SHA1","digits":6,' +
    '"counter":9007199254740992,"createdAt":0,"updatedAt":0}',
  JSON.stringify({ ...totp, id: 'q17', createdAt: undefined }),
  JSON.stringify({ ...totp, id: 'q18', updatedAt: -1 }),
  JSON.stringify({ ...totp, accountName: 'second of its id' }),
];

/** Lines of the bin and of the history that are wrong in one way each. */
const badPast: readonly string[] = [
  JSON.stringify({ kind: 'binned', deletedAt: -1, position: 1, record: hotp }),
  JSON.stringify({ kind: 'binned', deletedAt: 1, record: hotp }),
  JSON.stringify({ kind: 'binned', deletedAt: 1, position: 1, record: { ...hotp, secret: '' } }),
  JSON.stringify({ kind: 'binned', deletedAt: 1, position: 1, record: totp }),
  JSON.stringify({ kind: 'change', seq: 0, at: 1, what: 'added', deltas: [], previous: '0'.repeat(64) }),
  JSON.stringify({ kind: 'change', seq: 1, at: 1, what: 'added', deltas: [], previous: '0'.repeat(63) }),
  JSON.stringify({
    kind: 'change',
    seq: 1,
    at: 1,
    what: 'added',
    deltas: [{ id: 'a' }],
    previous: '0'.repeat(64),
  }),
  JSON.stringify({ kind: 'unheard of' }),
];

/** Three changes, each naming the hash of the line before. */
function pastLines() {
  const changes = [
    {
      what: 'added',
      deltas: [
        { id: totp.id, was: 'absent' },
        { id: hotp.id, was: 'absent' },
      ],
    },
    {
      what: 'removed',
      deltas: [{ id: hotp.id, was: 'other', record: {}, without: [], place: { position: 1 } }],
    },
    { what: 'of the future', deltas: [], more: 'kept' },
  ];
  const lines: string[] = [];
  const hashes: string[] = [];
  for (const [index, change] of changes.entries()) {
    const previous = hashes.at(-1) ?? '0'.repeat(64);
    lines.push(
      JSON.stringify({ kind: 'change', seq: index + 1, at: 1767323045000 + index, ...change, previous }),
    );
    hashes.push(
      createHash('sha256')
        .update(lines[index] as string)
        .digest('hex'),
    );
  }
  const head = { anchor: '0'.repeat(64), head: hashes[2], seq: 3 };
  return { lines, hashes, head };
}

/** The plaintext of a vault with these lines, filled up to 4096 bytes. */
function plaintextOf(lines: readonly (string | Uint8Array)[]): Buffer {
  const text = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  return Buffer.concat([text, Buffer.alloc((4096 - (text.length % 4096)) % 4096, '\n')]);
}

export function acceptedFiles({
  password,
  keys,
  strongKeys,
  unicodeKeys,
}: Ingredients): readonly VectorFile[] {
  const file = (
    name: string,
    records: readonly AccountRecord[],
    bytes: Uint8Array,
    slots = [1],
  ): VectorFile => ({
    name,
    password,
    answer: 'opened',
    revision: 7,
    slots,
    accounts: records,
    quarantined: [],
    binned: [],
    changes: [],
    isChainWhole: true,
    bytes,
  });
  const lines = (records: readonly AccountRecord[]) => [
    '{"revision":7}',
    ...records.map((each) => JSON.stringify(each)),
  ];
  const sealed = (records: readonly AccountRecord[], with_ = keys) =>
    sealPlaintext(with_, plaintextOf(lines(records)));
  const everyType = [totp, hotp, steam, motp, yandex];
  const many = Array.from({ length: 100 }, (_, index) => ({
    ...totp,
    id: `many-${index}`,
    accountName: `${index}`,
  }));
  const withExtras = [
    { ...totp, note: 'kept', tags: ['a', { b: null }], counter: 3 },
    { ...steam, digits: 'five' },
  ];
  const quarantinedBytes = Buffer.concat([Buffer.from('{"id":"'), Buffer.of(0xff), Buffer.from('"}')]);
  const moreSlots = [
    { type: 2, body: Buffer.from('reserved for a recovery key') },
    ...keys.slots,
    { type: 4242, body: Buffer.of() },
    { type: 65535, body: Buffer.alloc(300, 0xa5) },
  ];
  const past = pastLines();
  const withPast = (head: unknown, changes: readonly string[]) =>
    sealPlaintext(
      keys,
      plaintextOf([
        JSON.stringify({ revision: 7, history: head }),
        JSON.stringify(totp),
        JSON.stringify({ kind: 'binned', deletedAt: 1767323046000, position: 1, record: hotp }),
        ...changes,
      ]),
    );
  const pastFile = (name: string, bytes: Uint8Array, changes: readonly string[], isChainWhole: boolean) => ({
    ...file(name, [totp], bytes),
    binned: [hotp],
    changes,
    isChainWhole,
  });
  const names = ['added', 'removed', 'of the future'];
  return [
    pastFile('bin-and-history', withPast(past.head, past.lines), names, true),
    pastFile(
      'history-compacted',
      withPast({ ...past.head, anchor: past.hashes[0] }, past.lines.slice(1)),
      names.slice(1),
      true,
    ),
    pastFile(
      'history-line-missing',
      withPast(past.head, past.lines.toSpliced(1, 1)),
      ['added', 'of the future'],
      false,
    ),
    pastFile('history-end-missing', withPast(past.head, past.lines.slice(0, 2)), names.slice(0, 2), false),
    pastFile('history-start-missing', withPast(past.head, past.lines.slice(1)), names.slice(1), false),
    pastFile('history-head-missing', withPast(undefined, past.lines), names, false),
    {
      ...file('bin-quarantined', [totp], sealPlaintext(keys, plaintextOf([...lines([totp]), ...badPast]))),
      quarantined: badPast,
    },
    file('every-type', everyType, sealed(everyType)),
    { ...file('empty', [], sealVault({ ...keys, vault: EMPTY_VAULT })), revision: 0 },
    file('current-costs', everyType, sealed(everyType, strongKeys)),
    { ...file('unicode-password', [steam], sealed([steam], unicodeKeys)), password: 'pässwörd 密码 😀' },
    file('at-bounds', atBounds, sealed(atBounds)),
    file('many', many, sealed(many)),
    file('unknown-members', withExtras, sealed(withExtras)),
    file('unpadded', [totp], sealPlaintext(keys, Buffer.from(lines([totp]).join('\n\n')))),
    file('unknown-slots', [totp], sealed([totp], { ...keys, slots: moreSlots }), [2, 1, 4242, 65535]),
    {
      ...file(
        'quarantined',
        [totp, hotp],
        sealPlaintext(
          keys,
          plaintextOf([...lines([totp]), ...badLines, JSON.stringify(hotp), quarantinedBytes]),
        ),
      ),
      quarantined: [...badLines, '{"id":"\ufffd"}'],
    },
  ];
}
