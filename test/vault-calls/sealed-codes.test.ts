/**
 * Recovery codes under a password of their own, as the page asks for them, over a real vault file.
 * The rule: what must not be in the vault is looked for in its whole plaintext.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openVault } from '../../electron/vault/format.ts';
import { encodePayload } from '../../electron/vault/payload.ts';
import { makeCodesKey, sealCodes } from '../../electron/vault/sealed-codes.ts';
import { accountOf, addAccounts, editAccount, newAccount } from '../../electron/vault/vault.ts';
import { CODES_OPEN_MS } from '../../electron/vault-calls/codes-keys.ts';
import { CHEAP_KDF, NOW_MS, PASSWORD, temporaryFolder, totp } from '../vault/vault-samples.ts';
import { failed, startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

const CODES_PASSWORD = 'another secret altogether';
const CODES = ['aaaa-1111', 'bbbb-2222', 'cccc-3333'];
let clockMs = 0;
let folder: string;
let id: string;
let process: ReturnType<typeof startVaultProcessDouble>;
const calls = () => process.page.recoveryCodes;
const start = () =>
  startVaultProcessDouble({ folder, now: () => NOW_MS + clockMs, steadyClock: () => clockMs });
const list = async () => value(await calls().list({ id })).map(({ code }) => code);
const left = async () =>
  value(await process.page.accounts.list()).accounts.find((account) => account.id === id)?.recoveryCodesLeft;
const protect = async () =>
  value(await calls().protect({ vaultPassword: PASSWORD, password: CODES_PASSWORD }));
/** Everything that the file holds once it is decrypted. */
async function plaintext(): Promise<string> {
  const { vault } = await openVault(await readFile(path.join(folder, VAULT_FILE)), PASSWORD);
  return new TextDecoder().decode(encodePayload(vault));
}
async function again(): Promise<void> {
  process = start();
  value(await process.page.vault.unlock({ password: PASSWORD }));
}

beforeEach(async () => {
  clockMs = 0;
  folder = await temporaryFolder();
  process = start();
  value(await process.page.vault.create({ password: PASSWORD }));
  const account = newAccount(totp('ann'), NOW_MS);
  id = account.id;
  await process.holder.saving((session) =>
    session.change((vault) => addAccounts(vault, [account, newAccount(totp('bob'), NOW_MS)]), 'added'),
  );
  value(await calls().note({ id, codes: CODES, isReplacing: false }));
  // One more step, so that the history holds a list of codes.
  value(await calls().mark({ id, code: 'cccc-3333', isUsed: true }));
});

describe('turning it on', () => {
  it('leaves no code in the vault, its history included, and the count in sight', async () => {
    expect(await plaintext()).toContain('aaaa-1111');
    await protect();
    const text = await plaintext();
    for (const code of CODES) expect(text).not.toContain(code);
    expect(await left()).toBe(2);
    expect(value(await calls().protection())).toEqual({ isOn: true, isOpen: true, accountCount: 1 });
  });

  it('asks for the vault’s password, and takes no password that is the same or short', async () => {
    const password = CODES_PASSWORD;
    expect(await calls().protect({ vaultPassword: 'wrong', password })).toEqual(failed('wrong-password'));
    expect(await calls().protect({ vaultPassword: PASSWORD, password: PASSWORD })).toEqual(
      failed('same-password'),
    );
    expect(await calls().protect({ vaultPassword: PASSWORD, password: 'short' })).toEqual(
      failed('password-too-short'),
    );
    expect(await list()).toEqual(CODES);
  });

  it('can be taken back, and history is none of before', async () => {
    const { undoId } = await protect();
    value(await process.page.vault.undo({ undoId }));
    expect(value(await calls().protection())).toEqual({ isOn: false, isOpen: true, accountCount: 0 });
    await again();
    expect(await list()).toEqual(CODES);
  });

  it('seals what is in the bin, too', async () => {
    value(await process.page.accounts.remove({ id }));
    await protect();
    expect(await plaintext()).not.toContain('aaaa-1111');
    value(await process.page.bin.restore({ ids: [id] }));
    expect(await list()).toEqual(CODES);
  });
});

