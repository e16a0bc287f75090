/** The recovery key and its shares, as the page asks for them: made, confirmed, replaced, opened by, removed. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NewRecoveryKey } from '../../electron/ipc/contract.ts';
import {
  asked,
  createWithAccount,
  ground,
  makeRecovery,
  PASSWORD,
  slotTypes,
  start,
} from './vault-ground.ts';
import { failed, VAULT_FILE, value } from './vault-process-double.ts';

describe('setting up a recovery key', () => {
  it('takes the password, shows 24 words once, and writes nothing before two are typed back', async () => {
    const vault = await createWithAccount();
    const { page } = vault;
    expect(await page.keys.makeRecovery({ password: 'wrong password' })).toEqual(failed('wrong-password'));
    const before = await readFile(path.join(ground.folder, VAULT_FILE));
    const made = value(await page.keys.makeRecovery({ password: PASSWORD }));
    expect(made.words).toHaveLength(24);
    expect(new Set(made.positions).size).toBe(2);
    for (const position of made.positions) expect(position >= 1 && position <= 24).toBe(true);
    expect(value(await page.vault.readRecovery({ texts: [made.words.join(' ')] }))).toEqual({ kind: 'key' });
    expect(await readFile(path.join(ground.folder, VAULT_FILE))).toEqual(before);
    expect(value(await page.vault.state()).hasRecoveryKey).toBe(false);

    const confirm = (words: string[]) => page.keys.confirmRecovery({ recoveryId: made.recoveryId, words });
    const [first = '', second = ''] = asked(made);
    for (const words of [
      [second === first ? 'zoo' : second, first],
      [first, 'zebra'],
      ['', ''],
      [first, `${second} ${second}`],
    ]) {
      if (words.join() === [first, second].join()) continue;
      expect(await confirm(words)).toEqual(failed('recovery-words-differ'));
    }
    expect(await readFile(path.join(ground.folder, VAULT_FILE))).toEqual(before);
    const state = value(await confirm([` ${first.toUpperCase()} `, second.slice(0, 4)]));
    expect(state.recoveryKeyNumber).toBe(made.keyNumber);
    expect(await slotTypes()).toEqual([1, 2]);
    expect(value(await page.vault.state()).hasRecoveryKey).toBe(true);
    expect(await confirm([first, second])).toEqual(failed('recovery-missing'));
  });

  it('asks for other words each time', async () => {
    const { page } = await createWithAccount();
    const seen = new Set<string>();
    for (let time = 0; time < 4; time += 1) {
      seen.add(value(await page.keys.makeRecovery({ password: PASSWORD })).positions.join());
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('can be given up, and a later one takes the place of an earlier one', async () => {
    const { page } = await createWithAccount();
    const first = value(await page.keys.makeRecovery({ password: PASSWORD }));
    const second = value(await page.keys.makeRecovery({ password: PASSWORD }));
    const confirm = (made: NewRecoveryKey) =>
      page.keys.confirmRecovery({ recoveryId: made.recoveryId, words: asked(made) });
    expect(await confirm(first)).toEqual(failed('recovery-missing'));
    value(await page.keys.discardRecovery({ recoveryId: second.recoveryId }));
    expect(await confirm(second)).toEqual(failed('recovery-missing'));
    expect(await slotTypes()).toEqual([1]);
  });
});

describe('the recovery key', () => {
  it('unlocks, and then lets a new password be set without the old one, once', async () => {
    const { words } = await makeRecovery(await createWithAccount());
    const { page } = start();
    expect(value(await page.vault.state())).toMatchObject({ status: 'locked', hasRecoveryKey: true });
    const opened = value(await page.vault.unlockWithRecovery({ texts: [words.join('\n')] }));
    expect(opened).toEqual({ accountCount: 1, quarantinedCount: 0, notices: ['set-new-password'] });
    const change = (newPassword: string) => page.vault.changePassword({ oldPassword: null, newPassword });
    expect(await change('1234567')).toEqual(failed('password-too-short'));
    value(await change('a new password'));
    expect(value(await page.keys.state()).openedBy).toBe('password');
    expect(await change('another password')).toEqual(failed('wrong-password'));
    const next = start();
    expect(await next.page.vault.unlock({ password: PASSWORD })).toEqual(failed('wrong-password'));
    expect(value(await next.page.vault.unlock({ password: 'a new password' })).notices).toEqual([]);
  });

  it('of another vault, replaced or revoked opens nothing, each said in its own way', async () => {
    const vault = await createWithAccount();
    const first = await makeRecovery(vault);
    const second = await makeRecovery(vault);
    const unlock = (made: NewRecoveryKey) =>
      start().page.vault.unlockWithRecovery({ texts: [made.words.join(' ')] });
    expect(await unlock(first)).toEqual(failed('wrong-recovery-key'));
    value(await unlock(second));
    const { page } = vault;
    expect(await page.keys.removeRecovery({ password: 'wrong password' })).toEqual(failed('wrong-password'));
    expect(value(await page.keys.removeRecovery({ password: PASSWORD })).recoveryKeyNumber).toBeNull();
    expect(await page.keys.removeRecovery({ password: PASSWORD })).toEqual(failed('no-recovery-key'));
    expect(await unlock(second)).toEqual(failed('no-recovery-key'));
    value(await start().page.vault.unlock({ password: PASSWORD }));
  });

  it('that cannot be read is told by its word, and never opens', async () => {
    const { words } = await makeRecovery(await createWithAccount());
    const { page } = start();
    const texts = [words.with(7, 'halfminute').join(' ')];
    expect(value(await page.vault.readRecovery({ texts }))).toEqual({
      kind: 'problem',
      textIndex: 0,
      problem: { reason: 'unknown-word', wordPosition: 8 },
    });
    expect(await page.vault.unlockWithRecovery({ texts })).toEqual(failed('invalid-recovery-key'));
    expect(await page.vault.unlockWithRecovery({ texts: [] })).toEqual(failed('invalid-recovery-key'));
    expect(value(await page.vault.state()).status).toBe('locked');
  });

  it('opens a backup, restores it as a vault, and then asks for a new password', async () => {
    const vault = await createWithAccount();
    const { words } = await makeRecovery(vault);
    const backup = path.join(ground.folder, 'b.halfminute-backup');
    vault.grants.give('grant-1', 'backup', backup);
    value(
      await vault.page.backup.write({
        grant: 'grant-1',
        vaultPassword: PASSWORD,
        backupPassword: 'of the backup',
      }),
    );
    await rm(path.join(ground.folder, VAULT_FILE));
    const { page } = start();
    const bytes = new Uint8Array(await readFile(backup));
    const other = await page.backup.openWithRecovery({ bytes, texts: [`${'abandon '.repeat(23)}art`] });
    expect(other).toEqual(failed('wrong-recovery-key'));
    const { reviewId } = value(await page.backup.openWithRecovery({ bytes, texts: [words.join(' ')] }));
    const opened = value(await page.backup.restoreAsVault({ reviewId, isOverDamaged: false }));
    expect(opened).toMatchObject({ accountCount: 1, notices: ['set-new-password'] });
    value(await page.vault.changePassword({ oldPassword: null, newPassword: 'a new password' }));
    value(await start().page.vault.unlock({ password: 'a new password' }));
    value(await start().page.vault.unlockWithRecovery({ texts: [words.join(' ')] }));
  });
});

describe('shares', () => {
  it('are made of the vault’s recovery key alone, and enough of them unlock', async () => {
    const vault = await createWithAccount();
    const { words, keyNumber } = await makeRecovery(vault);
    const split = (text: string, needed: number, count: number) =>
      vault.page.keys.splitRecovery({ words: text, needed, count });
    expect(await split(`${'abandon '.repeat(23)}art`, 2, 3)).toEqual(failed('wrong-recovery-key'));
    expect(await split('abandon', 2, 3)).toEqual(failed('invalid-recovery-key'));
    expect(await split(words.join(' '), 4, 3)).toEqual(failed('bad-argument'));
    expect(await split(words.join(' '), 1, 3)).toEqual(failed('bad-argument'));
    expect(await split(words.join(' '), 2, 11)).toEqual(failed('bad-argument'));
    const shares = value(await split(words.join(' '), 2, 3));
    expect(shares.map(({ number }) => number)).toEqual([1, 2, 3]);
    for (const share of shares) expect(share).toMatchObject({ needed: 2, count: 3, keyNumber });

    const { page } = start();
    const [first = '', , third = ''] = shares.map((share) => share.words.join(' '));
    expect(value(await page.vault.readRecovery({ texts: [third] }))).toEqual({
      kind: 'shares',
      keyNumber,
      needed: 2,
      numbers: [3],
    });
    expect(await page.vault.unlockWithRecovery({ texts: [third] })).toEqual(failed('invalid-recovery-key'));
    expect(value(await page.vault.unlockWithRecovery({ texts: [third, first] })).accountCount).toBe(1);
  });
});
