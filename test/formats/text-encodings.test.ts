/** Text as programs and sites of old write it: Windows-1252, and HTML's entities in a table. Runs under Node. */
import { describe, expect, it } from 'vitest';
import { readStringMap } from '../../electron/formats/java-serialised.ts';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';

const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const ascii = (text: string) => new TextEncoder().encode(text);

/** Bytes 0x80 to 0x9F in https://encoding.spec.whatwg.org/index-windows-1252.txt, as code points. */
const INDEX = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
  0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a,
  0x153, 0x9d, 0x17e, 0x178,
];

it('every byte of Windows-1252 is the character that it stands for', () => {
  const padding = ascii('padding that is ASCII, as most of such a file');
  for (let byte = 0x80; byte <= 0xff; byte += 1) {
    const text = sourceFile(new Uint8Array([...padding, byte])).text ?? '';
    expect(text.codePointAt(padding.length), `byte ${byte.toString(16)}`).toBe(INDEX[byte - 0x80] ?? byte);
  }
});

it('a table of Western Windows keeps its euro signs and quotation marks', async () => {
  const table = new Uint8Array([
    ...ascii('name,issuer,secret\r\n'),
    ...[0x93, 0x41, 0x94, 0x2c, 0x80, 0x2c],
    ...ascii(`${KEY}\r\n`),
  ]);
  const { accounts } = await readFile(sourceFile(table));
  expect(accounts).toMatchObject([{ issuer: '€', accountName: '“A”' }]);
});

describe('a table of LastPass', () => {
  const header = 'url,username,password,totp,extra,name,grouping,fav';
  const read = async (...rows: readonly string[]) =>
    (await readFile(sourceFile(ascii([header, ...rows].join('\n'))))).accounts;

  it('that its extension escaped is as the person typed it', async () => {
    const uri = `otpauth://totp/a?secret=${KEY}&amp;digits=8`;
    const found = await read(
      `https://a.example/?a=1&amp;b=2,ann,x,${KEY},&lt;note&gt; &amp;amp;,Black &amp; White,R&amp;D,0`,
      `https://b.example,bob,x,${uri},,Bank,,0`,
    );
    expect(found).toMatchObject([
      { issuer: 'Black & White', note: '<note> &amp;', tags: ['R&D'] },
      { issuer: 'Bank', otp: { digits: 8 } },
    ]);
  });

  it.each(['&', '<', '>', '&quot;'])('that holds a bare %s was not escaped', async (sign) => {
    const found = await read(`https://a.example,ann,x${sign}y,${KEY},,Black &amp; White,,0`);
    expect(found).toMatchObject([{ issuer: 'Black &amp; White' }]);
  });

  it('of another app has no entities', async () => {
    const table = `Title,URL,Username,Password,Notes,OTPAuth\nA &amp; B,,ann,x,,${KEY}\n`;
    const { accounts } = await readFile(sourceFile(ascii(table)));
    expect(accounts).toMatchObject([{ issuer: 'A &amp; B' }]);
  });
});

describe("Java's modified UTF-8", () => {
  /** U+1F600 as its two surrogates, three bytes each. */
  const FACE = [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80];
  const NUL = [0xc0, 0x80];
  const uri = (...name: readonly number[]) =>
    new Uint8Array([...ascii('otpauth://totp/'), ...name, ...ascii(`?secret=${KEY}`)]);

  it('gives a name its emoji, and no NUL', async () => {
    const { accounts } = await readFile(sourceFile(uri(0x61, ...FACE, ...NUL, 0xc3, 0xa9, ...FACE)));
    expect(accounts).toMatchObject([{ accountName: 'a😀é😀' }]);
  });

  it('is the same in JSON, where a NUL is not allowed', () => {
    const json = new Uint8Array([...ascii('{"a":"'), ...FACE, ...NUL, ...ascii('"}')]);
    expect(sourceFile(json).json).toEqual({ a: '😀' });
  });

  it('with half a pair is broken UTF-8, no character', () => {
    const half = new Uint8Array([
      ...uri(0xc3, 0xa9, 0xc3, 0xa9, ...FACE.slice(0, 3), 0xc3, 0xa9, 0xc3, 0xa9),
    ]);
    expect(sourceFile(half).text).toContain('éé\ufffd\ufffd\ufffdéé');
  });
});

it('a serialised map of Java keeps the emoji and the NUL of its texts', () => {
  const short = (value: number) => [value >> 8, value & 0xff];
  const string = (...utf: readonly number[]) => [0x74, ...short(utf.length), ...utf];
  const name = ascii('java.util.HashMap');
  const map = new Uint8Array([
    ...[0xac, 0xed, 0, 5, 0x73, 0x72, ...short(name.length), ...name, ...Array(9).fill(0), 0, 0, 0x78, 0x70],
    ...[0x77, 8, 0, 0, 0, 16, 0, 0, 0, 1],
    ...string(0x6b),
    ...string(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, 0xc0, 0x80, 0xc3, 0xa9),
  ]);
  expect([...readStringMap(map, 'freeotp')]).toEqual([['k', '😀\0é']]);
});
