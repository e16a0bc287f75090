/** Paper vaults through the vault process's calls: made, scanned in any order among other codes, opened, refused. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaperMade, Review } from '../../electron/ipc/contract.ts';
import { failed, startVaultProcessDouble, value } from './vault-process-double.ts';

const PASSWORD = 'correct horse battery';
const PAPER_PASSWORD = 'of the paper alone';
const uris = (count: number) =>
  Array.from(
    { length: count },
    (_, at) =>
      `otpauth://totp/Site${at}:ann?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQO${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[at]}Q&issuer=Site${at}`,
  );

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-paper-'));
  vault = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
  value(await vault.page.vault.create({ password: PASSWORD }));
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

async function addAll({ reviewId, candidates }: Review) {
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  return value(await vault.page.accounts.add({ reviewId, choices }));
}
const review = async (texts: readonly string[], reviewId: string | null = null) =>
  value(await vault.page.accounts.review({ reviewId, texts: [...texts] }));
const textsOf = ({ sheets }: PaperMade) => sheets.flat().map(({ text }) => text);
const fill = async (count = 3) => addAll(await review(uris(count)));
/** The same accounts are gone, as on another computer. */
const empty = async () => {
  for (const { id } of value(await vault.page.accounts.list()).accounts)
    value(await vault.page.accounts.remove({ id }));
};
const makeEncrypted = async () =>
  value(await vault.page.paper.make({ vaultPassword: PASSWORD, paperPassword: PAPER_PASSWORD }));
const makePlain = async () =>
  value(await vault.page.paper.make({ vaultPassword: PASSWORD, paperPassword: null }));

describe('making', () => {
  it('gives sheets of six codes, and words', async () => {
    await fill();
    const made = await makeEncrypted();
    expect(made).toMatchObject({ isEncrypted: true, accountCount: 3 });
    expect(made.codeCount).toBe(textsOf(made).length);
    expect(made.sheets.slice(0, -1).every((sheet) => sheet.length === 6)).toBe(true);
    expect(made.sheets.flat().map(({ number }) => number)).toEqual(textsOf(made).map((_, at) => at + 1));
    expect(made.words).toHaveLength(4);
  });

  it('of a plain one takes the vault’s password', async () => {
    await fill();
    const make = (password: string) =>
      vault.page.paper.make({ vaultPassword: password, paperPassword: null });
    expect(await make(PAPER_PASSWORD)).toEqual(failed('wrong-password'));
    expect(value(await make(PASSWORD))).toMatchObject({ isEncrypted: false, accountCount: 3, codeCount: 1 });
  });

  it('of an encrypted one takes the vault’s password as well, and waits longer after wrong ones', async () => {
    await fill();
    const make = (vaultPassword: string) =>
      vault.page.paper.make({ vaultPassword, paperPassword: PAPER_PASSWORD });
    for (const guess of [PAPER_PASSWORD, '', 'a guess'])
      expect(await make(guess)).toEqual(failed('wrong-password'));
    expect(await make(PASSWORD)).toEqual(failed('wait-before-retry'));
  });

  it('is refused without an account, and for a short password', async () => {
    expect(await vault.page.paper.make({ vaultPassword: PASSWORD, paperPassword: PAPER_PASSWORD })).toEqual(
      failed('export-empty'),
    );
    expect(await vault.page.paper.make({ vaultPassword: PASSWORD, paperPassword: null })).toEqual(
      failed('export-empty'),
    );
    expect(await vault.page.paper.make({ vaultPassword: PASSWORD, paperPassword: 'short' })).toEqual(
      failed('password-too-short'),
    );
  });

  it('is told beforehand what does not go on paper', async () => {
    await fill();
    expect(value(await vault.page.paper.preview({ isEncrypted: true }))).toEqual({
      heldCount: 3,
      leftOut: [],
      lessened: [],
      quarantinedCount: 0,
    });
  });
});

