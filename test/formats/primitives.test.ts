/** What the readers stand on, against published vectors and by example. Runs under Node. */
import { describe, expect, it } from 'vitest';
import { fromBase64, fromHex } from '../../electron/formats/bytes.ts';
import { parseCsv } from '../../electron/formats/csv.ts';
import { base32OrHexSecret, base32Secret } from '../../electron/formats/secret-text.ts';
import { columnNames, rowNumberColumn } from '../../electron/formats/sqlite-schema.ts';
import { openTwofishCbc } from '../../electron/formats/twofish.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('Twofish', () => {
  /** From the paper's appendix A and its ECB vectors for 256-bit keys. */
  it.each([
    ['00'.repeat(32), '57ff739d4dc92c1bd7fc01700cc8216f', '00'.repeat(16)],
    [
      '0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff',
      '37527be0052334b89f0cfccae87cfa20',
      '00'.repeat(16),
    ],
    [
      'd43bb7556ea32e46f2a282b7d45b4e0d57ff739d4dc92c1bd7fc01700cc8216f',
      '6cb4561c40bf0a9705931cb6d408e7fa',
      '90afe91bb288544f2c32dc239b2635e6',
    ],
  ])('opens %s', (key, sealed, plain) => {
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
    expect(hex(openTwofishCbc(bytes(key), new Uint8Array(16), bytes(sealed)))).toBe(plain);
  });

  it('refuses other lengths', () => {
    expect(() => openTwofishCbc(new Uint8Array(16), new Uint8Array(16), new Uint8Array(16))).toThrow(
      RangeError,
    );
    expect(() => openTwofishCbc(new Uint8Array(32), new Uint8Array(16), new Uint8Array(15))).toThrow(
      RangeError,
    );
  });
});

describe('tables', () => {
  it('keep separators, quotes and line breaks inside quotes', () => {
    const { header, rows } = parseCsv('a, b ,c\r\n"x,""y""","two\nlines",\r\n\r\nlast');
    expect(header).toEqual(['a', 'b', 'c']);
    expect(rows).toEqual([['x,"y"', 'two\nlines', ''], ['last']]);
  });

  it('keep a row whole where something stands around quotes', () => {
    expect(parseCsv('a,b,c\n"x" , "y,"z, 3\n"4"\t,5,6').rows).toEqual([
      ['x', 'y,z', ' 3'],
      ['4', '5', '6'],
    ]);
  });

  it('may be separated otherwise, end anywhere, and hold nothing', () => {
    expect(parseCsv('a;b\n1;2,3').rows).toEqual([['1', '2,3']]);
    expect(parseCsv('a\tb\n"open').rows).toEqual([['open']]);
    expect(parseCsv('a,b\n"open,2\n3,4').rows).toEqual([
      ['open', '2'],
      ['3', '4'],
    ]);
    expect(parseCsv('')).toEqual({ header: [], rows: [] });
  });

  it.each(['"', ',"', '"""', ',"""', '"",', ',""""', ' "', '" ,', ',"x""'])(
    'take time that grows with their size only: %j again and again',
    (part) => {
      const startMs = performance.now();
      parseCsv(`${part.repeat(2 ** 21 / part.length)}"`);
      expect(performance.now() - startMs).toBeLessThan(2000);
    },
  );
});

describe('SQLite definitions', () => {
  it('give their columns in order', () => {
    const sql =
      'CREATE TABLE "t" ([a b] INTEGER NOT NULL, `id` INTEGER PRIMARY KEY, c decimal(1,2) DEFAULT (1), UNIQUE(c))';
    expect(columnNames(sql)).toEqual(['a b', 'id', 'c']);
    expect(rowNumberColumn(sql)).toBe(1);
    expect(rowNumberColumn('CREATE TABLE t(a text primary key)')).toBe(-1);
  });
});

describe('secrets', () => {
  it('remember how they were written only where that is not canonical', () => {
    expect(base32Secret('jbsw y3dp').asWritten).toBeNull();
    expect(base32Secret('SECRETO').asWritten).toBe('SECRETO');
    expect(base32Secret('secret-o%3D').asWritten).toBe('SECRETO');
  });

  it('are base32 before they are hexadecimal', () => {
    expect(hex(base32OrHexSecret('abcd2345').bytes)).toBe(hex(base32Secret('ABCD2345').bytes));
    expect(hex(base32OrHexSecret('abcd1234').bytes)).toBe('abcd1234');
    expect(() => base32OrHexSecret('xyz1')).toThrow('bad-secret');
  });

  it('in other notations are all or nothing', () => {
    expect(fromHex('0g')).toBeNull();
    expect(fromHex('123')).toBeNull();
    expect(fromBase64('a')).toBeNull();
    expect(fromBase64('_-8=')).toEqual(new Uint8Array([0xff, 0xef]));
    expect(fromBase64('a*b')).toBeNull();
  });
});
