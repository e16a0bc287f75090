/**
 * Every file that the formats' manifest lists, read as the command line reads it. Runs under Node.
 * The files belong to other projects and are not ours to carry: they are read where they lie beside the project,
 * and without them this says that it was skipped.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountJson } from '../../electron/cli/account-json.ts';
import { readPicture } from '../../electron/cli/read-picture.ts';
import { FileProblem } from '../../electron/formats/problem.ts';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { parseSecret } from '../../electron/otp/base32.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/formats');
const MANIFEST = path.join(FOLDER, 'manifest.json');

interface Expected {
  readonly type: string;
  readonly issuer: string;
  readonly account: string;
  readonly secret_base32: string;
  readonly algorithm: string;
  readonly digits: number;
  readonly period: number | null;
  readonly counter: number | null;
  readonly pin?: string;
  readonly groups?: readonly string[];
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly favorite?: boolean;
  readonly trashed?: boolean;
  readonly icon_mime?: string;
  readonly raw_name?: string;
}

interface Row {
  readonly file: string;
  readonly app: string;
  readonly format: string;
  readonly encrypted: boolean;
  readonly password: string | null;
  readonly expected: readonly Expected[];
  readonly expected_error?: string;
  readonly entries_not_importable?: readonly string[];
}

const rows: readonly Row[] = existsSync(MANIFEST) ? JSON.parse(readFileSync(MANIFEST, 'utf8')) : [];

function read(row: Row, password: string | null) {
  const file = path.join(FOLDER, row.file);
  const folder = path.dirname(file);
  const companions = readdirSync(folder)
    .filter((name) => name.endsWith('manifest.json'))
    .map((name) => sourceFile(readFileSync(path.join(folder, name)), name));
  return readFile(sourceFile(new Uint8Array(readFileSync(file)), path.basename(file)), {
    companions: row.format.includes('mafile') ? companions : [],
    readPicture,
    ...(password === null ? {} : { password }),
  });
}

/** The bytes that a secret stands for, so that unused bits at its end do not count. */
function bytesOf(base32: string): string {
  const parsed = parseSecret(base32);
  return parsed.ok ? Buffer.from(parsed.secret).toString('hex') : base32;
}

/** A secret that no rule of base32 allows ("SECRET1"): the manifest keeps its text, we refuse the entry. */
const isBase32 = (expected: Expected) => parseSecret(expected.secret_base32).ok;

const comparable = (account: ReturnType<typeof accountJson>) => ({
  type: account.type,
  issuer: account.issuer,
  account: account.account,
  secret: bytesOf(account.secret ?? ''),
  algorithm: account.algorithm,
  digits: account.digits,
  period: account.period ?? null,
  counter: account.counter ?? null,
});

const wanted = (expected: Expected) => ({
  type: expected.type,
  // A colon in a name without an issuer is part of the name.
  issuer: expected.raw_name === undefined ? expected.issuer : '',
  account: expected.raw_name ?? expected.account,
  secret: bytesOf(expected.secret_base32),
  algorithm: expected.algorithm,
  digits: expected.digits,
  period: expected.type === 'hotp' ? null : expected.period,
  counter: expected.counter ?? null,
});

/** One file needs four passes over a gibibyte, another 43 million rounds of AES: once is enough for each. */
const TIMEOUT_MS = 120_000;
const DEAR = /stratum__ente\.encrypted|stratum__keepass\.kdbx3/;

describe.skipIf(rows.length === 0)(
  'the manifest beside the project (skipped where it is not there)',
  { timeout: TIMEOUT_MS },
  () => {
    describe.each(rows.filter((row) => row.expected.length > 0))('$file', (row) => {
      it('gives the accounts that it must', async () => {
        const reading = await read(row, row.password);
        const accounts = reading.accounts.map((account) => accountJson(account, true));
        const readable = row.expected.filter(isBase32);
        const order = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).sort();
        expect(order(accounts.map(comparable))).toEqual(order(readable.map(wanted)));
        const unreadable = row.expected.length - readable.length + (row.entries_not_importable?.length ?? 0);
        expect(reading.skipped.length).toBeGreaterThanOrEqual(unreadable);
        for (const expected of readable) {
          const account = reading.accounts.find((each) => {
            const json = accountJson(each, true);
            return JSON.stringify(comparable(json)) === JSON.stringify(wanted(expected));
          });
          if (expected.pin !== undefined) expect(account?.otp).toMatchObject({ pin: expected.pin });
          if (expected.note !== undefined) expect(account?.note).toBe(expected.note);
          for (const tag of [...(expected.groups ?? []), ...(expected.tags ?? [])])
            expect(account?.tags).toContain(tag);
          if (expected.trashed === true) expect(account?.isTrashed).toBe(true);
          if (expected.favorite === true) expect(account?.isPinned).toBe(true);
          if (expected.icon_mime !== undefined) expect(account?.icon?.mediaType).toBe(expected.icon_mime);
        }
      });
    });

    describe.each(rows.filter((row) => row.expected.length === 0))('$file', (row) => {
      it('gives nothing, and says why', async () => {
        const answer = await read(row, row.password).catch((error: unknown) => error);
        if (answer instanceof FileProblem) return;
        expect(answer).toMatchObject({ accounts: [] });
        if (row.expected_error !== undefined) expect(answer).toMatchObject({ skipped: [{}] });
      });
    });

    describe.each(rows.filter((row) => row.encrypted && row.password !== null))('$file', (row) => {
      it('asks for its password, and refuses another', async () => {
        await expect(read(row, null)).rejects.toMatchObject({ code: 'password-needed' });
        if (DEAR.test(row.file)) return;
        await expect(read(row, `${row.password}x`)).rejects.toMatchObject({ code: 'wrong-password' });
      });
    });
  },
);
