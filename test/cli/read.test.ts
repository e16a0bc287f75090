/** `halfminute read`: output, exit codes and where passwords come from. Runs under Node. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../electron/cli/run.ts';
import { COMPANION_BYTES_MAX } from '../../electron/ipc/file-bounds.ts';
import { FIXTURE_FOLDER, fixtureFile } from '../formats/own-fixtures.ts';

const PASSWORD = 'pässword 1';
const fixture = (name: string) => path.join(FIXTURE_FOLDER, name);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const target = path.join(folder, name);
  await writeFile(target, content);
  return target;
}

/** Runs a command line; `typed` goes to standard input, which is a terminal when `isTTY`. */
async function halfminute(args: readonly string[], typed = '', isTTY = false) {
  const input = new PassThrough();
  const rawModes: boolean[] = [];
  const terminal = Object.assign(
    input,
    isTTY ? { isTTY, setRawMode: (isRaw: boolean) => rawModes.push(isRaw) } : {},
  );
  const output = new PassThrough();
  const errors = new PassThrough();
  if (isTTY) input.write(typed);
  else input.end(typed);
  const code = await run(args, { input: terminal, output, errors });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, output: text(output), errors: text(errors), rawModes };
}

describe('JSON', () => {
  it('has format, accounts and skipped, and secrets only when asked for', async () => {
    const open = await halfminute(['read', '--json', '--secrets', fixture('duo.json')]);
    expect(JSON.parse(open.output)).toEqual({
      format: 'duo-json',
      accounts: [
        {
          type: 'totp',
          issuer: '',
          account: 'ann@example.com',
          secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
          algorithm: 'SHA1',
          digits: 6,
          period: 30,
        },
        {
          type: 'hotp',
          issuer: '',
          account: 'cid',
          secret: 'KRUGS4ZANFZSAYJAONSWG4TFOQ',
          algorithm: 'SHA1',
          digits: 6,
          counter: 41,
        },
      ],
      skipped: [{ name: 'push', reason: 'push-only' }],
    });
    const closed = await halfminute(['read', '--json', fixture('duo.json')]);
    expect(closed.output).not.toMatch(/GEZD|KRUG|secret/);
    expect(JSON.parse(closed.output).accounts).toHaveLength(2);
  });

  it('of a file that cannot be read has the same members and the problem', async () => {
    const { output } = await halfminute(['read', '--json', fixture('bitwarden-account.json')]);
    expect(JSON.parse(output)).toEqual({
      format: 'bitwarden-json-account-restricted',
      accounts: [],
      skipped: [],
      problem: 'account-restricted',
    });
  });

  it('hides the PIN with the secret', async () => {
    const { output } = await halfminute(['read', '--json', fixture('uris.txt')]);
    expect(output).toContain('"motp"');
    expect(output).not.toMatch(/1234|e3152afee62599c8/);
  });
});

describe('lines for people', () => {
  it('name every account and every skipped entry', async () => {
    const { output } = await halfminute(['read', fixture('aegis-v2.json')]);
    expect(output).toContain('totp     Example: ann@example.com  SHA1, 6 digits, 30 s\n');
    expect(output).toContain('hotp     Counter Co: cid  SHA512, 7 digits, counter 41\n');
    expect(output).toContain('skipped  No digits: ann@example.com: bad-digits\n');
    expect(output).toContain('6 accounts, 4 skipped (aegis-json-plain)\n');
  });

  it('say which pages are missing, until all are given', async () => {
    const first = fixture('migration-page-1.txt');
    expect((await halfminute(['read', first])).output).toContain('missing  page 2 of 2\n');
    expect((await halfminute(['read', first, fixture('migration.png')])).output).not.toContain('missing');
  });
});

