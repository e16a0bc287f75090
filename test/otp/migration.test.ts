/** Proves Google Authenticator's export: whole pages, each quirk of the text around them, and damage that stays small. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ParsedMigration, parseMigrationUri } from '../../electron/otp/migration.ts';
import pages from '../fixtures/otp/migration.json' with { type: 'json' };
import { message, migrationUri } from './migration-payload.ts';

const secret = new TextEncoder().encode('0123456789abcdef');

function read(uri: string): Extract<ParsedMigration, { ok: true }> {
  const parsed = parseMigrationUri(uri);
  if (!parsed.ok) throw new Error(`refused: ${parsed.reason}`);
  return parsed;
}

/** An accepted page in the fixture's form. */
function asFixture(uri: string) {
  const { batch, entries } = read(uri);
  return {
    batch,
    entries: entries.map((entry) => {
      if (!entry.ok) throw new Error(`refused: ${entry.reason}`);
      const { secret: bytes, ...otp } = entry.draft.otp;
      const { issuer, accountName } = entry.draft;
      return { issuer, accountName, secretHex: Buffer.from(bytes).toString('hex'), ...otp };
    }),
  };
}

const one = (...fields: Parameters<typeof message>[0]) =>
  migrationUri(
    message([
      [1, message([[1, secret], [2, 'me'], ...fields])],
      [2, 1],
    ]),
  );
const only = (uri: string) => read(uri).entries[0];

describe('whole pages', () => {
  const all = [...pages.threePages, ...pages.withoutBatchId, pages.defaultsUnset, pages.withoutAccounts];
  test.each(all)('batch $batch.id, page $batch.index of $batch.size', ({ uri, batch, entries }) => {
    expect(asFixture(uri)).toEqual({ batch, entries });
  });
});

