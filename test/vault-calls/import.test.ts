/** Other apps' files through the vault process's calls: every entry accounted for, twice the same, undone whole. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paperCodes, textsOf } from '../../electron/formats/paper-set.ts';
import type { ImportAnswer, Review } from '../../electron/ipc/contract.ts';
import { COMPANION_BYTES_MAX } from '../../electron/ipc/file-bounds.ts';
import { writePlainPaper } from '../../electron/vault/paper.ts';
import { totp } from '../vault/vault-samples.ts';
import { failed, startVaultProcessDouble, value } from './vault-process-double.ts';

/** Of every encrypted fixture. */
const PASSWORD_OF_FIXTURES = 'pässword 1';
const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/formats');
const bytesOf = async (name: string) => new Uint8Array(await readFile(path.join(FIXTURES, name)));
const utf8 = (text: string) => new TextEncoder().encode(text);

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-import-'));
  vault = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const openBytes = async (bytes: Uint8Array<ArrayBuffer>, fileName: string, more: object = {}) =>
  value(await vault.page.import.open({ bytes, fileName, password: null, ...more }));
const open = async (fileName: string, more: object = {}) =>
  openBytes(await bytesOf(fileName), fileName, more);

function reviewed(answer: ImportAnswer) {
  if (answer.kind !== 'review') throw new Error(answer.problem);
  return answer;
}

const addAll = async ({ reviewId, candidates }: Review) =>
  value(
    await vault.page.accounts.add({
      reviewId,
      choices: candidates.map(({ id, issuer, accountName }) => ({
        candidateId: id,
        issuer,
        accountName,
        action: 'add',
      })),
    }),
  );

const list = async () => value(await vault.page.accounts.list()).accounts;

it('takes companions of a few megabytes together, and no more', async () => {
  const withCompanions = async (sizes: readonly number[]) =>
    vault.page.import.open({
      bytes: await bytesOf('uris.txt'),
      fileName: 'uris.txt',
      password: null,
      companions: sizes.map((size) => ({ bytes: new Uint8Array(size), fileName: 'manifest.json' })),
    });
  const half = COMPANION_BYTES_MAX / 2;
  expect((await withCompanions([half, half])).ok).toBe(true);
  expect(await withCompanions([half, half, 1])).toEqual(failed('bad-argument'));
});

describe('an import', () => {
  it('gives a candidate or a reason for every entry, and no secret', async () => {
    const answer = reviewed(await open('uris.txt'));
    expect(
      answer.review.candidates.map(({ issuer, accountName, type }) => [type, issuer, accountName]),
    ).toEqual([
      ['totp', 'Example', 'ann@example.com'],
      ['hotp', 'Counter Co', 'cid'],
      ['steam', 'Steam', 'dora'],
      ['totp', 'Blue Bank', 'bob'],
      ['motp', 'Motp', 'eve'],
    ]);
    expect(answer.review.leftOut).toEqual([{ name: 'no-secret', reason: 'no-secret' }]);
    expect(JSON.stringify(answer)).not.toMatch(/GEZDGNBV|JBSWY3DP|e3152afee62599c8/i);
  });

  it('names an entry that the file holds twice', async () => {
    const line = 'otpauth://totp/Shop:dan?secret=JBSWY3DPEHPK3PXP&issuer=Shop';
    const answer = reviewed(await openBytes(utf8(`${line}\n${line}\n`), 'twice.txt'));
    expect(answer.review.candidates).toHaveLength(1);
    expect(answer.review.leftOut.map(({ reason }) => reason)).toEqual(['repeated']);
  });

  it('taken twice is all the same, and is taken back as a whole', async () => {
    const first = reviewed(await open('aegis-v2.json'));
    const { undoId, addedIds } = await addAll(first.review);
    expect(addedIds).toHaveLength(first.review.candidates.length);
    expect(addedIds.length).toBeGreaterThan(3);
    const before = await list();

    const again = reviewed(await open('aegis-v2.json'));
    expect(new Set(again.review.candidates.map(({ state }) => state))).toEqual(new Set(['same']));
    expect(await list()).toEqual(before);

    value(await vault.page.vault.undo({ undoId }));
    expect(await list()).toEqual([]);
  });

  it('makes codes for all, also for kinds that a PIN belongs to', async () => {
    const { review } = reviewed(await open('aegis-v2.json'));
    const { addedIds } = await addAll(review);
    const codes = value(await vault.page.codes.at({ ids: [...addedIds] }));
    expect(codes).toHaveLength(addedIds.length);
  });

  it('is not spoilt by an account that lacks its PIN', async () => {
    const texts = [
      'motp://Motp:eve?secret=e3152afee62599c8',
      'otpauth://totp/Shop:dan?secret=JBSWY3DPEHPK3PXP',
    ];
    const { addedIds } = await addAll(value(await vault.page.accounts.review({ reviewId: null, texts })));
    const codes = value(await vault.page.codes.at({ ids: [...addedIds] }));
    expect(codes.map(({ code }) => code === null)).toEqual([true, false]);
  });

  it('says which QR codes of an export are missing', async () => {
    const { review } = reviewed(await open('migration-page-1.txt'));
    expect(review.batches).toEqual([{ size: 2, missing: [2] }]);
  });
});

