/** Entries that lack something, or stand beside broken ones: the others are read all the same, and none disappears. Runs under Node. */
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { accountJson } from '../../electron/cli/account-json.ts';
import type { ReadOptions } from '../../electron/formats/reading.ts';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { fixtureFile } from './own-fixtures.ts';

const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const BYTES = [1, 2, 3, 4, 5, 6, 7, 8, -1, -2];
const utf8 = (text: string) => new TextEncoder().encode(text);

async function read(content: object | string | Uint8Array, options: ReadOptions = {}) {
  const bytes =
    content instanceof Uint8Array
      ? content
      : utf8(typeof content === 'string' ? content : JSON.stringify(content));
  const reading = await readFile(sourceFile(bytes), options);
  const accounts = reading.accounts.map((account) => accountJson(account, true));
  return {
    format: reading.format,
    accounts: accounts.map(({ type, issuer, account }) => [type, issuer, account].join('|')),
    secrets: accounts.map(({ secret }) => secret),
    counters: accounts.map(({ counter }) => counter),
    skipped: reading.skipped.map(({ name, reason }) => `${name}|${reason}`),
  };
}

it('FreeOTP+: a token without a label, without a secret, or none at all', async () => {
  const token = { algo: 'SHA1', issuerExt: 'Shop', secret: BYTES, type: 'TOTP' };
  const tokens = [{ ...token, label: 'ann' }, token, { label: 'broken' }, null];
  expect(await read({ tokenOrder: [], tokens })).toMatchObject({
    format: 'freeotpplus-json',
    accounts: ['totp|Shop|ann', 'totp|Shop|'],
    skipped: ['broken|no-secret', '|no-secret'],
  });
});

it('FreeOTP 1: what is no whole token is named', async () => {
  const token = (content: object) => JSON.stringify(content).replaceAll('"', '&quot;');
  const xml = `<map><string name="tokenOrder">[]</string><string name="theme">dark</string>
    <string name="a">${token({ label: 'ann', secret: BYTES, type: 'HOTP', counter: 4 })}</string>
    <string name="b">${token({ label: 'bob' })}</string><string name="Shop:cid">{broken</string></map>`;
  expect(await read(xml)).toMatchObject({
    accounts: ['hotp||ann'],
    counters: [5],
    skipped: ['bob|no-secret', 'Shop:cid|damaged'],
  });
});

it('Keeper: a record without a title', async () => {
  const custom_fields = { 'TFC:Keeper': KEY };
  const records = [{ title: 'Shop', login: 'ann', custom_fields }, { login: 'bob', custom_fields }, null];
  expect(await read({ shared_folders: [], records })).toMatchObject({
    format: 'keeper-json',
    accounts: ['totp|Shop|ann', 'totp||bob'],
  });
});

it('Authenticator extension: settings between its entries', async () => {
  const entry = { account: 'ann', issuer: 'Shop', secret: KEY, type: 'totp', hash: 'h', encrypted: false };
  expect(await read({ h: entry, theme: 'dark', last: null })).toMatchObject({
    format: 'authenticator-extension-json',
    accounts: ['totp|Shop|ann'],
  });
  await expect(read({ h: { secret: KEY }, theme: 'dark' })).rejects.toMatchObject({
    code: 'not-recognised',
  });
});

it('LastPass Authenticator: names that were never given are the original ones, emptied ones stay empty', async () => {
  const accounts = [
    { originalIssuerName: 'Shop', originalUserName: 'ann', issuerName: null, secret: KEY },
    { originalIssuerName: 'Shop', originalUserName: 'ann', issuerName: '', userName: 'bob', secret: KEY },
  ];
  expect((await read({ deviceId: '', accounts })).accounts).toEqual(['totp|Shop|ann', 'totp||bob']);
});