describe('exit codes', () => {
  it.each([
    [0, ['read', fixture('aegis-v3.json')]],
    [1, []],
    [1, ['frobnicate']],
    [1, ['read']],
    [1, ['read', '--password', 'x', fixture('aegis-v3.json')]],
    [1, ['read', '/nowhere/at/all']],
    [1, ['read', '--columns', 'issuer=1', fixture('other.csv')]],
    [1, ['read', '--password-file', '/nowhere/at/all', fixture('aegis-v3.json')]],
    [2, ['read', fixture('aegis-encrypted.json')]],
    [3, ['read', fixture('bitwarden-account.json')]],
    [4, ['read', fixture('aegis-v2.json')]],
    [5, ['read', fixture('manifest.json')]],
    [0, ['--help']],
    [0, ['read', '--help']],
  ])('%d: %j', async (code, args) => {
    expect((await halfminute(args)).code).toBe(code);
  });

  it('2 for a wrong password, 3 for damage, 5 for an empty file', async () => {
    const wrong = await file('wrong', 'other');
    const sealed = fixture('aegis-encrypted.json');
    expect((await halfminute(['read', '--password-file', wrong, sealed])).code).toBe(2);
    expect((await halfminute(['read', await file('broken.json', '{"services": [,]}')])).code).toBe(3);
    expect((await halfminute(['read', await file('prose.txt', 'Dear all,')])).code).toBe(3);
    expect((await halfminute(['read', await file('empty', '')])).code).toBe(5);
  });

  it('the worst of several files counts, and the others are read all the same', async () => {
    const answer = await halfminute(['read', fixture('aegis-v3.json'), await file('bad.json', '{"a":')]);
    expect(answer.code).toBe(3);
    expect(answer.output).toContain('Example: ann@example.com');
    expect(answer.errors).toContain('bad.json: the file is damaged');
  });
});

describe('a file that cannot be opened', () => {
  const missing = '/nowhere/at/all';

  it('is named, and the others are read all the same', async () => {
    const answer = await halfminute(['read', fixture('aegis-v3.json'), missing, fixture('duo.json')]);
    expect(answer.code).toBe(1);
    expect(answer.output).toContain('Example: ann@example.com');
    expect(answer.output).toContain('skipped  push: push-only');
    expect(answer.errors).toBe('halfminute: /nowhere/at/all: cannot be opened: it is not there\n');
  });

  it('is a problem beside what the others hold, in JSON', async () => {
    const both = JSON.parse((await halfminute(['read', '--json', missing, fixture('duo.json')])).output);
    expect(both).toMatchObject({ format: 'duo-json', problem: 'file-unreadable' });
    expect([both.accounts.length, both.skipped.length]).toEqual([2, 1]);
    const alone = await halfminute(['read', '--json', folder]);
    expect(alone.code).toBe(1);
    expect(JSON.parse(alone.output)).toEqual({
      format: '',
      accounts: [],
      skipped: [],
      problem: 'file-unreadable',
    });
  });

  it('a URI in its place is not repeated', async () => {
    const uri = 'otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ';
    const answer = await halfminute(['read', fixture('duo.json'), uri]);
    expect([answer.code, answer.errors]).toEqual([1, expect.stringContaining('halfminute add')]);
    expect(answer.errors).not.toContain('GEZDG');
  });
});

describe('passwords', () => {
  const sealed = fixture('2fas-encrypted.2fas');

  it.each([
    ['file', `${PASSWORD}`],
    ['file', `${PASSWORD}\n`],
    ['file', `${PASSWORD}\r\n`],
  ])('come from a %s (%j)', async (_, content) => {
    const from = await file('password', content);
    expect((await halfminute(['read', '--password-file', from, sealed])).code).toBe(4);
  });

  it('come from standard input', async () => {
    expect((await halfminute(['read', '--password-file', '-', sealed], `${PASSWORD}\n`)).code).toBe(4);
  });

  it('are otherwise used as they are', async () => {
    const from = await file('padded', ` ${PASSWORD}`);
    expect((await halfminute(['read', '--password-file', from, sealed])).code).toBe(2);
  });

  it('are asked for without echo at a terminal, where typing can be corrected', async () => {
    const answer = await halfminute(['read', sealed], `${PASSWORD}x\u007f\r`, true);
    expect(answer.code).toBe(4);
    expect(answer.rawModes).toEqual([true, false]);
    expect(answer.errors).toContain('Password of 2fas-encrypted.2fas: ');
    expect(answer.output + answer.errors).not.toContain(PASSWORD.slice(1));
  });

  it('are given up with Ctrl-C', async () => {
    expect((await halfminute(['read', sealed], 'abc\u0003', true)).code).toBe(2);
  });
});

