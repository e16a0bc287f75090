/** The keychain and the rehearsal of the password, as the page asks for them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createWithAccount,
  ground,
  PASSWORD,
  slotTypes,
  start,
  vaultMemory,
  workingKeychain,
} from './vault-ground.ts';
import { failed, VAULT_FILE, value } from './vault-process-double.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;

describe('the keychain', () => {
  it('is off until asked for with the password, then unlocks, then can be stopped', async () => {
    const keychain = workingKeychain();
    const { page } = await createWithAccount({ keychain: keychain.ask });
    expect(value(await page.keys.state())).toMatchObject({ keychain: 'off', isKeychainOffered: true });
    expect(await page.keys.startKeychain({ password: 'wrong password' })).toEqual(failed('wrong-password'));
    expect(keychain.requests).not.toContain('keep');
    expect(value(await page.keys.startKeychain({ password: PASSWORD })).keychain).toBe('ready');
    expect(await slotTypes()).toEqual([1, 3]);

    const next = start({ keychain: keychain.ask, memory: vaultMemory() });
    expect(value(await next.page.vault.state())).toMatchObject({ status: 'locked', keychain: 'ready' });
    expect(value(await next.page.vault.unlockWithKeychain())).toMatchObject({ accountCount: 1, notices: [] });
    const change = { oldPassword: null, newPassword: 'a new password' };
    expect(await next.page.vault.changePassword(change)).toEqual(failed('wrong-password'));
    expect(value(await next.page.keys.stopKeychain()).keychain).toBe('off');
    expect(await slotTypes()).toEqual([1]);
    expect(await start({ keychain: keychain.ask }).page.vault.unlockWithKeychain()).toEqual(
      failed('keychain-not-usable'),
    );
  });

  it.each(['unavailable', 'locked', 'changed', 'failed', 'off'] as const)(
    'that is %s answers one code, and the password opens the same vault',
    async (state) => {
      const keychain = workingKeychain();
      const { page } = await createWithAccount({ keychain: keychain.ask });
      value(await page.keys.startKeychain({ password: PASSWORD }));
      const before = await readFile(path.join(ground.folder, VAULT_FILE));
      const broken = workingKeychain({ state, key: null });
      const next = start({ keychain: broken.ask });
      expect(value(await next.page.vault.state()).keychain).toBe(state === 'off' ? 'failed' : state);
      expect(await next.page.vault.unlockWithKeychain()).toEqual(failed('keychain-not-usable'));
      expect(await readFile(path.join(ground.folder, VAULT_FILE))).toEqual(before);
      expect(value(await next.page.vault.unlock({ password: PASSWORD })).accountCount).toBe(1);
    },
  );

  it('that gives another key, or a person’s no to its prompt, opens nothing', async () => {
    const keychain = workingKeychain();
    const { page } = await createWithAccount({ keychain: keychain.ask });
    value(await page.keys.startKeychain({ password: PASSWORD }));
    const refused = start({ keychain: workingKeychain({ isCancelled: true }).ask });
    expect(await refused.page.vault.unlockWithKeychain()).toEqual(failed('cancelled'));
    keychain.put(new Uint8Array(32).fill(1));
    const next = start({ keychain: keychain.ask });
    expect(await next.page.vault.unlockWithKeychain()).toEqual(failed('keychain-not-usable'));
    expect(value(await next.page.vault.state()).status).toBe('locked');
  });

  it('that keeps its caller waiting does not hold up the password', async () => {
    const keychain = workingKeychain();
    const first = await createWithAccount({ keychain: keychain.ask });
    value(await first.page.keys.startKeychain({ password: PASSWORD }));
    let answerLate = () => {};
    const { page } = start({
      keychain: (request) =>
        new Promise((resolve) => {
          answerLate = () => resolve(keychain.ask(request));
        }),
    });
    const waiting = page.vault.unlockWithKeychain();
    expect(value(await page.vault.unlock({ password: PASSWORD })).accountCount).toBe(1);
    answerLate();
    expect(value(await waiting).accountCount).toBe(1);
  });

  it('that refuses to keep the key is not used', async () => {
    const keychain = workingKeychain({ state: 'unavailable', isOffered: false });
    const { page } = await createWithAccount({ keychain: keychain.ask });
    expect(await page.keys.startKeychain({ password: PASSWORD })).toEqual(failed('keychain-not-usable'));
    expect(await slotTypes()).toEqual([1]);
  });

  it('is not even looked at where the vault does not use it, and never makes a vault', async () => {
    const keychain = workingKeychain();
    const { page } = start({ keychain: keychain.ask });
    expect(value(await page.vault.state()).keychain).toBe('off');
    expect(keychain.requests).toEqual([]);
    keychain.put(new Uint8Array(32));
    expect(await page.vault.unlockWithKeychain()).toEqual(failed('no-vault'));
    expect(value(await page.vault.state()).status).toBe('none');
  });
});

describe('rehearsal of the password', () => {
  it('is asked for after weeks of keychain unlocks, can be put off, and ends with the right password', async () => {
    const keychain = workingKeychain();
    const first = await createWithAccount({ keychain: keychain.ask });
    value(await first.page.keys.startKeychain({ password: PASSWORD }));
    let memory = first.memory();
    const unlock = async () => {
      const next = start({ keychain: keychain.ask, memory });
      return { next, notices: value(await next.page.vault.unlockWithKeychain()).notices };
    };
    ground.nowMs += 4 * WEEK_MS - 1;
    expect((await unlock()).notices).toEqual([]);
    ground.nowMs += 1;
    const due = await unlock();
    expect(due.notices).toEqual(['rehearse-password']);
    value(await due.next.page.vault.postponeRehearsal());
    memory = due.next.memory();
    expect((await unlock()).notices).toEqual([]);
    ground.nowMs += WEEK_MS;
    const again = await unlock();
    expect(again.notices).toEqual(['rehearse-password']);
    expect(await again.next.page.vault.rehearse({ password: 'wrong password' })).toEqual(
      failed('wrong-password'),
    );
    value(await again.next.page.vault.rehearse({ password: PASSWORD }));
    memory = again.next.memory();
    ground.nowMs += WEEK_MS;
    expect((await unlock()).notices).toEqual([]);
  });
});
