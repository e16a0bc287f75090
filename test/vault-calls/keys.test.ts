/** The keys of the contract, as the page asks for them: recovery key, shares, keychain, password, rehearsal. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewRecoveryKey } from '../../electron/ipc/contract.ts';
import type { KeychainAnswer, KeychainRequest } from '../../electron/ipc/key-messages.ts';
import { readHeader } from '../../electron/vault/format.ts';
import {
  type DoubleOptions,
  failed,
  startVaultProcessDouble,
  VAULT_FILE,
  value,
} from './vault-process-double.ts';

const PASSWORD = 'correct horse battery';
const URI = 'otpauth://totp/Example:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example';
const WEEK_MS = 7 * 24 * 3600 * 1000;

let folder: string;
let nowMs: number;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-keys-'));
  nowMs = 1_767_323_045_000;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (options: Partial<DoubleOptions> = {}) =>
  startVaultProcessDouble({ folder, now: () => nowMs, ...options });
type Started = ReturnType<typeof start>;

async function createWithAccount(options?: Partial<DoubleOptions>): Promise<Started> {
  const vault = start(options);
  value(await vault.page.vault.create({ password: PASSWORD }));
  const { reviewId, candidates } = value(await vault.page.accounts.review({ reviewId: null, texts: [URI] }));
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  value(await vault.page.accounts.add({ reviewId, choices }));
  return vault;
}

const asked = ({ words, positions }: NewRecoveryKey) =>
  positions.map((position) => words[position - 1] ?? '');

async function makeRecovery({ page }: Started): Promise<NewRecoveryKey> {
  const made = value(await page.keys.makeRecovery({ password: PASSWORD }));
  value(await page.keys.confirmRecovery({ recoveryId: made.recoveryId, words: asked(made) }));
  return made;
}

const slotTypes = async () =>
  readHeader(await readFile(path.join(folder, VAULT_FILE))).slots.map(({ type }) => type);

/** A keychain that keeps what it is given. */
function workingKeychain(change: Partial<KeychainAnswer> = {}) {
  let kept: Uint8Array | null = null;
  const requests: string[] = [];
  const ask = (request: KeychainRequest): KeychainAnswer => {
    requests.push(request.action);
    if (request.action === 'keep') kept = request.key;
    if (request.action === 'forget') kept = null;
    const state = kept === null ? 'off' : 'ready';
    const key = request.action === 'give' ? kept : null;
    return { state, isOffered: true, prompt: 'none', isCancelled: false, key, ...change };
  };
  return { ask, requests, lose: () => (kept = null), put: (key: Uint8Array) => (kept = key) };
}

describe('setting up a recovery key', () => {
  it('takes the password, shows 24 words once, and writes nothing before two are typed back', async () => {
    const vault = await createWithAccount();
    const { page } = vault;
    expect(await page.keys.makeRecovery({ password: 'wrong password' })).toEqual(failed('wrong-password'));
    const before = await readFile(path.join(folder, VAULT_FILE));
    const made = value(await page.keys.makeRecovery({ password: PASSWORD }));
    expect(made.words).toHaveLength(24);
    expect(new Set(made.positions).size).toBe(2);
    for (const position of made.positions) expect(position >= 1 && position <= 24).toBe(true);
    expect(value(await page.vault.readRecovery({ texts: [made.words.join(' ')] }))).toEqual({ kind: 'key' });
    expect(await readFile(path.join(folder, VAULT_FILE))).toEqual(before);
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
    expect(await readFile(path.join(folder, VAULT_FILE))).toEqual(before);
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
    const backup = path.join(folder, 'b.halfminute-backup');
    vault.grants.give('grant-1', 'backup', backup);
    value(
      await vault.page.backup.write({
        grant: 'grant-1',
        vaultPassword: PASSWORD,
        backupPassword: 'of the backup',
      }),
    );
    await rm(path.join(folder, VAULT_FILE));
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
      const before = await readFile(path.join(folder, VAULT_FILE));
      const broken = workingKeychain({ state, key: null });
      const next = start({ keychain: broken.ask });
      expect(value(await next.page.vault.state()).keychain).toBe(state === 'off' ? 'failed' : state);
      expect(await next.page.vault.unlockWithKeychain()).toEqual(failed('keychain-not-usable'));
      expect(await readFile(path.join(folder, VAULT_FILE))).toEqual(before);
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

/** The password was typed just now. */
const vaultMemory = () => ({ wrongCount: 0, lastWrongAtMs: 0, typedAtMs: nowMs, postponedUntilMs: 0 });

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
    nowMs += 4 * WEEK_MS - 1;
    expect((await unlock()).notices).toEqual([]);
    nowMs += 1;
    const due = await unlock();
    expect(due.notices).toEqual(['rehearse-password']);
    value(await due.next.page.vault.postponeRehearsal());
    memory = due.next.memory();
    expect((await unlock()).notices).toEqual([]);
    nowMs += WEEK_MS;
    const again = await unlock();
    expect(again.notices).toEqual(['rehearse-password']);
    expect(await again.next.page.vault.rehearse({ password: 'wrong password' })).toEqual(
      failed('wrong-password'),
    );
    value(await again.next.page.vault.rehearse({ password: PASSWORD }));
    memory = again.next.memory();
    nowMs += WEEK_MS;
    expect((await unlock()).notices).toEqual([]);
  });
});

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
    nowMs += 1000;
    expect(await next.page.vault.unlock(wrong)).toEqual(failed('wrong-password'));
    expect(value(await next.page.vault.state()).retryAfterMs).toBe(2000);
    nowMs += 2000;
    value(await next.page.vault.unlock({ password: PASSWORD }));
    expect(next.memory()).toMatchObject({ wrongCount: 0 });
  });

  it('do not hold up the recovery key, which ends the wait', async () => {
    const vault = await createWithAccount();
    const { words } = await makeRecovery(vault);
    const { page } = start({ memory: { ...vaultMemory(), wrongCount: 9, lastWrongAtMs: nowMs } });
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
    const backup = path.join(folder, 'b.halfminute-backup');
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
