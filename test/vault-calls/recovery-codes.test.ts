/** Recovery codes through the vault process's calls: noted, marked, replaced, undone, and never listed unasked. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failed, SETTINGS, startVaultProcessDouble, value } from './vault-process-double.ts';

const NOW_MS = 1_700_000_000_000;
const URI = 'otpauth://totp/GitHub:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GitHub';
const CODES = ['a1b2c-d3e4f', '9z8y7-x6w5v'];

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
let id: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-recovery-codes-'));
  vault = startVaultProcessDouble({ folder, now: () => NOW_MS });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
  const review = value(await vault.page.accounts.review({ reviewId: null, texts: [URI] }));
  const choices = review.candidates.map((candidate) => ({
    candidateId: candidate.id,
    issuer: candidate.issuer,
    accountName: candidate.accountName,
    action: 'add' as const,
  }));
  const added = value(await vault.page.accounts.add({ reviewId: review.reviewId, choices }));
  id = added.addedIds[0] ?? '';
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const left = async () => value(await vault.page.accounts.list()).accounts[0]?.recoveryCodesLeft;
const codes = async () => value(await vault.page.recoveryCodes.list({ id }));
const note = (given: string[], isReplacing = false) =>
  vault.page.recoveryCodes.note({ id, codes: given, isReplacing });

describe('recovery codes', () => {
  it('are read out of what a site gives, and kept only when noted', async () => {
    const read = value(await vault.page.recoveryCodes.read({ text: `Codes\n${CODES.join('\n')}` }));
    expect(read).toEqual({ codes: CODES, otherLines: ['Codes'] });
    expect(await left()).toBeNull();
    value(await note([...read.codes]));
    expect(await codes()).toEqual(CODES.map((code) => ({ code, usedAtMs: null })));
    expect(await left()).toBe(2);
    expect(JSON.stringify(value(await vault.page.accounts.list()))).not.toContain(CODES[0]);
  });

  it('are marked as used with the moment, and back', async () => {
    value(await note(CODES));
    value(await vault.page.recoveryCodes.mark({ id, code: CODES[0] ?? '', isUsed: true }));
    expect(await codes()).toEqual([
      { code: CODES[0], usedAtMs: NOW_MS },
      { code: CODES[1], usedAtMs: null },
    ]);
    expect(await left()).toBe(1);
    value(await vault.page.recoveryCodes.mark({ id, code: CODES[0] ?? '', isUsed: false }));
    expect(await left()).toBe(2);
  });

  it('are added to, and replaced by new ones, with undo', async () => {
    value(await note(CODES));
    value(await note([CODES[1] ?? '', 'third-00001']));
    expect((await codes()).map(({ code }) => code)).toEqual([...CODES, 'third-00001']);
    const { undoId } = value(await note(['new-1', 'new-2', 'new-2'], true));
    expect((await codes()).map(({ code }) => code)).toEqual(['new-1', 'new-2']);
    value(await vault.page.vault.undo({ undoId }));
    expect((await codes()).map(({ code }) => code)).toEqual([...CODES, 'third-00001']);
  });

  it('are not marked where the account has no such code, and nothing is written', async () => {
    value(await note(CODES));
    const steps = async () =>
      value(await vault.page.history.list({ accountId: null, beforeSeq: null, limit: 50 })).steps.length;
    const before = [await steps(), vault.told.length];
    expect(await vault.page.recoveryCodes.mark({ id, code: 'no-such-one', isUsed: true })).toEqual(
      failed('bad-argument'),
    );
    expect([await steps(), vault.told.length]).toEqual(before);
  });

  it('are refused where the account is gone, and when they are too many', async () => {
    expect(await vault.page.recoveryCodes.list({ id: 'gone' })).toEqual(failed('account-missing'));
    const lost = await vault.page.recoveryCodes.note({ id: 'gone', codes: ['a'], isReplacing: false });
    expect(lost).toEqual(failed('account-missing'));
    value(await note(Array.from({ length: 200 }, (_, at) => `one-${at}`)));
    expect(await note(Array.from({ length: 57 }, (_, at) => `two-${at}`))).toEqual(failed('bad-argument'));
    expect(await left()).toBe(200);
  });
});

describe('checks', () => {
  it("explain the site's code, and keep that it was confirmed", async () => {
    const code = value(await vault.page.codes.at({ ids: [id] }))[0]?.code ?? '';
    const { fits } = value(await vault.page.checks.explain({ id, code }));
    expect(fits[0]).toMatchObject({ isOwn: true, stepsAhead: 0 });
    value(await vault.page.checks.confirm({ id }));
    expect(value(await vault.page.accounts.list()).accounts[0]?.verifiedAtMs).toBe(NOW_MS);
  });

  it('find no drift where there is none', async () => {
    const code = value(await vault.page.codes.at({ ids: [id] }))[0]?.code ?? '';
    const { drifts } = value(await vault.page.checks.clock({ readings: [{ id, code }] }));
    expect(drifts[0]?.fromMs).toBeLessThanOrEqual(0);
    expect(drifts[0]?.toMs).toBeGreaterThan(0);
    expect(await vault.page.checks.clock({ readings: [{ id: 'gone', code: '123456' }] })).toEqual(
      failed('account-missing'),
    );
  });

  it('go by the correction of the clock, and so do the codes, until it ends', async () => {
    const settings = { ...SETTINGS, clockCorrectionMs: 600_000, clockCorrectionUntilMs: NOW_MS + 1 };
    const uncorrected = value(await vault.page.codes.at({ ids: [id] }))[0];
    vault.changeSettings(settings);
    const corrected = value(await vault.page.codes.at({ ids: [id] }))[0];
    expect(corrected?.code).not.toBe(uncorrected?.code);
    expect(corrected?.validUntilMs).toBe(uncorrected?.validUntilMs);
    const { fits } = value(await vault.page.checks.explain({ id, code: corrected?.code ?? '' }));
    expect(fits[0]).toMatchObject({ isOwn: true, stepsAhead: 0 });
    vault.changeSettings({ ...settings, clockCorrectionUntilMs: NOW_MS });
    expect(value(await vault.page.codes.at({ ids: [id] }))[0]?.code).toBe(uncorrected?.code);
  });

  it('tell what is worth a look, until it is done', async () => {
    const kinds = async () => value(await vault.page.checks.health()).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['one-key', 'not-backed-up', 'never-verified', 'no-recovery-codes']);
    value(await note(CODES));
    value(await vault.page.checks.confirm({ id }));
    expect(await kinds()).toEqual(['one-key', 'not-backed-up']);
  });
});