it('asks which is meant where a table holds URIs outside a column of their own', async () => {
  const table = `site,seed,remark\nShop,GEZDGNBVGY3TQOJQ,\nBank,,otpauth://totp/Bank:bob?secret=GEZDGNBVGY3TQOJQ\n`;
  const mixed = await file('mixed.csv', table);
  const asked = await halfminute(['read', '--json', mixed]);
  expect([asked.code, JSON.parse(asked.output).problem]).toEqual([1, 'format-needed']);
  expect(asked.errors).toContain('--columns none');
  const names = async (columns: string) => {
    const { output } = await halfminute(['read', '--json', '--columns', columns, mixed]);
    return JSON.parse(output).accounts.map(({ issuer }: { issuer: string }) => issuer);
  };
  expect(await names('none')).toEqual(['Bank']);
  expect(await names('secret=2,issuer=1')).toEqual(['Shop']);
});

it('finds the manifest that lies beside an encrypted maFile', async () => {
  const args = ['--password-file', await file('password', PASSWORD)];
  expect((await halfminute(['read', ...args, fixture('1234.maFile')])).code).toBe(0);
  const alone = await file('1234.maFile', fixtureFile('1234.maFile').bytes);
  expect((await halfminute(['read', ...args, alone])).code).toBe(1);
  expect((await halfminute(['read', ...args, alone, fixture('manifest.json')])).output).toContain(
    'Steam: dora',
  );
});

it('says what to do with files that it knows and cannot read, and asks no password of them', async () => {
  const noise = Uint8Array.from({ length: 400 }, (_, at) => (at * 89 + 7) % 256);
  const withStart = (name: string, start: string) =>
    file(name, new Uint8Array([...Buffer.from(start, 'latin1'), ...noise]));
  for (const [start, sentence] of [
    ['%PDF-1.7\n', 'pdftoppm'],
    ['\x89HMV\r\n\x1a\n', 'halfminute verify'],
    ['\0\0\0\x18ftypheic', 'save it as PNG'],
    ['\x1f\x8b\x08\0', 'no format that Halfminute knows'],
  ] as const) {
    const answer = await halfminute(['read', await withStart('known', start)]);
    expect([answer.code, answer.errors]).toEqual([3, expect.stringContaining(sentence)]);
  }
});

it('bounds what lies beside a file as a whole, the plain manifest first', async () => {
  const beside = await mkdtemp(path.join(folder, 'beside-'));
  const put = (name: string, content: Uint8Array) => writeFile(path.join(beside, name), content);
  const manifest = fixtureFile('manifest.json').bytes;
  await put('1234.maFile', fixtureFile('1234.maFile').bytes);
  // Spaces around JSON change nothing but its size.
  const padded = (bytes: number) => Uint8Array.from({ length: bytes }, (_, at) => manifest[at] ?? 0x20);
  for (const name of ['a-manifest.json', 'b-manifest.json']) {
    await put(name, new Uint8Array(COMPANION_BYTES_MAX / 2).fill(0x20));
  }
  const args = [
    'read',
    '--password-file',
    await file('password', PASSWORD),
    path.join(beside, '1234.maFile'),
  ];
  await put('zz-manifest.json', manifest);
  expect((await halfminute(args)).code).toBe(1);
  await put('manifest.json', padded(COMPANION_BYTES_MAX));
  expect((await halfminute(args)).code).toBe(0);
  await put('manifest.json', padded(COMPANION_BYTES_MAX + 1));
  expect((await halfminute(args)).code).toBe(1);
});

it.skipIf(process.platform === 'win32')('reads a device without an end to the bound alone', async () => {
  const { code, errors } = await halfminute(['read', '/dev/zero']);
  expect(code).toBe(3);
  expect(errors).toContain('/dev/zero: ');
});

it('says that a database in WAL mode may not be all, and reads what it holds', async () => {
  const { bytes } = fixtureFile('google.sqlite');
  const logged = bytes.map((byte, at) => (at === 18 || at === 19 ? 2 : byte));
  const plain = await halfminute(['read', fixture('google.sqlite')]);
  const answer = await halfminute(['read', await file('databases', logged)]);
  expect([plain.errors, answer.output]).toEqual(['', plain.output]);
  expect(answer.errors).toContain('databases-wal, which is not read');
  // A database whose every entry is still in the log holds no table at all.
  const empty = new Uint8Array(bytes.subarray(0, 100));
  empty.set([2, 2], 18);
  const nothing = await halfminute(['read', await file('databases', empty)]);
  expect([nothing.code, nothing.errors]).toEqual([3, expect.stringContaining('databases-wal, which is not')]);
});

it('reads pictures of codes', async () => {
  expect((await halfminute(['read', fixture('migration.png')])).output).toContain('Counter Co: cid');
});