describe('Proton Authenticator', () => {
  const entry = (uri: string | null, name = 'ann') => ({ id: '1', content: { uri, name }, note: null });

  it('reads Steam secrets in base32 and in base64, and names what is broken beside them', async () => {
    const bytes = Buffer.from('00fffefb01020304050607080910111213141516', 'hex');
    const base64 = bytes.toString('base64').replace(/=+$/, '');
    expect(base64).toContain('/');
    const entries = [entry(`steam://${KEY}`), entry(`steam://${base64}`), entry(null), null, { id: '4' }];
    expect(await read({ version: 1, entries: [...entries, entry('steam://run/440', 'game')] })).toEqual({
      format: 'proton-authenticator-json',
      accounts: ['steam|Steam|ann', 'steam|Steam|ann'],
      secrets: [KEY, 'AD7756YBAIBQIBIGA4EASEARCIJRIFIW'],
      counters: [undefined, undefined],
      skipped: ['ann|no-secret', '|no-secret', '|no-secret', 'game|bad-secret'],
    });
  });

  it('tells base64 of letters alone by its length', async () => {
    const bytes = Buffer.from('AbcdefghijklmnopqrstuvwxYZ2', 'base64');
    const { secrets } = await read({ version: 1, entries: [entry('steam://AbcdefghijklmnopqrstuvwxYZ2')] });
    expect(bytes).toHaveLength(20);
    expect(secrets).toEqual(['AG3R26PYEGFDSJM2PIU2VOZNXL6DCYM5']);
  });
});

it('a list of URIs never shows a secret as a name', async () => {
  const steam = 'steam://AAH+/i9zdGVhbStzZWNyZXQxMjM';
  const uris = [steam, `otpauth://totp/secret=${KEY}`, `otpauth://totp/${KEY}?secret=${KEY}&digits=0`];
  const { skipped } = await read(uris.join('\n'));
  expect(skipped).toHaveLength(3);
  for (const line of skipped) expect(line).toMatch(/^\|/);
});

it('Authy: only the issuer is taken off the front of a name', async () => {
  const token = (name: string, issuer: string | null) => ({ name, issuer, decryptedSecret: KEY });
  const authenticator_tokens = [
    token('ann - work', 'Shop'),
    token('SHOP: bob', 'Shop'),
    token('Shop - cid', null),
  ];
  expect((await read({ message: 'success', authenticator_tokens })).accounts).toEqual([
    'totp|Shop|ann - work',
    'totp|Shop|bob',
    'totp|Shop|cid',
  ]);
});

it('Steam: an account without a secret beside others', async () => {
  const shared_secret = Buffer.alloc(20, 7).toString('base64');
  const accounts = { '1': { account_name: 'ann', shared_secret }, '2': { account_name: 'bob' } };
  expect(await read({ accounts })).toMatchObject({
    accounts: ['steam|Steam|ann'],
    skipped: ['bob|no-secret'],
  });
});

it('Aegis: a damaged password slot keeps no other from being tried', async () => {
  const vault = JSON.parse(fixtureFile('aegis-encrypted.json').text ?? '');
  const own = vault.header.slots;
  const sealed = own.find(({ type }: { type: number }) => type === 1);
  const broken = [
    { ...sealed, salt: 'xyz' },
    { ...sealed, n: 2 ** 30 },
    { ...sealed, key_params: null },
  ];
  const withSlots = (slots: readonly object[]) => ({ ...vault, header: { ...vault.header, slots } });
  const options = { password: 'pässword 1' };
  const whole = await read(withSlots(own), options);
  expect(await read(withSlots([{ ...sealed, type: 2 }, ...broken, ...own]), options)).toEqual(whole);
  await expect(read(withSlots(broken.slice(0, 2)), options)).rejects.toMatchObject({ code: 'damaged' });
  const wrong = { password: 'other' };
  await expect(read(withSlots([...broken, sealed]), wrong)).rejects.toMatchObject({ code: 'wrong-password' });
});

describe('a zip with several lists', () => {
  const uri = (name: string) => `otpauth://totp/Shop:${name}?secret=${KEY}`;

  it('gives the accounts of all', async () => {
    const zip = zipOf({ 'one.txt': uri('ann'), 'read me.txt': 'no codes here', 'two.TXT': uri('bob') });
    expect((await read(zip)).accounts).toEqual(['totp|Shop|ann', 'totp|Shop|bob']);
  });

  it('is told by the file that has a known name, wherever it stands', async () => {
    const zip = zipOf({ 'read me.txt': 'no codes here', 'Accounts.txt': uri('ann') });
    expect(await read(zip)).toMatchObject({ format: 'authenticator-plus-zip', accounts: ['totp|Shop|ann'] });
  });
});

