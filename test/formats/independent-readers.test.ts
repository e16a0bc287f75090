/**
 * What we write for other apps, opened by programs that share no code with us: Python by the formats' documents,
 * age, zbarimg.
 * The rule: a missing program fails the test and says what to install; nothing is skipped in silence.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExport } from '../../electron/formats/write-export.ts';
import type { WritableAccount } from '../../electron/formats/writing.ts';
import type { OtpType } from '../../electron/otp/account.ts';
import { AWKWARD_NAMES, EVERY_KIND, LOADED, NOW_MS, PASSWORD } from './accounts-to-write.ts';

const run = promisify(execFile);
const SCRIPT = path.join(import.meta.dirname, 'read_exports.py');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-exports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Kinds that a Key URI of the common form has; others are proved where a format has fields for them. */
const COMMON: readonly OtpType[] = ['totp', 'hotp', 'steam'];

async function written(id: string, types?: readonly OtpType[]) {
  const all = [...EVERY_KIND, ...AWKWARD_NAMES, LOADED];
  const accounts = types ? all.filter(({ otp }) => types.includes(otp.type)) : all;
  const { bytes, fileName, held } = await writeExport(id, accounts, { nowMs: NOW_MS, password: PASSWORD });
  const file = path.join(folder, `${id}-${fileName}`);
  await writeFile(file, bytes);
  return { file, bytes, held };
}

async function readByPython(id: string, file: string): Promise<readonly unknown[]> {
  const { stdout } = await run('/usr/bin/python3', [SCRIPT, id, PASSWORD, file]).catch((error: unknown) => {
    throw new Error('It needs: apt-get install python3 python3-argon2 python3-cryptography age', {
      cause: error,
    });
  });
  return JSON.parse(stdout);
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const FIXED = {
  steam: ['SHA1', 5, 30],
  motp: ['MD5', 6, 10],
  yandex: ['SHA256', 8, 30],
} as const;

/** What the script must print of an account, up to its PIN. */
function codeFields({ issuer, accountName, otp }: WritableAccount) {
  const parameters =
    otp.type === 'totp'
      ? [otp.algorithm, otp.digits, otp.periodSeconds]
      : otp.type === 'hotp'
        ? [otp.algorithm, otp.digits, otp.counter]
        : FIXED[otp.type];
  // The bytes that Aegis keeps are those whose hexadecimal text is hashed.
  const secret = otp.type === 'motp' ? new TextDecoder().decode(otp.secret) : hex(otp.secret);
  return [otp.type, issuer, accountName, secret, ...parameters, 'pin' in otp ? otp.pin : ''];
}

/** A lone account name stands in the issuer's place where an app must have one. */
const withIssuer = (account: WritableAccount): WritableAccount =>
  account.issuer === '' ? { ...account, issuer: account.accountName } : account;
const withIssuerOnly = (account: WritableAccount): WritableAccount =>
  account.issuer === '' ? { ...account, issuer: account.accountName, accountName: '' } : account;

describe('Python reads', () => {
  it.each(['aegis-plain', 'aegis-encrypted'])('%s', async (id) => {
    const { file, held } = await written(id);
    const expected = held.map((account) => {
      const { tags = [], note = '', isPinned = false } = account;
      return [...codeFields(account), tags, note, isPinned];
    });
    expect(await readByPython(id, file)).toEqual(expected);
  });

  it.each(['2fas-plain', '2fas-encrypted'])('%s', async (id) => {
    const { file, held } = await written(id);
    const expected = held.map((each) => [...codeFields(withIssuer(each)), (each.tags ?? []).slice(0, 1)]);
    expect(await readByPython(id, file)).toEqual(expected);
  });

  it('stratum-encrypted', async () => {
    const { file, held } = await written('stratum-encrypted');
    const expected = held.map((each) => [...codeFields(withIssuerOnly(each)), each.tags ?? []]);
    expect(await readByPython('stratum-encrypted', file)).toEqual(expected);
  });

  it('ente-encrypted', async () => {
    const { file, held } = await written('ente-encrypted');
    const rows = await readByPython('ente-encrypted', file);
    const expected = held.map((account) => {
      const { tags = [], note = '', isPinned = false, otp } = account;
      const [type, ...fields] = codeFields(account);
      return [otp.type === 'steam' ? 'steam' : type, ...fields, tags, note, isPinned];
    });
    expect(rows).toEqual(expected);
  });

  it.each(['otpauth-uri-list', 'age'])('%s', async (id) => {
    const { file, held } = await written(id, COMMON);
    expect(await readByPython(id, file)).toEqual(held.map(codeFields));
  });

  it('bitwarden-plain', async () => {
    const { file, held } = await written('bitwarden-plain');
    const expected = held.map((account) => {
      const { tags = [], note = '', isPinned = false } = account;
      return [...codeFields(withIssuer(account)), tags.slice(0, 1), note, isPinned];
    });
    expect(await readByPython('bitwarden-plain', file)).toEqual(expected);
  });

  it('csv', async () => {
    const { file, held } = await written('csv', COMMON);
    const expected = held.map((each) => [
      ...codeFields(each),
      (each.tags ?? []).slice(0, 1),
      each.note ?? '',
    ]);
    expect(await readByPython('csv', file)).toEqual(expected);
  });
});

describe('zbarimg reads', () => {
  it.each(['google-migration', 'qr-codes'])('the drawings of %s', async (id) => {
    const { bytes } = await written(id);
    const page = new TextDecoder().decode(bytes);
    const drawings = page.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
    const texts = [...page.matchAll(/<code>(.*?)<\/code>/g)].map(([, text = '']) =>
      text.replaceAll('&amp;', '&'),
    );
    expect(drawings.length).toBeGreaterThan(0);
    const read = await Promise.all(drawings.map((svg, index) => readByZbar(svg, `${id}-${index}.png`)));
    expect(read).toEqual(texts);
  });
});

async function readByZbar(svg: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  const sized = svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900" ');
  await sharp(Buffer.from(sized)).flatten({ background: '#fff' }).png().toFile(file);
  const { stdout } = await run('zbarimg', ['--quiet', '--raw', file]);
  return stdout.trimEnd();
}