describe('scanning', () => {
  it('a plain set in any order, code by code, names what is missing until it is whole', async () => {
    await fill(26);
    const made = await makePlain();
    const texts = [...textsOf(made)].reverse();
    expect(texts.length).toBeGreaterThan(3);
    await empty();
    let found = await review(texts.slice(0, 1));
    expect(found).toMatchObject({
      candidates: [],
      problems: [],
      paper: [{ state: 'incomplete', words: made.words }],
    });
    expect(found.paper[0]?.missing.flatMap(({ numbers }) => numbers)).toEqual(
      texts.slice(1).map((_, at) => at + 1),
    );
    for (const text of [...texts.slice(1), ...texts]) found = await review([text], found.reviewId);
    expect(found).toMatchObject({ problems: [], paper: [{ state: 'opened', missing: [] }] });
    expect(found.candidates.map(({ state }) => state)).toEqual(Array(26).fill('new'));
    expect((await addAll(found)).addedIds).toHaveLength(26);
  });

  it('an encrypted set asks for its password when it is whole', async () => {
    await fill();
    const texts = textsOf(await makeEncrypted());
    await empty();
    const { reviewId, paper } = await review(texts.slice(1));
    const [{ setId } = { setId: '' }] = paper;
    const open = (password: string) => vault.page.paper.open({ reviewId, setId, password });
    expect(await open(PAPER_PASSWORD)).toEqual(failed('review-missing'));
    const whole = await review(texts.slice(0, 1), reviewId);
    expect(whole).toMatchObject({ candidates: [], paper: [{ state: 'password-needed', isEncrypted: true }] });
    expect(await open('not the password')).toEqual(failed('wrong-password'));
    const opened = value(await open(PAPER_PASSWORD));
    expect(opened).toMatchObject({ reviewId, paper: [{ state: 'opened' }] });
    expect(opened.candidates.map(({ issuer }) => issuer)).toEqual(['Site0', 'Site1', 'Site2']);
    expect(await open(PAPER_PASSWORD)).toEqual(failed('review-missing'));
    expect((await addAll(opened)).addedIds).toHaveLength(3);
  });

  it('codes of two sets, of a website and of a wireless network in one go tells each apart', async () => {
    await fill();
    const [plain, sealed] = [textsOf(await makePlain()), textsOf(await makeEncrypted())];
    const found = await review(['WIFI:S:home;;', ...sealed.slice(2), uris(5)[4] ?? '', ...plain]);
    expect(found.problems).toEqual([{ source: 0, reason: 'wifi', seen: '' }]);
    expect(found.paper.map(({ state, isEncrypted }) => [state, isEncrypted])).toEqual([
      ['incomplete', true],
      ['opened', false],
    ]);
    expect(found.candidates.map(({ issuer, state }) => [issuer, state])).toEqual([
      ['Site4', 'new'],
      ['Site0', 'same'],
      ['Site1', 'same'],
      ['Site2', 'same'],
    ]);
  });

  it('a text file of codes is taken where files of other apps are, too', async () => {
    await fill();
    const texts = textsOf(await makePlain());
    await empty();
    const bytes = new TextEncoder().encode(`My sheets:\n${texts.join('\n')}\n`);
    const opened = value(await vault.page.import.open({ bytes, fileName: 'sheets.txt', password: null }));
    expect(opened).toMatchObject({ kind: 'review', review: { problems: [], paper: [{ state: 'opened' }] } });
    expect(opened.kind === 'review' && opened.review.candidates.length).toBe(3);
  });

  it('a damaged code is told once, with where it was', async () => {
    await fill();
    const [text = ''] = textsOf(await makeEncrypted());
    const damaged = `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`;
    const { reviewId } = await review(['WIFI:S:home;;', damaged]);
    const again = await review([damaged, text.replace(':1:', ':2:')], reviewId);
    expect(again.problems).toEqual([
      { source: 0, reason: 'wifi', seen: '' },
      { source: 1, reason: 'paper-damaged', seen: '' },
      { source: 3, reason: 'paper-newer', seen: '' },
    ]);
  });

  it('needs an open vault', async () => {
    const locked = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
    expect(await locked.page.paper.make({ vaultPassword: PASSWORD, paperPassword: PAPER_PASSWORD })).toEqual(
      failed('locked'),
    );
    expect(await locked.page.paper.preview({ isEncrypted: false })).toEqual(failed('locked'));
  });
});
