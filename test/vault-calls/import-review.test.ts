/** The review of an import in the vault process: PINs, codes side by side, and an undo that leaves no byte different. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Choice } from '../../electron/ipc/contract.ts';
import { motpCode } from '../../electron/otp/pin-code.ts';
import { NO_HISTORY } from '../../electron/vault/history.ts';
import { encodePayload } from '../../electron/vault/payload.ts';
import { failed, startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

const NOW_MS = 1_111_111_109_000;
const OLD_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const NEW_KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
let nowMs: number;
beforeEach(async () => {
  nowMs = NOW_MS;
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-import-review-'));
  vault = startVaultProcessDouble({ folder, now: () => nowMs });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

async function open(...lines: string[]) {
  const bytes = new TextEncoder().encode(lines.join('\n'));
  const answer = value(await vault.page.import.open({ bytes, fileName: 'export.txt', password: null }));
  if (answer.kind !== 'review') throw new Error(answer.kind);
  return answer.review;
}

async function add(lines: readonly string[], change: Partial<Choice> = {}) {
  const { reviewId, candidates } = await open(...lines);
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
    ...change,
  }));
  return value(await vault.page.accounts.add({ reviewId, choices }));
}

const list = async () => value(await vault.page.accounts.list()).accounts;
const codesOf = async (...ids: string[]) => value(await vault.page.codes.at({ ids }));
/** What the payload says, but for how often it was saved and what was done. */
const content = () =>
  Buffer.from(encodePayload({ ...vault.holder.session().vault, revision: 0, history: NO_HISTORY })).toString(
    'latin1',
  );

describe('an account whose PIN the file does not hold', () => {
  const URI = 'motp://Motp:eve?secret=e3152afee62599c8';

  it('asks for it, and makes codes with the one that was typed', async () => {
    const { candidates, leftOut } = await open(URI);
    expect(candidates).toMatchObject([{ type: 'motp', needsPin: true, state: 'new' }]);
    expect(leftOut).toEqual([]);
    const { addedIds } = await add([URI], { pin: ' 1234 ' });
    const secret = new TextEncoder().encode('e3152afee62599c8');
    const expected = motpCode({ type: 'motp', secret, pin: '1234' }, Math.floor(NOW_MS / 10_000));
    expect(await codesOf(...addedIds)).toMatchObject([{ code: expected }]);
  });

  it('is the same when it comes again, and gets no second PIN where the file holds one', async () => {
    await add([URI], { pin: '1234' });
    expect((await open(URI)).candidates).toMatchObject([{ state: 'same' }]);
    const { addedIds } = await add(['motp://Motp:fred?secret=e3152afee62599c8&pin=77'], { pin: '1234' });
    const secret = new TextEncoder().encode('e3152afee62599c8');
    const expected = motpCode({ type: 'motp', secret, pin: '77' }, Math.floor(NOW_MS / 10_000));
    expect(await codesOf(...addedIds)).toMatchObject([{ code: expected }]);
  });

  it('makes no code without one, and takes nobody else’s away', async () => {
    const { addedIds } = await add([URI, `otpauth://totp/A:b?secret=${OLD_KEY}`]);
    const codes = await codesOf(...addedIds);
    expect(codes.map(({ code }) => code === null)).toEqual([true, false]);
  });
});

describe('a table that holds links and bare keys', () => {
  const TABLE = [
    'site,secret,remarks',
    `A,,otpauth://totp/A:ann?secret=${OLD_KEY}`,
    `B,${NEW_KEY},`,
    `C,${OLD_KEY},`,
  ].join('\n');
  const bytes = new TextEncoder().encode(TABLE);
  const openTable = async (more: object = {}) =>
    value(await vault.page.import.open({ bytes, fileName: 'x.csv', password: null, ...more }));

  it('asks which of the two it is', async () => {
    expect(await openTable()).toMatchObject({
      problem: 'format-needed',
      formats: ['otpauth-uri-list', 'csv'],
    });
    expect(await openTable({ format: 'otpauth-uri-list' })).toMatchObject({
      review: { candidates: [{ issuer: 'A' }] },
    });
    const asTable = await openTable({ format: 'csv' });
    expect(asTable).toMatchObject({ kind: 'review' });
    expect(asTable.kind === 'review' && asTable.review.candidates).toHaveLength(2);
    expect(await openTable({ columns: { secret: 2, issuer: 0, accountName: null } })).toMatchObject({
      review: { candidates: [{ issuer: 'A' }] },
    });
  });

  it('is a table where all links stand in the column of keys', async () => {
    const uri = `otpauth://totp/A:ann?secret=${OLD_KEY}`;
    const { candidates } = await open(`site,secret`, `A,${uri}`, `B,${NEW_KEY}`);
    expect(candidates.map(({ issuer }) => issuer)).toEqual(['A', 'B']);
  });

  it('is not asked about where nothing would be lost', async () => {
    const { candidates } = await open('site,secret', `A,otpauth://totp/A:ann?secret=${OLD_KEY}`);
    expect(candidates).toHaveLength(1);
    expect((await open(`otpauth://totp/A:a?secret=${OLD_KEY}`, 'and, a remark')).candidates).toHaveLength(1);
  });
});

