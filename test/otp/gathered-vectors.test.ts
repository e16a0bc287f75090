/**
 * Runs the vectors gathered from other projects, which lie beside the project and are never committed.
 * Where they are absent the tests are skipped and say so. What we refuse on purpose is listed by its reason and
 * counted, so that a vector is never passed over in silence.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { AccountDraft } from '../../electron/otp/account.ts';
import { encodeBase32, parseSecret } from '../../electron/otp/base32.ts';
import { codeAt, hotpCode } from '../../electron/otp/code.ts';
import { findKeyUris } from '../../electron/otp/foreign-text.ts';
import { type ParsedKeyUri, parseAlgorithm, parseKeyUri } from '../../electron/otp/key-uri.ts';
import { isMigrationUri, parseMigrationUri } from '../../electron/otp/migration.ts';
import { otpView } from '../../electron/otp/review-view.ts';

const folder = resolve(import.meta.dirname, '../../../shared/formats');
const isPresent = existsSync(resolve(folder, 'manifest.json'));
if (!isPresent)
  console.warn('skipped: ../shared/formats is not there, so vectors of other projects are not run');

interface Entry {
  readonly type: string;
  readonly issuer: string;
  readonly account: string;
  readonly secret_base32: string;
  readonly algorithm: string;
  readonly digits: number;
  readonly period?: number;
  readonly counter?: number;
  /** A migration name with a colon and no issuer: `issuer` and `account` are a guess, this is what is written. */
  readonly raw_name?: string;
  /** Of Mobile-OTP and Yandex; compared by the codes below. */
  readonly pin?: string;
  readonly pin_length?: number;
  readonly secret_text?: string;
}

interface UriVector {
  readonly id: string;
  readonly uri: string;
  readonly reference: { readonly outcome: 'ok' | 'reject'; readonly entry?: Entry };
}

interface SecretVector {
  readonly input: string;
  readonly reference_valid: boolean;
  readonly bytes_hex: string | null;
}

interface CodeVector {
  readonly type: string;
  readonly secret: string;
  readonly expected: string;
  readonly unix_time?: number;
  readonly counter?: number;
  readonly algorithm?: string;
  readonly digits?: number;
  readonly period?: number;
  readonly pin?: string;
}

interface FixtureRow {
  readonly app: string;
  readonly file: string;
  readonly expected: readonly Entry[];
  readonly qr_text?: string;
}

function load<T>(path: string): T {
  return JSON.parse(readFileSync(resolve(folder, path), 'utf8')) as T;
}

const loadVectors = <T>(path: string): readonly T[] =>
  isPresent ? load<{ vectors: readonly T[] }>(path).vectors : [];
const uris = loadVectors<UriVector>('fixtures/otpauth-uri/uri-vectors.json');
const secrets = loadVectors<SecretVector>('fixtures/otpauth-uri/secret-vectors.json');
const codes = loadVectors<CodeVector>('fixtures/otp-codes/code-vectors.json');
const rows = (isPresent ? load<readonly FixtureRow[]>('manifest.json') : []).filter(
  (row) => row.app === 'google-authenticator' && (row.qr_text !== undefined || row.file.endsWith('.txt')),
);

/** How many vectors are refused on purpose, by reason; printed at the end. */
const refusedOnPurpose = new Map<string, number>();
const countRefusal = (reason: string) =>
  refusedOnPurpose.set(reason, (refusedOnPurpose.get(reason) ?? 0) + 1);
afterAll(() => {
  if (isPresent) console.info(`refused on purpose: ${JSON.stringify(Object.fromEntries(refusedOnPurpose))}`);
});

/** Why we refuse what the vectors' reference reader takes; null where we take it too. */
function ourRefusal(entry: Entry): string | null {
  const isKnown = ['SHA1', 'SHA256', 'SHA512'].includes(entry.algorithm) || entry.type === 'motp';
  return isKnown ? null : 'unknown-algorithm';
}

function hexOf(text: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(text).toString(), 'hex');
}

function asEntry({ issuer, accountName, otp }: AccountDraft): Entry {
  const { algorithm, digits, periodSeconds, counter } = otpView(otp);
  return {
    type: otp.type,
    issuer,
    account: accountName,
    // The vectors have the bytes that Mobile-OTP's hexadecimal text stands for.
    secret_base32: encodeBase32(otp.type === 'motp' ? hexOf(otp.secret) : otp.secret),
    algorithm,
    digits,
    ...(counter === null ? { period: periodSeconds ?? 0 } : { counter }),
  };
}

