/** Passwords as the page asks for them: waiting after wrong ones, changing, costs; and nothing of keys while locked. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWithAccount, ground, makeRecovery, PASSWORD, start, vaultMemory } from './vault-ground.ts';
import { failed, value } from './vault-process-double.ts';

describe('wrong passwords', () => {
  it('make the next one wait, in every call that takes the password, and across restarts', async () => {
    const vault = await createWithAccount();
    const { page } = vault;
    const wrong = { password: 'wrong password' };
    expect(await page.vault.rehearse(wrong)).toEqual(failed('wrong-password'));
    expect(await page.keys.startKeychain(wrong)).toEqual(failed('wrong-password'));
    expect(await page.accounts.keyUri({ id: 'x', ...wrong })).toEqual(failed('wrong-password'));
    expect(value(await page.vault.state()).retryAfterMs).toBe(1000);
    const waiting = failed('wait-before-retry');
    expect(await page.vault.rehearse({ password: PASSWORD })).toEqual(waiting);
    expect(await page.keys.makeRecovery({ password: PASSWORD })).toEqual(waiting);
    expect(await page.keys.removeRecovery({ password: PASSWORD })).toEqual(failed('no-recovery-key'));
    const change = { oldPassword: PASSWORD, newPassword: 'a new password' };
    expect(await page.vault.changePassword(change)).toEqual(waiting);

    const next = start({ memory: vault.memory() });
    expect(value(await next.page.vault.state()).retryAfterMs).toBe(1000);
    expect(await next.page.vault.unlock({ password: PASSWORD })).toEqual(waiting);
    ground.nowMs += 1000;
    expect(await next.page.vault.unlock(wrong)).toEqual(failed('wrong-password'));
    expect(value(await next.page.vault.state()).retryAfterMs).toBe(2000);
    ground.nowMs += 2000;
    value(await next.page.vault.unlock({ password: PASSWORD }));
    expect(next.memory()).toMatchObject({ wrongCount: 0 });
  });

  it('do not hold up the recovery key, which ends the wait', async () => {
    const vault = await createWithAccount();
    const { words } = await makeRecovery(vault);
    const { page } = start({ memory: { ...vaultMemory(), wrongCount: 9, lastWrongAtMs: ground.nowMs } });
    expect(value(await page.vault.state()).retryAfterMs).toBe(30_000);
    value(await page.vault.unlockWithRecovery({ texts: [words.join(' ')] }));
    expect(value(await page.vault.state()).retryAfterMs).toBe(0);
  });

  it('are not forgiven by asking an open vault to unlock', async () => {
    const { page, memory } = await createWithAccount();
    for (let time = 0; time < 3; time += 1) await page.vault.rehearse({ password: 'wrong password' });
    value(await page.vault.unlock({ password: 'wrong password' }));
    expect(memory()).toMatchObject({ wrongCount: 3 });
  });
});

describe('changing the password', () => {
  it('asks for the old one, and takes the costs of a step', async () => {
    const { page } = await createWithAccount();
    const change = (oldPassword: string | null, newPassword: string) =>
      page.vault.changePassword({ oldPassword, newPassword, kdfStep: 2 });
    expect(await change('wrong password', 'a new password')).toEqual(failed('wrong-password'));
    expect(await change(null, 'a new password')).toEqual(failed('wrong-password'));
    value(await change(PASSWORD, 'a new password'));
    expect(value(await page.keys.state()).kdf).toMatchObject({ memoryKiB: 131_072, passes: 3, step: 2 });
    expect(await start().page.vault.unlock({ password: PASSWORD })).toEqual(failed('wrong-password'));
    value(await start().page.vault.unlock({ password: 'a new password' }));
  });

  it('leaves an older backup the old password', async () => {
    const vault = await createWithAccount();
    const backup = path.join(ground.folder, 'b.halfminute-backup');
    vault.grants.give('grant-1', 'backup', backup);
    value(await vault.page.backup.write({ grant: 'grant-1', vaultPassword: PASSWORD, backupPassword: null }));
    value(await vault.page.vault.changePassword({ oldPassword: PASSWORD, newPassword: 'a new password' }));
    const bytes = new Uint8Array(await readFile(backup));
    expect(value(await vault.page.backup.open({ bytes, password: PASSWORD })).candidates).toHaveLength(1);
    expect(await vault.page.backup.open({ bytes, password: 'a new password' })).toEqual(
      failed('wrong-password'),
    );
  });
});

describe('KDF costs', () => {
  it('are measured before there is a vault, and taken when it is created', async () => {
    const { page } = start();
    const { steps, suggestedStep } = value(await page.keys.measureKdf({ targetMs: 100 }));
    expect(steps[0]).toMatchObject({ step: 1, memoryMiB: 64, passes: 3 });
    expect(suggestedStep).toBeGreaterThanOrEqual(1);
    expect(await page.keys.measureKdf({ targetMs: 60_000 })).toEqual(failed('bad-argument'));
    value(await page.vault.create({ password: PASSWORD, kdfStep: 2 }));
    expect(value(await page.keys.state()).kdf).toMatchObject({ memoryKiB: 131_072, step: 2 });
  });

  it('are never less than the cheapest step', async () => {
    const { page } = start();
    const weak = { password: PASSWORD, kdfStep: 0 as 1 };
    expect(await page.vault.create(weak)).toEqual(failed('bad-argument'));
  });
});

it('answers nothing about keys while locked', async () => {
  await createWithAccount();
  const { page, unexpected } = start();
  const answers = await Promise.all([
    page.keys.state(),
    page.keys.makeRecovery({ password: PASSWORD }),
    page.keys.confirmRecovery({ recoveryId: 'x', words: ['a', 'b'] }),
    page.keys.removeRecovery({ password: PASSWORD }),
    page.keys.splitRecovery({ words: 'a', needed: 2, count: 3 }),
    page.keys.startKeychain({ password: PASSWORD }),
    page.keys.stopKeychain(),
    page.vault.changePassword({ oldPassword: PASSWORD, newPassword: 'a new password' }),
    page.vault.changePassword({ oldPassword: null, newPassword: 'a new password' }),
    page.vault.rehearse({ password: PASSWORD }),
    page.vault.postponeRehearsal(),
  ]);
  for (const answer of answers) expect(answer).toEqual(failed('locked'));
  expect(unexpected).toEqual([]);
});