describe('a password', () => {
  it('is asked for, told apart when wrong, and opens the file', async () => {
    expect(await open('aegis-encrypted.json')).toMatchObject({ kind: 'problem', problem: 'password-needed' });
    expect(await open('aegis-encrypted.json', { password: 'not this one' })).toMatchObject({
      kind: 'problem',
      problem: 'wrong-password',
    });
    const opened = reviewed(await open('aegis-encrypted.json', { password: PASSWORD_OF_FIXTURES }));
    expect(opened.review.candidates.length).toBeGreaterThan(0);
  });
});

describe('a file that gives nothing', () => {
  it('says why', async () => {
    const sealed = await bytesOf('aegis-encrypted.json');
    const problems = await Promise.all([
      openBytes(utf8('ID3'), 'song.mp3'),
      openBytes(new Uint8Array(), 'empty'),
      openBytes(sealed.subarray(0, 200), 'cut.json'),
    ]);
    expect(problems.map((answer) => answer.kind === 'problem' && answer.problem)).toEqual([
      'not-recognised',
      'empty',
      'damaged',
    ]);
  });

  it('asks for a table’s columns without showing what may be a key', async () => {
    const table = utf8(
      'shop,JBSWY3DPEHPK3PXPJBSWY3DP,pay day\nbank,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,x\nlast,KRUGS4ZANFZSAYJAONSWG4TFOQ,y\n',
    );
    const answer = await openBytes(table, 'mine.csv');
    expect(answer).toEqual({
      kind: 'problem',
      problem: 'columns-needed',
      hasWriteAheadLog: false,
      format: 'csv',
      columns: ['shop', '', 'pay day'],
      formats: [],
    });
    const columns = { secret: 1, issuer: 0, accountName: null };
    const { review } = reviewed(await openBytes(table, 'mine.csv', { columns }));
    expect(review.candidates.map(({ issuer }) => issuer)).toEqual(['shop', 'bank', 'last']);
  });

  it('is not even looked at while the vault is locked', async () => {
    const locked = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
    const answer = await locked.page.import.open({
      bytes: utf8('ID3'),
      fileName: 'song.mp3',
      password: null,
    });
    expect(answer).toEqual(failed('locked'));
  });
});

it('a text with links and codes of a paper vault gives the accounts of both', async () => {
  const paper = textsOf(paperCodes('P', writePlainPaper([totp('paper', 5)])));
  const link = 'otpauth://totp/Shop:ann?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const read = async (lines: readonly string[]) => {
    const { review } = reviewed(await openBytes(utf8(lines.join('\n')), 'both.txt'));
    return [review.candidates.map(({ accountName }) => accountName), review.paper.map(({ state }) => state)];
  };
  expect(await read([link, ...paper])).toEqual([['ann', 'paper'], ['opened']]);
  expect(await read(['otpauth://totp/Shop:bob?secret=1', ...paper])).toEqual([['paper'], ['opened']]);
});

it('a database in WAL mode is told as one, whatever it gave', async () => {
  const bytes = await bytesOf('google.sqlite');
  const logged = bytes.map((byte, at) => (at === 18 || at === 19 ? 2 : byte));
  const open = async (content: Uint8Array<ArrayBuffer>) => {
    const { kind, hasWriteAheadLog } = await openBytes(content, 'databases');
    return [kind, hasWriteAheadLog];
  };
  expect(await open(bytes)).toEqual(['review', false]);
  expect(await open(logged)).toEqual(['review', true]);
  expect(await open(logged.slice(0, 100))).toEqual(['problem', true]);
});
