/** The vault half of the contract over a real vault file, as the page asks for it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetupKey } from '../../electron/ipc/contract.ts';
import { type DoubleOptions, startVaultProcessDouble, value } from './vault-process-double.ts';

const PASSWORD = 'correct horse battery';
const URI = 'otpauth://totp/Example:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example';

let folder: string;
let nowMs: number;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-calls-'));
  nowMs = 1_111_111_109_000;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const startVaultProcess = (options?: Partial<DoubleOptions>) =>
  startVaultProcessDouble({ folder, now: () => nowMs, ...options });

async function openWithAccount(options?: Parameters<typeof startVaultProcess>[0]) {
  const vault = startVaultProcess(options);
  value(await vault.page.vault.create({ password: PASSWORD }));
  const review = value(await vault.page.accounts.review({ reviewId: null, texts: [URI] }));
  const [candidate] = review.candidates;
  const added = value(
    await vault.page.accounts.add({
      reviewId: review.reviewId,
      choices: [
        { candidateId: candidate!.id, issuer: 'Example', accountName: 'alice@example.com', action: 'add' },
      ],
    }),
  );
  return { ...vault, added, accountId: added.addedIds[0]! };
}

describe('vault', () => {
  it('goes from none to unlocked to locked, and tells main only revisions', async () => {
    const { page, told } = startVaultProcess();
    expect(value(await page.vault.state())).toMatchObject({ status: 'none' });
    expect(await page.vault.unlock({ password: PASSWORD })).toEqual({ ok: false, code: 'no-vault' });
    expect(value(await page.vault.create({ password: PASSWORD }))).toEqual({
      accountCount: 0,
      quarantinedCount: 0,
      notices: [],
    });
    expect(value(await page.vault.state())).toMatchObject({ status: 'unlocked' });
    expect(told).toEqual(['opening', 'not opened', 'opening', 'unlocked 1']);

    const next = startVaultProcess({ lastSeenRevision: 1 });
    expect(value(await next.page.vault.state())).toMatchObject({ status: 'locked' });
    expect(await next.page.vault.unlock({ password: 'wrong password' })).toEqual({
      ok: false,
      code: 'wrong-password',
    });
    expect(value(await next.page.vault.unlock({ password: PASSWORD })).notices).toEqual([]);
  });

  it('never creates over a file that is there, whatever it holds', async () => {
    const { page } = startVaultProcess();
    await writeFile(path.join(folder, 'vault.halfminute'), 'something else');
    expect(value(await page.vault.state())).toMatchObject({ status: 'damaged' });
    expect(await page.vault.create({ password: PASSWORD })).toEqual({ ok: false, code: 'vault-exists' });
    expect(await readFile(path.join(folder, 'vault.halfminute'), 'utf8')).toBe('something else');
  });

  it('refuses a password below the floor', async () => {
    const { page } = startVaultProcess();
    expect(await page.vault.create({ password: '1234567' })).toEqual({
      ok: false,
      code: 'password-too-short',
    });
    expect(value(await page.vault.state())).toMatchObject({ status: 'none' });
  });

  it('says when the file is older than the one last seen', async () => {
    await openWithAccount();
    const { page } = startVaultProcess({ lastSeenRevision: 9 });
    expect(value(await page.vault.unlock({ password: PASSWORD })).notices).toEqual(['older-than-last-seen']);
  });
});

describe('while locked', () => {
  it('answers nothing but the state', async () => {
    const { page, unexpected } = startVaultProcess();
    const asked = [
      page.accounts.list(),
      page.accounts.review({ reviewId: null, texts: [URI] }),
      page.accounts.checkKey({ key: 'JBSWY3DP' }),
      page.accounts.remove({ id: 'x' }),
      page.accounts.keyUri({ id: 'x', password: PASSWORD }),
      page.codes.at({ ids: ['x'] }),
      page.codes.next({ id: 'x' }),
      page.vault.undo({ undoId: 'x' }),
    ];
    for (const result of await Promise.all(asked)) expect(result).toEqual({ ok: false, code: 'locked' });
    expect(unexpected).toEqual([]);
  });
});

describe('accounts', () => {
  it('adds what was reviewed and shows its code, without any secret in an answer', async () => {
    const { page, accountId } = await openWithAccount();
    const list = value(await page.accounts.list());
    expect(list.accounts).toMatchObject([
      { id: accountId, type: 'totp', issuer: 'Example', accountName: 'alice@example.com', digits: 6 },
    ]);
    expect(JSON.stringify(list)).not.toContain('JBSWY3DPEHPK3PXP');
    // Checked with: oathtool --totp -b JBSWY3DPEHPK3PXP -N @1111111109 (and 30 s later)
    expect(value(await page.codes.at({ ids: [accountId, 'gone'] }))).toEqual([
      { id: accountId, code: '071271', nextCode: '358462', validUntilMs: 1_111_111_110_000 },
    ]);
  });

  it('marks the same account and a conflicting one, and replaces only when told to, with undo', async () => {
    const { page, accountId } = await openWithAccount();
    const before = value(await page.codes.at({ ids: [accountId] }));
    const other = URI.replace('JBSWY3DPEHPK3PXP', 'GEZDGNBVGY3TQOJQ');
    const review = value(await page.accounts.review({ reviewId: null, texts: [URI, other] }));
    expect(review.candidates.map(({ state, existingId }) => [state, existingId])).toEqual([
      ['same', accountId],
      ['conflict', accountId],
    ]);
    const names = { issuer: 'Example', accountName: 'alice@example.com' };
    const done = value(
      await page.accounts.add({
        reviewId: review.reviewId,
        choices: [
          { candidateId: review.candidates[0]!.id, ...names, action: 'skip' },
          { candidateId: review.candidates[1]!.id, ...names, action: 'replace' },
        ],
      }),
    );
    expect(done).toMatchObject({ addedIds: [], replacedIds: [accountId], skippedCount: 1 });
    expect(value(await page.codes.at({ ids: [accountId] }))).not.toEqual(before);
    value(await page.vault.undo({ undoId: done.undoId }));
    expect(value(await page.codes.at({ ids: [accountId] }))).toEqual(before);
    expect(await page.vault.undo({ undoId: done.undoId })).toEqual({ ok: false, code: 'nothing-to-undo' });
  });

  it('refuses a review that is gone and a candidate that was never in it', async () => {
    const { page } = await openWithAccount();
    const review = value(await page.accounts.review({ reviewId: null, texts: [URI] }));
    const choice = { candidateId: 'candidate-99', issuer: '', accountName: '', action: 'add' as const };
    expect(await page.accounts.add({ reviewId: review.reviewId, choices: [choice] })).toMatchObject({
      code: 'review-missing',
    });
    value(await page.accounts.discardReview({ reviewId: review.reviewId }));
    expect(await page.accounts.add({ reviewId: review.reviewId, choices: [] })).toMatchObject({
      code: 'review-missing',
    });
  });

  it('deletes with undo, at the same place', async () => {
    const { page, accountId } = await openWithAccount();
    const { undoId } = value(await page.accounts.remove({ id: accountId }));
    expect(value(await page.accounts.list()).accounts).toEqual([]);
    value(await page.vault.undo({ undoId }));
    expect(value(await page.accounts.list()).accounts.map(({ id }) => id)).toEqual([accountId]);
  });

  it('gives the Key URI for the password only', async () => {
    const { page, accountId } = await openWithAccount();
    expect(await page.accounts.keyUri({ id: accountId, password: 'wrong password' })).toEqual({
      ok: false,
      code: 'wrong-password',
    });
    expect(value(await page.accounts.keyUri({ id: accountId, password: PASSWORD })).uri).toContain(
      'secret=JBSWY3DPEHPK3PXP',
    );
  });

  it('moves a counter on the disk before its code is seen', async () => {
    const { page } = await openWithAccount();
    const form: SetupKey = {
      issuer: 'Bank',
      accountName: 'me',
      key: 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq',
      type: 'hotp',
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 30,
      counter: 0,
    };
    const review = value(await page.accounts.reviewSetupKey(form));
    const added = value(
      await page.accounts.add({
        reviewId: review.reviewId,
        choices: [
          { candidateId: review.candidates[0]!.id, issuer: 'Bank', accountName: 'me', action: 'add' },
        ],
      }),
    );
    const id = added.addedIds[0]!;
    expect(value(await page.codes.at({ ids: [id] }))).toEqual([
      { id, code: null, nextCode: null, validUntilMs: null },
    ]);
    // RFC 4226 appendix D
    for (const code of ['755224', '287082', '359152']) {
      expect(value(await page.codes.next({ id })).code).toBe(code);
      const reopened = startVaultProcess();
      value(await reopened.page.vault.unlock({ password: PASSWORD }));
      const stored = value(await reopened.page.accounts.list()).accounts.find((each) => each.id === id);
      expect(stored?.counter).toBe(['755224', '287082', '359152'].indexOf(code) + 1);
      // Whichever window asks is shown the code that was given last.
      expect(value(await page.codes.at({ ids: [id] }))[0]?.code).toBe(code);
    }
    const how = { algorithm: 'SHA1', digits: 8, periodSeconds: null, counter: null } as const;
    value(await page.accounts.edit({ id, issuer: 'Bank', accountName: 'me', ...how }));
    expect(value(await page.codes.at({ ids: [id] }))[0]?.code).toBeNull();
  });
});