describe('the report of an import', () => {
  it('is written where the person chose, once', async () => {
    const target = path.join(folder, 'report.txt');
    vault.grants.give('granted', 'import-report', target);
    const asked = { grant: 'granted', text: 'Left out: Old\n' };
    expect(value(await vault.page.import.saveReport(asked))).toEqual({ fileName: 'report.txt' });
    expect(await readFile(target, 'utf8')).toBe('Left out: Old\n');
    expect(await vault.page.import.saveReport(asked)).toEqual(failed('not-allowed'));
  });

  it("does not take the place of the vault's own file", async () => {
    const target = path.join(folder, VAULT_FILE);
    const before = await readFile(target);
    vault.grants.give('granted', 'import-report', target);
    const asked = { grant: 'granted', text: 'Left out: Old\n' };
    expect(await vault.page.import.saveReport(asked)).toEqual(failed('not-permitted'));
    expect(await readFile(target)).toEqual(before);
  });
});

describe('a conflict', () => {
  const uri = (key: string) => `otpauth://totp/Example:ann?secret=${key}&issuer=Example`;

  it('shows the code of the vault beside the one of the file', async () => {
    await add([uri(OLD_KEY)]);
    const { reviewId, candidates } = await open(uri(NEW_KEY));
    const [candidate] = candidates;
    expect(candidate?.state).toBe('conflict');
    const candidateIds = [candidate!.id];
    const [found] = value(await vault.page.accounts.reviewCodes({ reviewId, candidateIds }));
    const [existing] = await codesOf(candidate!.existingId!);
    expect(found?.code).not.toBe(existing?.code);
    const choices = [
      { candidateId: candidate!.id, issuer: 'E', accountName: 'a', action: 'replace' as const },
    ];
    const { replacedIds } = value(await vault.page.accounts.add({ reviewId, choices }));
    expect((await codesOf(...replacedIds))[0]?.code).toBe(found?.code);
    expect(await vault.page.accounts.reviewCodes({ reviewId, candidateIds })).toEqual(
      failed('review-missing'),
    );
  });

  it('shows no code of a counter, which showing would use up', async () => {
    const { reviewId, candidates } = await open(`otpauth://hotp/A:b?secret=${OLD_KEY}&counter=1`);
    const candidateIds = candidates.map(({ id }) => id);
    expect(value(await vault.page.accounts.reviewCodes({ reviewId, candidateIds }))).toMatchObject([
      { code: null },
    ]);
  });
});

describe('undoing an import', () => {
  const FILE = [
    `otpauth://totp/Example:ann?secret=${NEW_KEY}&issuer=Example`,
    `otpauth://totp/New:bob?secret=${NEW_KEY}&issuer=New`,
    `otpauth://hotp/Count:cid?secret=${OLD_KEY}&issuer=Count&counter=7`,
  ];

  it('puts the content back byte for byte, replaced keys and all', async () => {
    await add([`otpauth://totp/Example:ann?secret=${OLD_KEY}&issuer=Example`]);
    const [ann] = await list();
    value(await vault.page.accounts.setExtras({ ids: [ann!.id], addTags: ['work'], note: 'mine' }));
    const before = content();
    nowMs += 60_000;
    const { candidates } = await open(...FILE);
    expect(candidates.map(({ state }) => state)).toEqual(['conflict', 'new', 'new']);
    const { reviewId } = await open(...FILE);
    const choices = candidates.map(({ id, issuer, accountName, state }) => ({
      candidateId: id,
      issuer,
      accountName,
      action: state === 'conflict' ? ('replace' as const) : ('add' as const),
    }));
    const { undoId } = value(await vault.page.accounts.add({ reviewId, choices }));
    expect(content()).not.toBe(before);
    nowMs += 60_000;
    value(await vault.page.vault.undo({ undoId }));
    expect(content()).toBe(before);
  });

  it('has nothing to take back of an import that came twice', async () => {
    await add(FILE);
    const before = content();
    expect((await open(...FILE)).candidates.map(({ state }) => state)).toEqual(['same', 'same', 'same']);
    await add(FILE, { action: 'skip' });
    expect(content()).toBe(before);
  });
});
