/**
 * What we write for other apps, opened by programs that share no code with us: Python by the formats' documents.
 * The rule: a missing program fails the test and says what to install; nothing is skipped in silence.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExport } from '../../electron/formats/write-export.ts';
import type { WritableAccount } from '../../electron/formats/writing.ts';
import { AWKWARD_NAMES, EVERY_KIND, LOADED, NOW_MS, PASSWORD } from './accounts-to-write.ts';

const run = promisify(execFile);
const SCRIPT = path.join(import.meta.dirname, 'read_exports.py');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-exports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(id: string) {
  const accounts = [...EVERY_KIND, ...AWKWARD_NAMES, LOADED];
  const { bytes, fileName, held } = await writeExport(id, accounts, { nowMs: NOW_MS, password: PASSWORD });
  const file = path.join(folder, `${id}-${fileName}`);
  await writeFile(file, bytes);
  return { file, held };
}

async function readByPython(id: string, file: string): Promise<readonly unknown[]> {
  const { stdout } = await run('/usr/bin/python3', [SCRIPT, id, PASSWORD, file]).catch((error: unknown) => {
    throw new Error('It needs: apt-get install python3 python3-argon2 python3-cryptography', {
      cause: error,
    });
  });
  return JSON.parse(stdout);
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** What our own code says of an account, in the order in which the script prints it. */
function expected({ issuer, accountName, otp, tags = [], note = '', isPinned = false }: WritableAccount) {
  const fixed = {
    steam: ['SHA1', 5, 30],
    motp: ['MD5', 6, 10],
    yandex: ['SHA256', 8, 30],
  } as const;
  const parameters =
    otp.type === 'totp'
      ? [otp.algorithm, otp.digits, otp.periodSeconds]
      : otp.type === 'hotp'
        ? [otp.algorithm, otp.digits, otp.counter]
        : fixed[otp.type];
  // The bytes that Aegis keeps are those whose hexadecimal text is hashed.
  const secret = otp.type === 'motp' ? new TextDecoder().decode(otp.secret) : hex(otp.secret);
  const pin = 'pin' in otp ? otp.pin : '';
  return [otp.type, issuer, accountName, secret, ...parameters, pin, tags, note, isPinned];
}

describe('Python reads', () => {
  it.each(['aegis-plain', 'aegis-encrypted'])('%s', async (id) => {
    const { file, held } = await written(id);
    expect(await readByPython(id, file)).toEqual(held.map(expected));
  });
});