describe('the text around the data', () => {
  const page = pages.threePages[0];
  if (page === undefined) throw new Error('the fixture is empty');
  const { uri } = page;
  const [head = '', encoded = ''] = uri.split('data=');
  const data = decodeURIComponent(encoded);
  test('the fixture has every character that goes wrong', () => {
    expect(data).toMatch(/\+/);
    expect(data).toMatch(/\//);
    expect(data).toMatch(/=$/);
  });

  test.each([
    ['raw base64 with its "+", "/" and "="', `${head}data=${data}`],
    ['base64url', `${head}data=${data.replaceAll('+', '-').replaceAll('/', '_')}`],
    ['missing padding', `${head}data=${data.replace(/=+$/, '')}`],
    ['encoded line breaks', `${head}data=${encodeURIComponent(data.replace(/(.{64})/g, '$1\n'))}`],
    ['raw line breaks', `${head}data=${data.replace(/(.{64})/g, '$1\r\n')}`],
    ['other parameters, any case', `OTPAUTH-MIGRATION://Offline?v=1&DATA=${encoded}&data=XXXX`],
    ['space around it', ` ${uri}\n`],
  ])('%s', (_, text) => {
    expect(asFixture(text)).toEqual(asFixture(uri));
  });

  test.each([
    ['another host', uri.replace('offline', 'online')],
    ['no data', 'otpauth-migration://offline'],
    ['empty data', 'otpauth-migration://offline?data='],
    ['no protobuf', 'otpauth-migration://offline?data=XXXX'],
    ['no base64', 'otpauth-migration://offline?data=%ZZ!!'],
    ['only unknown fields', migrationUri(message([[9, 'x']]))],
    ['cut short', `${head}data=${data.slice(0, 400)}`],
    ['another scheme', uri.replace('otpauth-migration', 'otpauthmigration')],
  ])('%s is damage', (_, text) => {
    expect(parseMigrationUri(text)).toEqual({ ok: false, reason: 'migration-damaged' });
  });

  test('an endless text is refused', () => {
    expect(parseMigrationUri(`${uri}${'A'.repeat(20_000)}`)).toEqual({ ok: false, reason: 'too-long' });
  });
});

describe('one account', () => {
  test.each([
    ['name that starts with the issuer', 'Example: me ', 'Example', 'me'],
    ['prefix in another case', 'EXAMPLE:me', 'Example', 'me'],
    ['another prefix', 'Tenant:me', 'Microsoft', 'Tenant:me'],
    ['colon without an issuer', 'encoding: me', '', 'encoding: me'],
    ['spaces at the end', 'me  ', ' Example ', 'me'],
    ['control characters', 'm\u0000e\u202e', '', 'me'],
  ])('%s', (_, name, issuer, accountName) => {
    expect(only(one([2, name], [3, issuer]))).toMatchObject({
      ok: true,
      draft: { issuer: issuer.trim(), accountName },
    });
  });

  test.each([
    ['MD5', [4, 4], 'unknown-algorithm'],
    ['an algorithm of tomorrow', [4, 9], 'unknown-algorithm'],
    ['digits of tomorrow', [5, 3], 'bad-digits'],
    ['no secret', [1, ''], 'no-secret'],
    ['a huge secret', [1, new Uint8Array(1025)], 'bad-secret'],
  ] as const)('%s is refused by name', (_, field, reason) => {
    expect(only(one(field))).toEqual({ ok: false, reason, seen: 'me' });
  });

  test('a type of tomorrow is refused by its number, and the name comes along', () => {
    expect(only(one([6, 3]))).toEqual({ ok: false, reason: 'unknown-type', seen: '3', name: 'me' });
  });

  test('counters: kept exact, refused beyond', () => {
    expect(only(one([6, 1], [7, Number.MAX_SAFE_INTEGER]))).toMatchObject({
      draft: { otp: { type: 'hotp', counter: Number.MAX_SAFE_INTEGER } },
    });
    expect(only(one([6, 1]))).toMatchObject({ draft: { otp: { counter: 0 } } });
    expect(only(one([6, 1], [7, 2n ** 53n]))).toMatchObject({ ok: false, reason: 'bad-counter' });
    expect(only(one([6, 1], [7, -1]))).toMatchObject({ ok: false, reason: 'bad-counter' });
  });

  test('a one-byte secret is taken and said', () => {
    expect(only(one([1, 'a']))).toMatchObject({ ok: true, warnings: ['short-secret'] });
  });

  test('a bad one leaves the rest', () => {
    const good = message([
      [1, secret],
      [2, 'good'],
    ]);
    const uri = migrationUri(
      message([
        [1, good],
        [1, Uint8Array.of(0x0a, 0x7f, 1)],
        [
          1,
          message([
            [1, secret],
            [2, 'bad'],
            [4, 4],
          ]),
        ],
        [1, good],
      ]),
    );
    expect(
      read(uri).entries.map((entry) => (entry.ok ? entry.draft.accountName : [entry.reason, entry.seen])),
    ).toEqual(['good', ['migration-damaged', ''], ['unknown-algorithm', 'bad'], 'good']);
  });

  test('unknown fields of every wire type are skipped', () => {
    const tail = Uint8Array.of(0x61, 1, 2, 3, 4, 5, 6, 7, 8, 0x6d, 1, 2, 3, 4, 0x70, 0xff, 1, 0x7a, 2, 9, 9);
    const account = message([
      [1, secret],
      [2, 'me'],
    ]);
    const uri = migrationUri(
      Uint8Array.from([...message([[1, Uint8Array.from([...account, ...tail])]]), ...tail]),
    );
    expect(only(uri)).toMatchObject({ ok: true, draft: { accountName: 'me' } });
  });
});

test('a page outside its batch stands alone', () => {
  for (const [size, index] of [
    [2, 2],
    [0, 0],
    [5000, 1],
    [-1, 0],
  ] as const) {
    expect(
      read(
        migrationUri(
          message([
            [3, size],
            [4, index],
          ]),
        ),
      ).batch,
    ).toEqual({ id: null, size: 1, index: 0 });
  }
});

test('any data is read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, isAccount) => {
      const payload = isAccount ? message([[1, bytes]]) : bytes;
      expect(typeof parseMigrationUri(migrationUri(payload)).ok).toBe('boolean');
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 16_000 }), (text) => {
      expect(typeof parseMigrationUri(`otpauth-migration://offline?data=${text}`).ok).toBe('boolean');
    }),
    { numRuns: 200 },
  );
});
