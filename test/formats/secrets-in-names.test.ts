/** No key stands in the name of an entry or an account, whatever became of the file's structure. Runs under Node. */
import { describe, expect, it } from 'vitest';
import { FileProblem } from '../../electron/formats/problem.ts';
import type { ReadOptions } from '../../electron/formats/reading.ts';
import { readFile } from '../../electron/formats/registry.ts';
import { withoutKeys } from '../../electron/formats/shown-name.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { decodeBase32, encodeBase32 } from '../../electron/otp/base32.ts';

import { type Fixture, fixtureFile, fixtures } from './own-fixtures.ts';

const plain = (text: string) => text.replace(/[\s=-]/g, '').toLowerCase();

/** Every notation in which a name could tell a key. */
function notationsOf(secret: Uint8Array): readonly string[] {
  const bytes = Buffer.from(secret);
  const all = [encodeBase32(secret), bytes.toString('hex'), bytes.toString('base64')];
  return all.map(plain).filter((text) => text.length >= 16);
}

function secretsOf({ accounts }: Fixture): readonly string[] {
  return accounts.flatMap(({ secret = '' }) => notationsOf(decodeBase32(secret)));
}

const KEY_NAMES = /\b(secret|key|otp|totp|otpauth|seed|name|issuer|label|account|username|title)\b/gi;
const swapped = (text: string, one: string, other: string) =>
  text.replace(new RegExp(`\\b(${one}|${other})\\b`, 'gi'), (word) =>
    word.toLowerCase() === one ? other : one,
  );

/** What becomes of a file that is mailed, pasted, edited or exported by a program with a fault. */
const MUTATIONS: Readonly<Record<string, (text: string) => string>> = {
  'line breaks lost': (text) => text.replace(/[\r\n]+/g, ''),
  'line breaks doubled': (text) => text.replace(/\n/g, '\n\n'),
  'line breaks for commas': (text) => text.replaceAll(',', '\n'),
  'line breaks after ten signs of a line': (text) => text.replace(/^.{10}/gm, '$&\n'),
  'colons lost': (text) => text.replace(/:(?!\/\/)/g, ''),
  'equals signs lost': (text) => text.replaceAll('=', ''),
  'colons for equals signs': (text) => text.replaceAll('=', ':'),
  'question marks lost': (text) => text.replaceAll('?', ''),
  'slashes for question marks': (text) => text.replaceAll('?', '/'),
  'ampersands lost': (text) => text.replaceAll('&', ''),
  'semicolons for ampersands': (text) => text.replaceAll('&', ';'),
  'semicolons for commas': (text) => text.replaceAll(',', ';'),
  'tabs for commas': (text) => text.replaceAll(',', '\t'),
  'commas lost': (text) => text.replaceAll(',', ' '),
  'quotation marks lost': (text) => text.replaceAll('"', ''),
  'labels lost': (text) => text.replace(/(otpauth:\/\/\w+\/)[^?\s]*/g, '$1'),
  'queries lost': (text) => text.replace(/\?secret=/g, '/'),
  'a column too many in front': (text) => text.replace(/^(?=.*,)/gm, 'x,').replace(/^x,/, ''),
  'a column too few': (text) => text.replace(/(?<=\n)[^,\n]*,/g, ''),
  'columns the other way round': (text) =>
    text
      .split('\n')
      .map((line, at) => (at === 0 ? line : line.split(',').reverse().join(',')))
      .join('\n'),
  'key names spelt wrongly': (text) => text.replace(KEY_NAMES, (word) => `${word}x`),
  'secret and name exchanged': (text) => swapped(text, 'secret', 'name'),
  'secret and issuer exchanged': (text) => swapped(text, 'secret', 'issuer'),
  'secret and account exchanged': (text) => swapped(text, 'secret', 'account'),
  'secret and label exchanged': (text) => swapped(text, 'secret', 'label'),
  'key and name exchanged': (text) => swapped(text, 'key', 'name'),
  'totp and name exchanged': (text) => swapped(text, 'totp', 'name'),
  'totp and username exchanged': (text) => swapped(text, 'totp', 'username'),
  'algorithms unknown': (text) => text.replace(/sha-?(1|256|512)/gi, 'md4'),
  'keys repeated in the labels': (text) =>
    text.replace(/(otpauth:\/\/\w+\/)[^?]*(\?\S*?secret=([^&\s]*))/g, '$1$3:$3$2'),
};

/**
 * The file itself then calls a key a name, and another value the key: names of an account that could be read are
 * taken at their word, as no name may be lost, but for the account's own key.
 */
const MISNAMING = /exchanged|other way round/;

const texts = fixtures.filter(
  ({ file, password, problem }) =>
    password === undefined && problem === undefined && fixtureFile(file).text !== null,
);

it('looks at every fixture that is text', () => {
  expect(texts.length).toBeGreaterThan(40);
});

describe.each(texts)('$file', (fixture) => {
  const secrets = secretsOf(fixture);

  it.each(Object.keys(MUTATIONS))('%s', async (kind) => {
    const text = MUTATIONS[kind]?.(fixtureFile(fixture.file).text ?? '') ?? '';
    const options: ReadOptions = { companions: (fixture.companions ?? []).map(fixtureFile) };
    const reading = await readFile(sourceFile(Buffer.from(text)), options).catch((error: unknown) => {
      if (!(error instanceof FileProblem)) throw error;
      expect(secrets.some((secret) => plain(`${error.message}${error.format}`).includes(secret))).toBe(false);
      return null;
    });
    const shown = (reading?.skipped ?? []).map(({ name, reason }) => `${name} ${reason}`);
    expect(shown.filter((name) => secrets.some((secret) => plain(name).includes(secret)))).toEqual([]);
    const told = (reading?.accounts ?? []).filter(({ issuer, accountName, otp }) => {
      const candidates = MISNAMING.test(kind) ? notationsOf(otp.secret) : secrets;
      return candidates.some((secret) => plain(`${issuer} ${accountName}`).includes(secret));
    });
    expect(told.map(({ issuer, accountName }) => `${issuer} ${accountName}`)).toEqual([]);
  });
});

it.each([
  ['Shop: GEZDGNBVGY3TQOJQGEZDGNBV', 'Shop: …'],
  ['gezd gnbv gy3t qojq gezd gnbv', '…'],
  ['secret=3132333435363738393a3b3c3d3e3f40 digits=6', 'secret=… digits=6'],
  ['MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', '…'],
])('of "%s" stays "%s"', (name, shown) => {
  expect(withoutKeys(name)).toBe(shown);
});

it.each([
  'Internationalization GmbH: ann.very.long.address@example.com',
  'firstnamelastname1984b2@example.com',
  'HumanResourcesDepartment',
  '4111111111111111',
  'the name that some keep',
])('the name "%s" is no key', (name) => {
  expect(withoutKeys(name)).toBe(name);
});