describe('while it is on', () => {
  beforeEach(async () => {
    await protect();
    await again();
  });

  it('nothing is shown, noted or marked before its password; a wrong one opens nothing', async () => {
    expect(await calls().list({ id })).toEqual(failed('codes-locked'));
    expect(await calls().note({ id, codes: ['d'], isReplacing: false })).toEqual(failed('codes-locked'));
    expect(await calls().mark({ id, code: 'aaaa-1111', isUsed: true })).toEqual(failed('codes-locked'));
    expect(await calls().open({ password: PASSWORD })).toEqual(failed('wrong-password'));
    expect(await left()).toBe(2);
    value(await calls().open({ password: CODES_PASSWORD }));
    expect(await list()).toEqual(CODES);
  });

  it('an account without codes asks for it to note some, too', async () => {
    const other = value(await process.page.accounts.list()).accounts.find((account) => account.id !== id);
    const note = { id: other?.id ?? '', codes: ['dddd-4444'], isReplacing: false };
    expect(value(await calls().list({ id: note.id }))).toEqual([]);
    expect(await calls().note(note)).toEqual(failed('codes-locked'));
    value(await calls().open({ password: CODES_PASSWORD }));
    value(await calls().note(note));
    expect(await plaintext()).not.toContain('dddd-4444');
    expect(value(await calls().protection()).accountCount).toBe(2);
  });

  it('changes are sealed, counted and can be taken back', async () => {
    value(await calls().open({ password: CODES_PASSWORD }));
    const { undoId } = value(await calls().mark({ id, code: 'aaaa-1111', isUsed: true }));
    expect(await left()).toBe(1);
    expect(await plaintext()).not.toContain('aaaa-1111');
    value(await process.page.vault.undo({ undoId }));
    expect(await left()).toBe(2);
    expect(await list()).toEqual(CODES);
  });

  it('it closes by itself some minutes after the last use', async () => {
    value(await calls().open({ password: CODES_PASSWORD }));
    clockMs += CODES_OPEN_MS - 1;
    expect(await list()).toEqual(CODES);
    clockMs += CODES_OPEN_MS - 1;
    expect(await list()).toEqual(CODES);
    clockMs += CODES_OPEN_MS;
    expect(await calls().list({ id })).toEqual(failed('codes-locked'));
  });

  it('wrong passwords make the next one wait', async () => {
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await calls().open({ password: 'wrong' })).toEqual(failed('wrong-password'));
    }
    expect(await calls().open({ password: CODES_PASSWORD })).toEqual(failed('wait-before-retry'));
  });

  it('codes that came in from elsewhere are taken in at the next opening', async () => {
    const recoveryCodes = [{ code: 'eeee-5555', usedAtMs: null }];
    const brought = newAccount({ ...totp('cid'), recoveryCodes }, NOW_MS);
    await process.holder.saving((session) =>
      session.change((vault) => addAccounts(vault, [brought]), 'added'),
    );
    expect(value(await calls().list({ id: brought.id })).length).toBe(1);
    value(await calls().open({ password: CODES_PASSWORD }));
    expect(await plaintext()).not.toContain('eeee-5555');
    expect(value(await calls().list({ id: brought.id })).map(({ code }) => code)).toEqual(['eeee-5555']);
  });

  it('codes that are added while they are open are sealed as they are added', async () => {
    const backup = path.join(folder, 'b.halfminute-backup');
    const recoveryCodes = [{ code: 'gggg-7777', usedAtMs: null }];
    const elsewhere = startVaultProcessDouble({ folder: await temporaryFolder(), now: () => NOW_MS });
    value(await elsewhere.page.vault.create({ password: PASSWORD }));
    await elsewhere.holder.saving((session) =>
      session.change(
        (vault) => addAccounts(vault, [newAccount({ ...totp('dot', 7), recoveryCodes }, NOW_MS)]),
        'added',
      ),
    );
    elsewhere.grants.give('grant', 'backup', backup);
    const passwords = { vaultPassword: PASSWORD, backupPassword: null };
    value(await elsewhere.page.backup.write({ grant: 'grant', ...passwords }));
    value(await calls().open({ password: CODES_PASSWORD }));
    const bytes = new Uint8Array(await readFile(backup));
    const { reviewId, candidates } = value(await process.page.backup.open({ bytes, password: PASSWORD }));
    const choices = candidates.map((each) => ({
      candidateId: each.id,
      issuer: each.issuer,
      accountName: each.accountName,
      action: 'add' as const,
    }));
    value(await process.page.accounts.add({ reviewId, choices }));
    expect(value(await calls().protection()).accountCount).toBe(2);
    expect(await plaintext()).not.toContain('gggg-7777');
  });

  it('another password takes its place, the old one opens nothing', async () => {
    const newPassword = 'yet another secret';
    expect(await calls().changePassword({ oldPassword: 'wrong', newPassword })).toEqual(
      failed('wrong-password'),
    );
    expect(await calls().changePassword({ oldPassword: CODES_PASSWORD, newPassword: PASSWORD })).toEqual(
      failed('same-password'),
    );
    const { undoId } = value(await calls().changePassword({ oldPassword: CODES_PASSWORD, newPassword }));
    expect(await list()).toEqual(CODES);
    await again();
    expect(await calls().open({ password: CODES_PASSWORD })).toEqual(failed('wrong-password'));
    value(await calls().open({ password: newPassword }));
    expect(await list()).toEqual(CODES);
    expect(await process.page.vault.undo({ undoId })).toEqual(failed('nothing-to-undo'));
  });

  it('tries of the vault’s password as the new one are counted as tries of it', async () => {
    const change = (newPassword: string) =>
      calls().changePassword({ oldPassword: CODES_PASSWORD, newPassword });
    for (const guess of ['guess of it 1', 'guess of it 2', 'guess of it 3']) {
      const { undoId } = value(await change(guess));
      value(await process.page.vault.undo({ undoId }));
    }
    expect(await change(PASSWORD)).toEqual(failed('wait-before-retry'));
    expect(await calls().forget({ vaultPassword: PASSWORD })).toEqual(failed('wait-before-retry'));
  });

  it('taking back another password asks for the old one again', async () => {
    const change = { oldPassword: CODES_PASSWORD, newPassword: 'yet another secret' };
    const { undoId } = value(await calls().changePassword(change));
    value(await process.page.vault.undo({ undoId }));
    expect(await calls().mark({ id, code: 'aaaa-1111', isUsed: true })).toEqual(failed('codes-locked'));
    value(await calls().open({ password: CODES_PASSWORD }));
    expect(await list()).toEqual(CODES);
  });

  it('codes under another copy’s password open beside these, and are put with them at the next change', async () => {
    const other = await makeCodesKey('of the other copy', CHEAP_KDF);
    const brought = sealCodes(other, 'an account of that copy', [{ code: 'ffff-6666', usedAtMs: null }]);
    await process.holder.saving((session) =>
      session.change((vault) => {
        const { sealedCodes } = accountOf(vault, id);
        return editAccount(vault, id, { sealedCodes: [...sealedCodes, brought] }, NOW_MS);
      }, 'edited'),
    );
    value(await calls().open({ password: 'of the other copy' }));
    expect(await calls().list({ id })).toEqual(failed('codes-locked'));
    expect(await calls().unprotect({ password: 'of the other copy' })).toEqual(failed('wrong-password'));
    value(await calls().open({ password: CODES_PASSWORD }));
    expect(await list()).toEqual([...CODES, 'ffff-6666']);
    value(await calls().mark({ id, code: 'ffff-6666', isUsed: true }));
    await again();
    value(await calls().open({ password: CODES_PASSWORD }));
    expect(await list()).toEqual([...CODES, 'ffff-6666']);
  });

  it('a backup carries the seals as they are: restored elsewhere they open by their password', async () => {
    const backup = path.join(folder, 'b.halfminute-backup');
    process.grants.give('grant', 'backup', backup);
    value(await process.page.backup.write({ grant: 'grant', vaultPassword: PASSWORD, backupPassword: null }));
    const bytes = new Uint8Array(await readFile(backup));
    folder = await temporaryFolder();
    process = start();
    const { reviewId } = value(await process.page.backup.open({ bytes, password: PASSWORD }));
    value(await process.page.backup.restoreAsVault({ reviewId, isOverDamaged: false }));
    expect(await left()).toBe(2);
    expect(await calls().list({ id })).toEqual(failed('codes-locked'));
    value(await calls().open({ password: CODES_PASSWORD }));
    expect(await list()).toEqual(CODES);
  });

  it('turning it off asks for the password and brings the codes back', async () => {
    expect(await calls().unprotect({ password: PASSWORD })).toEqual(failed('wrong-password'));
    const { undoId } = value(await calls().unprotect({ password: CODES_PASSWORD }));
    expect(await list()).toEqual(CODES);
    expect(await plaintext()).toContain('aaaa-1111');
    value(await process.page.vault.undo({ undoId }));
    expect(await calls().list({ id })).toEqual(failed('codes-locked'));
    expect(await plaintext()).not.toContain('aaaa-1111');
  });

  it('a forgotten password: what is sealed can be deleted, and that taken back', async () => {
    expect(await calls().forget({ vaultPassword: CODES_PASSWORD })).toEqual(failed('wrong-password'));
    expect(await left()).toBe(2);
    const { undoId } = value(await calls().forget({ vaultPassword: PASSWORD }));
    expect(await left()).toBeNull();
    expect(value(await calls().protection())).toEqual({ isOn: false, isOpen: false, accountCount: 0 });
    expect(await list()).toEqual([]);
    value(await process.page.vault.undo({ undoId }));
    value(await calls().open({ password: CODES_PASSWORD }));
    expect(await list()).toEqual(CODES);
  });
});
