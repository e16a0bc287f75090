/**
 * Files made to hurt: costs, sizes, depths, names and loops are bounded before the work that they bound.
 * Runs under Node. Each refusal stands beside the file that is accepted (fixtures.test.ts).
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FileProblem } from '../../electron/formats/problem.ts';
import type { ReadOptions } from '../../electron/formats/reading.ts';
import { FORMATS, readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { fixtureFile } from './own-fixtures.ts';

const PASSWORD = 'pässword 1';
/** Far less than any of the refused derivations takes. */
const AT_ONCE_MS = 500;

async function problemOf(bytes: Uint8Array, options: ReadOptions = { password: PASSWORD }): Promise<string> {
  const answer = await readFile(sourceFile(bytes), options).catch((error: unknown) => error);
  return answer instanceof FileProblem ? answer.code : 'no problem';
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const text = (value: string) => new Uint8Array(Buffer.from(value));

/** A fixture's JSON with numbers in it replaced. */
function withNumbers(file: string, numbers: Readonly<Record<string, number>>): Uint8Array {
  const content = fixtureFile(file).text ?? '';
  return text(
    Object.entries(numbers).reduce((changed, [key, value]) => {
      expect(changed).toMatch(new RegExp(`"${key}": \\d+`));
      return changed.replaceAll(new RegExp(`("${key}": )\\d+`, 'g'), `$1${value}`);
    }, content),
  );
}

describe('a key derivation that asks for too much is refused before it runs', () => {
  it.each([
    ['scrypt N', () => withNumbers('aegis-encrypted.json', { n: 1073741824 })],
    ['scrypt r', () => withNumbers('aegis-encrypted.json', { r: 1000000 })],
    ['scrypt memory', () => withNumbers('aegis-encrypted.json', { n: 1048576, r: 32 })],
    ['PBKDF2 iterations', () => withNumbers('bitwarden-pbkdf2.json', { kdfIterations: 4000000000 })],
    ['Argon2 memory', () => withNumbers('bitwarden-argon2id.json', { kdfMemory: 100000 })],
    ['Argon2 lanes', () => withNumbers('bitwarden-argon2id.json', { kdfParallelism: 100000 })],
    ['Argon2 passes over its memory', () => withNumbers('ente-encrypted.json', { opsLimit: 100000 })],
    ['libsodium memory', () => withNumbers('ente-encrypted.json', { memLimit: 99999999999 })],
  ])('%s', async (_, make) => {
    const start = performance.now();
    expect(await problemOf(make())).toBe('too-costly');
    expect(performance.now() - start).toBeLessThan(AT_ONCE_MS);
  });

  it('AES rounds of a KeePass file', async () => {
    const bytes = Uint8Array.from(fixtureFile('keepass-3.1.kdbx').bytes);
    const rounds = Buffer.from(bytes).indexOf(Buffer.from([6, 8, 0, 70, 0, 0, 0]));
    bytes.set([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0], rounds + 3);
    expect(await problemOf(bytes)).toBe('too-costly');
  });

  it('zero of anything is damage', async () => {
    expect(await problemOf(withNumbers('aegis-encrypted.json', { n: 0 }))).toBe('damaged');
    expect(await problemOf(withNumbers('bitwarden-pbkdf2.json', { kdfIterations: 0 }))).toBe('damaged');
    expect(await problemOf(withNumbers('ente-encrypted.json', { opsLimit: 0 }))).toBe('damaged');
  });
});

/** A zip of one deflated file that may lie about its size. */
function zipOf(name: string, packed: Uint8Array, crc: number, claimedBytes: number): Uint8Array {
  const header = (signature: number, versions: readonly number[]) => {
    const bytes = Buffer.alloc(4 + 2 * versions.length + 24);
    bytes.writeUInt32LE(signature);
    versions.forEach((version, at) => {
      bytes.writeUInt16LE(version, 4 + 2 * at);
    });
    const at = 4 + 2 * versions.length;
    bytes.writeUInt16LE(8, at + 2);
    bytes.writeUInt32LE(crc, at + 8);
    bytes.writeUInt32LE(packed.length, at + 12);
    bytes.writeUInt32LE(claimedBytes, at + 16);
    bytes.writeUInt16LE(name.length, at + 20);
    return bytes;
  };
  const local = Buffer.concat([header(0x04034b50, [20]), Buffer.from(name), packed]);
  const central = Buffer.concat([header(0x02014b50, [20, 20]), Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return new Uint8Array(Buffer.concat([local, central, end]));
}

describe('archives', () => {
  const bomb = Buffer.alloc(200 * 1024 * 1024);
  const packed = deflateRawSync(bomb);

  it('a bomb stops at the bound, whatever size it claims', async () => {
    expect(await problemOf(zipOf('export.data', packed, crc32(bomb), bomb.length))).toBe('too-large');
    const start = process.memoryUsage().rss;
    expect(['too-large', 'damaged']).toContain(
      await problemOf(zipOf('export.data', packed, crc32(bomb), 100)),
    );
    expect(process.memoryUsage().rss - start).toBeLessThan(256 * 1024 * 1024);
  });

  it('a name that climbs out of a folder refuses the archive', async () => {
    const content = Buffer.from('otpauth://totp/a?secret=JBSWY3DPEHPK3PXP');
    const bytes = zipOf('../../etc/evil.txt', deflateRawSync(content), crc32(content), content.length);
    expect(await problemOf(bytes)).toBe('damaged');
  });

  it('no reader touches the file system or the network', () => {
    const folder = path.resolve(import.meta.dirname, '../../electron/formats');
    const forbidden = /from 'node:(?:fs|net|http|https|child_process|dgram|worker_threads)|\bfetch\(/;
    for (const file of readdirSync(folder))
      expect(readFileSync(path.join(folder, file), 'utf8')).not.toMatch(forbidden);
  });
});

describe('XML', () => {
  const preferences = (inner: string) => text(`<?xml version="1.0"?>${inner}`);
  const value = '<string name="STATIC_TOTP_CODES_LIST">[]</string>';

  it('is read', async () => {
    expect(await problemOf(preferences(`<map>${value}</map>`))).toBe('no problem');
  });

  it.each([
    ['a document type', `<map>${value}<!DOCTYPE a></map>`],
    ['an entity of its own', `<map>${value}<!ENTITY a "b"></map>`],
    ['an unknown entity', `<map>${value}<string name="x">&evil;</string></map>`],
    ['a thousand levels', `<map>${value}${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</map>`],
    ['an unclosed element', `<map>${value}`],
  ])('%s is refused', async (_, inner) => {
    expect(await problemOf(preferences(inner))).toBe('damaged');
  });
});

describe('structures that lead in circles or beyond the file', () => {
  it('an SQLite page that is its own child', async () => {
    const bytes = Uint8Array.from(fixtureFile('microsoft.sqlite').bytes);
    const view = new DataView(bytes.buffer);
    const interior = [...Array(bytes.length / 512).keys()].find(
      (page) => page > 0 && bytes[page * 512] === 5,
    );
    view.setUint32((interior ?? 0) * 512 + 8, (interior ?? 0) + 1);
    expect(interior).toBeDefined();
    expect(await problemOf(bytes)).toBe('damaged');
  });

  it('a Java map that says it is endless', async () => {
    const bytes = Uint8Array.from(fixtureFile('freeotp-v2-sha1.xml').bytes);
    const block = Buffer.from(bytes).indexOf(Buffer.from([0x77, 8]));
    bytes.set([0x7f, 0xff, 0xff, 0xff], block + 6);
    expect(await problemOf(bytes)).toBe('damaged');
  });

  it('an export in which a KeePass group holds itself by depth', async () => {
    const deep = `${'<Group>'.repeat(300)}${'</Group>'.repeat(300)}`;
    expect(await problemOf(text(`<KeePassFile><Root>${deep}</Root></KeePassFile>`))).toBe('damaged');
  });

  it('more entries than anybody has', async () => {
    const entries = Array.from({ length: 100_001 }, () => ({}));
    expect(await problemOf(json({ app: '2fauth', data: entries }))).toBe('too-large');
  });

  it('a file beyond the bound', async () => {
    expect(await problemOf(new Uint8Array(64 * 1024 * 1024 + 1))).toBe('too-large');
  });
});

describe('names that mean something to JavaScript', () => {
  it('are keys like any other', async () => {
    const file = `{"version":1,"header":{},"__proto__":{"isAdmin":true},"db":{"version":3,"entries":[
      {"type":"totp","name":"a","issuer":"__proto__","__proto__":{"info":1},"info":{"secret":"JBSWY3DP","__proto__":{"digits":0}}},
      {"type":"constructor","name":"b","info":{"secret":"JBSWY3DP"}},
      {"type":"toString","__proto__":{"type":"totp"},"info":{"secret":"JBSWY3DP"}}],"groups":[{"uuid":"__proto__","name":"x"}]}}`;
    const { accounts, skipped } = await readFile(sourceFile(text(file)));
    expect(accounts).toMatchObject([{ issuer: '__proto__', otp: { digits: 6 } }]);
    expect(skipped.map(({ reason }) => reason)).toEqual(['unknown-type', 'unknown-type']);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });

  it('and names lose what could fool a reader', async () => {
    const [account] = (
      await readFile(
        sourceFile(
          json({
            app: '2fauth',
            data: [
              {
                otp_type: 'totp',
                service: 'a\u0000\u202eb\n',
                account: 'x'.repeat(9999),
                secret: 'JBSWY3DP',
              },
            ],
          }),
        ),
      )
    ).accounts;
    expect(account).toMatchObject({ issuer: 'ab', accountName: 'x'.repeat(256) });
  });
});

describe('files of other kinds are told apart', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \n\ufeff'],
    ['not-recognised', 'Lorem ipsum dolor sit amet, consetetur.'],
    ['not-recognised', 'XJGTDRUUKZH3X7TQN2QZUGCGXZCC5LX'],
    ['not-recognised', 'otpauthmigration://offline?data=CiQK'],
    ['damaged', 'otpauth-migration://offline?data=XXXX'],
    ['damaged', '{"schemaVersion": 4, "services": [,]}'],
    ['openpgp', '-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----'],
    ['not-an-export', `OTPClient${'x'.repeat(100)}`],
    ['columns-needed', 'what,who,how\nItem,user,JBSWY3DP\nOther,user,JBSWY3DP'],
  ])('%s: %j', async (problem, content) => {
    expect(await problemOf(text(content), {})).toBe(problem);
  });

  it('a picture is not looked at without something to look with', async () => {
    expect(await problemOf(fixtureFile('migration.png').bytes, {})).toBe('not-recognised');
  });

  it('an age file for somebody’s key, of absurd cost or damaged is told from a wrong passphrase', async () => {
    const file = new TextDecoder('latin1').decode(fixtureFile('uris.txt.age').bytes);
    const changed = (from: string | RegExp, to: string) =>
      problemOf(new Uint8Array(Buffer.from(file.replace(from, to), 'latin1')));
    expect(await changed(/-> scrypt \S+ \d+/, '-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc')).toBe(
      'account-restricted',
    );
    expect(await changed(/ 10\n/, ' 21\n')).toBe('too-costly');
    expect(await changed(/ 10\n/, ' 100\n')).toBe('damaged');
    expect(await changed(/-> scrypt \S+/, '-> scrypt AAAA')).toBe('damaged');
    expect(await changed(/.$/s, '\0')).toBe('damaged');
    expect(await changed(/ 10\n/, ' 11\n')).toBe('wrong-password');
    expect(await problemOf(fixtureFile('uris.txt.age').bytes, {})).toBe('password-needed');
  });

  it('an encrypted maFile names what it needs', async () => {
    const file = fixtureFile('1234.maFile');
    await expect(readFile(file, { password: PASSWORD })).rejects.toMatchObject({ code: 'companion-needed' });
  });

  it('a table is read when the person names its columns', async () => {
    const table = sourceFile(text('what,who,how\nItem,user,JBSWY3DP\nOther,,A1\n'));
    const reading = await readFile(table, { columns: { secret: 2, issuer: 0, accountName: 1 } });
    expect(reading.accounts).toMatchObject([{ issuer: 'Item', accountName: 'user' }]);
    expect(reading.skipped).toMatchObject([{ name: 'Other', reason: 'bad-secret' }]);
  });
});

describe('slow reading', () => {
  it('says when it starts and ends', async () => {
    const seen: number[] = [];
    await readFile(fixtureFile('2fas-encrypted.2fas'), {
      password: PASSWORD,
      onProgress: (part) => seen.push(part),
    });
    expect(seen).toEqual([0, 1]);
  });

  it('stops when the person cancels', async () => {
    const signal = AbortSignal.abort();
    for (const file of ['2fas-encrypted.2fas', 'keepass-3.1.kdbx', 'stratum-strong.authpro'])
      await expect(readFile(fixtureFile(file), { password: PASSWORD, signal })).rejects.toMatchObject({
        code: 'cancelled',
      });
  });
});

it('has one identifier for each format', () => {
  expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
});