/** The vectors keep secrets as they were written; ours are canonical. Names are kept as written, not guessed at. */
function canonical({ raw_name, pin, pin_length, secret_text, ...entry }: Entry): Entry {
  const parsed = parseSecret(entry.secret_base32);
  return {
    ...entry,
    ...(raw_name === undefined ? {} : { issuer: '', account: raw_name }),
    secret_base32: parsed.ok ? encodeBase32(parsed.secret) : 'unreadable',
  };
}

const entriesOf = (uri: string): readonly ParsedKeyUri[] => {
  if (!isMigrationUri(uri)) return [parseKeyUri(uri)];
  const page = parseMigrationUri(uri);
  return page.ok ? page.entries : [{ ok: false, reason: page.reason, seen: '' }];
};

describe.skipIf(!isPresent)('Key URIs as issuers write them', () => {
  test.each(uris)('$id $uri', ({ uri, reference }) => {
    const parsed = parseKeyUri(uri);
    const refusal = reference.entry === undefined ? null : ourRefusal(reference.entry);
    if (reference.entry === undefined) expect(parsed.ok).toBe(false);
    else if (refusal !== null) {
      countRefusal(refusal);
      expect(parsed).toMatchObject({ ok: false, reason: refusal });
    } else expect(parsed.ok ? asEntry(parsed.draft) : parsed).toEqual(canonical(reference.entry));
  });

  test('every one that can be read is found as a line of a text', () => {
    const read = uris.filter(({ uri }) => parseKeyUri(uri).ok).map(({ uri }) => uri.trim());
    expect(read.length).toBeGreaterThan(100);
    expect(findKeyUris(read.join('\n'))).toEqual(read);
  });
});

describe.skipIf(!isPresent)('secrets', () => {
  test.each(secrets)('$input', ({ input, reference_valid, bytes_hex }) => {
    const parsed = parseSecret(input);
    expect(parsed.ok).toBe(reference_valid);
    if (parsed.ok) expect(Buffer.from(parsed.secret).toString('hex')).toBe(bytes_hex);
  });
});

describe.skipIf(!isPresent)('codes', () => {
  test.each(codes)('$type $secret gives $expected', (vector) => {
    if (vector.type === 'motp' || vector.type === 'yandex') {
      const host = vector.type === 'motp' ? 'motp://A:b' : 'otpauth://yaotp/b';
      const read = parseKeyUri(`${host}?secret=${vector.secret}`);
      if (!read.ok || !('pin' in read.draft.otp)) throw new Error('the vector cannot be read');
      const otp = { ...read.draft.otp, pin: vector.pin ?? '' };
      expect(codeAt(otp, (vector.unix_time ?? 0) * 1000)).toBe(vector.expected);
      expect(() => codeAt({ ...otp, pin: '' }, 0)).toThrow(RangeError);
      return;
    }
    const parsed = parseSecret(vector.secret);
    const algorithm = parseAlgorithm(vector.algorithm ?? 'SHA1');
    if (!parsed.ok || algorithm === null) throw new Error('the vector cannot be read');
    const { secret } = parsed;
    const digits = vector.digits ?? 6;
    const unixMs = (vector.unix_time ?? 0) * 1000;
    if (vector.type === 'steam') expect(codeAt({ type: 'steam', secret }, unixMs)).toBe(vector.expected);
    else if (vector.type === 'totp') {
      const periodSeconds = vector.period ?? 30;
      expect(codeAt({ type: 'totp', secret, algorithm, digits, periodSeconds }, unixMs)).toBe(
        vector.expected,
      );
    } else {
      expect(vector.type).toBe('hotp');
      expect(hotpCode({ type: 'hotp', secret, algorithm, digits, counter: 0 }, vector.counter ?? -1)).toBe(
        vector.expected,
      );
    }
  });
});

describe.skipIf(!isPresent)("Google Authenticator's exports", () => {
  test.each(rows)('$file', ({ file, expected, qr_text }) => {
    const text = qr_text ?? readFileSync(resolve(folder, file), 'utf8');
    const entries = findKeyUris(text).flatMap(entriesOf);
    expect(entries.flatMap((entry) => (entry.ok ? [asEntry(entry.draft)] : []))).toEqual(
      expected.map(canonical),
    );
    if (expected.length > 0) expect(entries.filter((entry) => !entry.ok)).toEqual([]);
  });

  test('all of them were there', () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
  });
});
