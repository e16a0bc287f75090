/** KeeOtp's `key=…&step=…` in KeePass's XML and in tables: what is read, and what is refused with its reason. Runs under Node. */
import { describe, expect, it } from 'vitest';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { encodeBase32 } from '../../electron/otp/base32.ts';

const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** The same 20 bytes, "12345678901234567890" of RFC 4226. */
const HEX = '3132333435363738393031323334353637383930';
const BASE64 = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA';
const escaped = (text: string) => text.replaceAll('&', '&amp;');

async function read(text: string) {
  const { accounts, skipped } = await readFile(sourceFile(new TextEncoder().encode(text)));
  return {
    accounts: accounts.map(({ otp, ...names }) => ({ ...names, ...otp, secret: encodeBase32(otp.secret) })),
    skipped: skipped.map(({ name, reason }) => `${name}|${reason}`),
  };
}

const inXml = (otp: string) =>
  read(
    `<?xml version="1.0"?><KeePassFile><Meta/><Root><Group><Name>All</Name><Entry>` +
      `<String><Key>Title</Key><Value>Shop</Value></String><String><Key>UserName</Key><Value>ann</Value></String>` +
      `<String><Key>otp</Key><Value>${escaped(otp)}</Value></String></Entry></Group></Root></KeePassFile>`,
  );
const inTable = (otp: string) =>
  read(
    `"Group","Title","Username","Password","URL","Notes","TOTP"\n"Root","Shop","ann","x","","","${otp}"\n`,
  );

const READ: readonly (readonly [query: string, expected: object])[] = [
  [`key=${KEY}`, { type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30 }],
  [`key=${KEY}&step=60&size=8`, { digits: 8, periodSeconds: 60 }],
  [`step=60&size=8&type=Totp&key=${KEY}`, { digits: 8, periodSeconds: 60 }],
  [`key=${KEY}%3d%3D&otpHashMode=Sha256`, { algorithm: 'SHA256' }],
  [`Key=${KEY.toLowerCase()}&OtpHashMode=SHA512`, { algorithm: 'SHA512' }],
  [`key=${KEY}&type=Hotp&counter=7`, { type: 'hotp', counter: 7 }],
  [`key=${KEY}&type=Steam&size=5`, { type: 'steam' }],
  [`key=${HEX}&encoding=Hex`, {}],
  [`key=${BASE64}%3d&encoding=Base64`, {}],
  ['key=12345678901234567890&encoding=UTF8', {}],
  [`key=${KEY}&encoding=Base32&`, {}],
];

const REFUSED: readonly (readonly [query: string, reason: string])[] = [
  ['key=&step=30', 'no-secret'],
  ['key=0189!', 'bad-secret'],
  [`key=${KEY}&encoding=Base36`, 'bad-secret'],
  [`key=${KEY}&encoding=toString`, 'bad-secret'],
  [`key=xyz&encoding=Hex`, 'bad-secret'],
  [`key=${KEY}&step=0`, 'bad-period'],
  [`key=${KEY}&size=six`, 'bad-digits'],
  [`key=${KEY}&type=Push`, 'unknown-type'],
  [`key=${KEY}&otpHashMode=Md5`, 'unknown-algorithm'],
  [`key=${KEY}&type=Hotp&counter=-1`, 'bad-counter'],
];

describe.each([
  ['an attribute of KeePass', inXml],
  ['a table of KeePassXC', inTable],
])('in %s', (_, readIn) => {
  it.each(READ)('%s is read', async (query, expected) => {
    expect(await readIn(query)).toMatchObject({
      accounts: [{ issuer: 'Shop', accountName: 'ann', secret: KEY, ...expected }],
      skipped: [],
    });
  });

  it.each(REFUSED)('%s is refused: %s', async (query, reason) => {
    const { accounts, skipped } = await readIn(query);
    expect([accounts, skipped]).toEqual([[], [expect.stringMatching(`^Shop(: ann)?\\|${reason}$`)]]);
  });
});

it('a plus in a base64 key is a plus', async () => {
  const { accounts } = await inXml('key=++++MDEyMzQ1Njc4OTA&encoding=Base64');
  expect(accounts[0]?.secret).toBe(encodeBase32(Buffer.from('++++MDEyMzQ1Njc4OTA', 'base64')));
});

it('a bare key in the attribute is a key', async () => {
  expect(await inXml('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')).toMatchObject({
    accounts: [{ secret: KEY }],
  });
});
