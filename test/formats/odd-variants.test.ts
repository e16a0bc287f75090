/** Files that are nearly as an app writes them: with numbers for texts, with escapes, cut down to nothing. Runs under Node. */
import { describe, expect, it } from 'vitest';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';

const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const utf8 = (text: string) => new TextEncoder().encode(text);
const readBytes = async (bytes: Uint8Array) => {
  const { accounts, skipped, format } = await readFile(sourceFile(bytes));
  return {
    format,
    accounts: accounts.map(({ issuer, accountName }) => `${issuer}|${accountName}`),
    skipped: skipped.map(({ name, reason }) => `${name}|${reason}`),
  };
};
const read = (content: object) => readBytes(utf8(JSON.stringify(content)));

it('one broken place in UTF-8 breaks one letter, not every other', async () => {
  const list = utf8(JSON.stringify([{ name: 'Zoë’s 🏦 ?', otpGenerator: { otpSecret: KEY } }]));
  const broken = list.map((byte) => (byte === 0x3f ? 0xe9 : byte));
  expect((await readBytes(broken)).accounts).toEqual(['|Zoë’s 🏦 \ufffd']);
});

it('Bitwarden: a code that is no text is named', async () => {
  const items = [KEY, '', null, 12345, [KEY], true].map((totp, at) => ({ name: `N${at}`, login: { totp } }));
  expect(await read({ encrypted: false, folders: [], items })).toMatchObject({
    accounts: ['N0|'],
    skipped: ['N3|no-secret', 'N4|no-secret', 'N5|no-secret'],
  });
});

it('Authenticator extension: a secret that is no text is named', async () => {
  const entry = { account: 'ann', issuer: 'Shop', secret: KEY, type: 'totp', hash: 'a' };
  expect(await read({ a: entry, b: { ...entry, secret: null }, c: { ...entry, secret: 5 } })).toMatchObject({
    accounts: ['Shop|ann'],
    skipped: ['Shop: ann|no-secret', 'Shop: ann|bad-secret'],
  });
});

it('2FAS: services without a word about the app', async () => {
  const service = { name: 'Shop', secret: KEY, otp: { account: 'ann' } };
  expect(await read({ services: [service] })).toMatchObject({
    format: '2fas-schema1-plain',
    accounts: ['Shop|ann'],
  });
});

it('names that are numbers are kept', async () => {
  const entry = { type: 'totp', name: 42, issuer: 7, info: { secret: KEY } };
  const backup = { version: 1, header: { slots: null, params: null }, db: { version: 3, entries: [entry] } };
  expect(await read(backup)).toMatchObject({ accounts: ['7|42'] });
});

describe('Key URIs in JSON', () => {
  const uri = `otpauth://totp/Shop:ann?secret=${KEY}&issuer=Shop`;

  it.each([
    ['PHP', JSON.stringify([uri, uri]).replaceAll('/', '\\/')],
    ['Go', JSON.stringify([uri, uri]).replaceAll('&', '\\u0026')],
    ['Gson', JSON.stringify([uri, uri]).replaceAll('&', '\\u0026').replaceAll('=', '\\u003D')],
  ])('are found as %s escapes them', async (_, text) => {
    expect(await readBytes(utf8(text))).toMatchObject({
      accounts: ['Shop|ann', 'Shop|ann'],
      skipped: [],
    });
  });
});

it.each(['[]', ' [ ]\n', '\ufeff[\r\n]'])('a list of nothing (%j) is empty, whosever it is', async (text) => {
  await expect(readBytes(utf8(text))).rejects.toMatchObject({ code: 'empty' });
});

it('Google Authenticator: an account of an unknown kind is named', async () => {
  const text = (number: number, value: string) => [(number << 3) | 2, value.length, ...utf8(value)];
  const account = [...text(1, '1234567890'), ...text(2, 'ann'), ...text(3, 'Shop'), 6 << 3, 9];
  const payload = Buffer.from([(1 << 3) | 2, account.length, ...account]).toString('base64');
  const uri = `otpauth-migration://offline?data=${encodeURIComponent(payload)}`;
  expect((await readBytes(utf8(uri))).skipped).toEqual(['Shop: ann|unknown-type']);
});