it('a table of another app: columns that say how codes are made count', async () => {
  const table = [
    'name,secret,issuer,type,algorithm,digits,period,counter',
    `ann,${KEY},Shop,totp,SHA256,8,60,`,
    `bob,${KEY},Shop,HOTP,,,,41`,
    `cid,${KEY},Shop,login,,,,`,
    `dora,${KEY},Shop,motp,,,,`,
    `eve,otpauth://totp/Bank:eve?secret=${KEY}&digits=7,Shop,hotp,SHA512,8,60,3`,
    `fay,${KEY},Shop,totp,SHA3,,,`,
  ].join('\r\n');
  const { accounts, skipped } = await readFile(sourceFile(utf8(table)));
  const parameters = accounts.map(({ accountName, otp: { secret: _, ...otp } }) => [accountName, otp]);
  expect(parameters).toEqual([
    ['ann', { type: 'totp', algorithm: 'SHA256', digits: 8, periodSeconds: 60 }],
    ['bob', { type: 'hotp', algorithm: 'SHA1', digits: 6, counter: 41 }],
    ['cid', { type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30 }],
    ['eve', { type: 'totp', algorithm: 'SHA1', digits: 7, periodSeconds: 30 }],
  ]);
  expect(skipped.map(({ reason }) => reason)).toEqual(['unknown-type', 'unknown-algorithm']);
});

it('a table without a header: its first row is an entry, once the columns are named', async () => {
  const table = `Shop,ann,${KEY}\nBank,bob,${KEY}\n`;
  await expect(read(table)).rejects.toMatchObject({ code: 'columns-needed' });
  const columns = { secret: 2, issuer: 0, accountName: 1 };
  expect((await read(table, { columns })).accounts).toEqual(['totp|Shop|ann', 'totp|Bank|bob']);
  const named = await read(`site,user,code\nShop,ann,${KEY}\n`, { columns });
  expect(named.accounts).toEqual(['totp|Shop|ann']);
});

it('1Password’s table: several tags in one cell', async () => {
  const table = `Title,Username,OTPAuth,Archived,Tags\nShop,ann,${KEY},false,one;two\n`;
  const { accounts } = await readFile(sourceFile(utf8(table)));
  expect(accounts.map(({ tags }) => tags)).toEqual([['one', 'two']]);
});

it('a Bitwarden organisation’s table: its collections are tags', async () => {
  const header =
    'collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp';
  const { accounts } = await readFile(sourceFile(utf8(`${header}\nTeam,login,Shop,,,0,,ann,,${KEY}\n`)));
  expect(accounts).toMatchObject([{ issuer: 'Shop', accountName: 'ann', tags: ['Team'] }]);
});

it('text of Western Windows, and nothing that is noise', async () => {
  const table = Buffer.from(`name,issuer,secret\r\nJos\u00e9,M\u00fcller,${KEY}\r\n`, 'latin1');
  expect((await read(new Uint8Array(table))).accounts).toEqual(['totp|Müller|José']);
  const noise = Uint8Array.from({ length: 200 }, (_, at) => 0x21 + ((at * 97) % 0xde)).map((byte) =>
    byte === 0x7f ? 0x80 : byte,
  );
  expect(sourceFile(noise).text).toBeNull();
});

it('text in UTF-16 without a mark, as Windows programs write', async () => {
  const text = Buffer.from(`otpauth://totp/Shöp:ann?secret=${KEY}\r\n`, 'utf16le');
  expect((await read(new Uint8Array(text))).accounts).toEqual(['totp|Shöp|ann']);
});

it('the own files of 2fast and cotp are named as such', async () => {
  const ownFiles = [
    [{ Collection: [], IV: 'x', Version: 2 }, '2fast'],
    [{ version: 2, nonce: 'a', salt: 'b', cipher: 'c' }, 'cotp'],
  ] as const;
  for (const [file, format] of ownFiles)
    await expect(read(file)).rejects.toMatchObject({ code: 'not-an-export', format });
});

it('no link of a long list is lost without a word', async () => {
  const line = `otpauth://totp/Shop:ann?secret=${KEY}`;
  expect((await read(Array(10_001).fill(line).join('\n'))).accounts).toHaveLength(10_001);
  await expect(read(Array(100_001).fill(line).join('\n'))).rejects.toMatchObject({ code: 'too-large' });
});

/** A zip of deflated files (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(text), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(Buffer.byteLength(text), 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}

it('Authme: entries whose line breaks were lost, and a name that has a label in it', async () => {
  const codes = Buffer.from(
    `Name: ann Secret: ${KEY} Issuer: Shop Type: OTP_TOTP Name: bob Secret: ? Issuer: Shop\nName: My Type: a\nSecret: ${KEY}`,
  ).toString('base64');
  expect(await read({ role: 'codes', encrypted: false, codes })).toMatchObject({
    accounts: ['totp|Shop|ann', 'totp||My Type: a'],
    secrets: [KEY, KEY],
    skipped: ['Shop: bob|bad-secret'],
  });
});
