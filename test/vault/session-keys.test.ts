/**
 * The keys of an open vault: any one opens it, they come and go without touching accounts, and one always stays.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBackup, readBackupWithRecoveryKey, writeBackup } from '../../electron/vault/backup.ts';
import { openVault, openVaultWithRandomKey, readHeader, sealVault } from '../../electron/vault/format.ts';
import { KDF_CURRENT } from '../../electron/vault/kdf.ts';
import { KDF_STEPS } from '../../electron/vault/kdf-steps.ts';
import {
  type KeySlot,
  kdfParametersOf,
  PASSWORD_SLOT,
  passwordSlotOf,
} from '../../electron/vault/key-slot.ts';
import {
  KEYCHAIN_SLOT,
  makeRandomKey,
  type RandomKeyType,
  RECOVERY_SLOT,
  withoutRandomKey,
  withRandomKey,
  wrapUnderRandomKey,
} from '../../electron/vault/random-key-slot.ts';
import {
  createSession,
  createSessionFrom,
  type Session,
  unlockSession,
  unlockSessionWithRandomKey,
} from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, newAccount } from '../../electron/vault/vault.ts';
import { device } from '../fault/failing-files.ts';
import { CHEAP_KDF, NOW_MS, now, PASSWORD, temporaryFolder, totp } from './vault-samples.ts';

async function sessionWithAccount() {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  await session.change((vault) => addAccounts(vault, [newAccount(totp('ann'), NOW_MS)]));
  return { path, session };
}

async function giveKey(session: Session, type: RandomKeyType): Promise<Uint8Array> {
  const key = makeRandomKey();
  const slot = wrapUnderRandomKey(type, session.masterKey, key);
  await session.changeSlots((slots) => withRandomKey(slots, slot));
  return key;
}

const typesIn = async (path: string) => readHeader(await readFile(path)).slots.map(({ type }) => type);
const withoutPassword = (slots: readonly KeySlot[]) => slots.filter(({ type }) => type !== PASSWORD_SLOT);

describe('any slot alone', () => {
  it.each([
    [RECOVERY_SLOT, 'recovery-key'],
    [KEYCHAIN_SLOT, 'keychain'],
  ] as const)('opens the vault: type %i', async (type, openedBy) => {
    const { path, session } = await sessionWithAccount();
    const key = await giveKey(session, type);
    const again = await unlockSessionWithRandomKey({ path, now, type, key });
    expect(accountsOf(again.vault)).toEqual(accountsOf(session.vault));
    expect(again.openedBy).toBe(openedBy);
    expect((await unlockSession({ path, now, password: PASSWORD })).openedBy).toBe('password');
    // And with no other slot beside it in the file.
    const slots = session.slots.filter((slot) => slot.type === type);
    const alone = sealVault({ masterKey: session.masterKey, slots, vault: session.vault });
    expect(openVaultWithRandomKey(alone, type, key).vault).toEqual(session.vault);
    await expect(openVault(alone, PASSWORD)).rejects.toMatchObject({ code: 'no-password' });
  });

  it('refuses another key, and says when there is no such slot', async () => {
    const { path, session } = await sessionWithAccount();
    const open = (type: RandomKeyType) =>
      unlockSessionWithRandomKey({ path, now, type, key: makeRandomKey() });
    await expect(open(RECOVERY_SLOT)).rejects.toMatchObject({ code: 'no-recovery-key' });
    await expect(open(KEYCHAIN_SLOT)).rejects.toMatchObject({ code: 'keychain-not-usable' });
    await giveKey(session, RECOVERY_SLOT);
    await giveKey(session, KEYCHAIN_SLOT);
    await expect(open(RECOVERY_SLOT)).rejects.toMatchObject({ code: 'wrong-recovery-key' });
    await expect(open(KEYCHAIN_SLOT)).rejects.toMatchObject({ code: 'keychain-not-usable' });
  });
});

describe('changing keys', () => {
  it('replaces and revokes the recovery key, and keeps accounts and unknown slots', async () => {
    const { path, session } = await sessionWithAccount();
    const unknown = { type: 4242, body: Buffer.from('of a version to come') };
    await session.changeSlots((slots) => [...slots, unknown]);
    const first = await giveKey(session, RECOVERY_SLOT);
    const second = await giveKey(session, RECOVERY_SLOT);
    const open = (key: Uint8Array) => unlockSessionWithRandomKey({ path, now, type: RECOVERY_SLOT, key });
    await expect(open(first)).rejects.toMatchObject({ code: 'wrong-recovery-key' });
    expect(accountsOf((await open(second)).vault)).toHaveLength(1);
    await session.changeSlots((slots) => withoutRandomKey(slots, RECOVERY_SLOT));
    await expect(open(second)).rejects.toMatchObject({ code: 'no-recovery-key' });
    const slots = readHeader(await readFile(path)).slots;
    expect(slots.map(({ type }) => type)).toEqual([PASSWORD_SLOT, 4242]);
    expect(Buffer.from(slots[1]?.body ?? [])).toEqual(unknown.body);
  });

  it('never leaves the vault with a keychain slot alone or nothing', async () => {
    const { path, session } = await sessionWithAccount();
    await giveKey(session, KEYCHAIN_SLOT);
    const before = await readFile(path);
    const lastKey = { code: 'last-key' };
    await expect(session.changeSlots(withoutPassword)).rejects.toMatchObject(lastKey);
    await expect(session.changeSlots(() => [])).rejects.toMatchObject(lastKey);
    expect(await readFile(path)).toEqual(before);
    await giveKey(session, RECOVERY_SLOT);
    await session.changeSlots(withoutPassword);
    const withoutRecovery = (slots: readonly KeySlot[]) => withoutRandomKey(slots, RECOVERY_SLOT);
    await expect(session.changeSlots(withoutRecovery)).rejects.toMatchObject(lastKey);
    expect(await typesIn(path)).toEqual([KEYCHAIN_SLOT, RECOVERY_SLOT]);
    await expect(session.checkPassword(PASSWORD)).rejects.toMatchObject({ code: 'no-password' });
  });

  it('keeps the keys that are on the disk when saving fails', async () => {
    const { path } = await sessionWithAccount();
    const files = device();
    const session = await unlockSession({ path, now, password: PASSWORD, files });
    const before = await readFile(path);
    files.fail('rename', 'EIO');
    await expect(giveKey(session, RECOVERY_SLOT)).rejects.toMatchObject({ code: 'not-saved' });
    expect(session.slots.map(({ type }) => type)).toEqual([PASSWORD_SLOT]);
    expect(await readFile(path)).toEqual(before);
  });
});

describe('a new password', () => {
  it('opens in place of the old one, in a fresh slot at today’s costs', async () => {
    const { path, session } = await sessionWithAccount();
    const before = passwordSlotOf(session.slots);
    await session.setPassword('another password');
    const unlock = (password: string) => unlockSession({ path, now, password });
    await expect(unlock(PASSWORD)).rejects.toMatchObject({ code: 'wrong-password' });
    expect(accountsOf((await unlock('another password')).vault)).toHaveLength(1);
    const after = passwordSlotOf(readHeader(await readFile(path)).slots) as KeySlot;
    expect(kdfParametersOf(after)).toEqual(KDF_CURRENT);
    expect(Buffer.compare(after.body.subarray(6, 22), before?.body.subarray(6, 22) ?? Buffer.of())).not.toBe(
      0,
    );
  });

  it('takes the costs of a step, keeps those of the old one otherwise', async () => {
    const { session } = await sessionWithAccount();
    const costs = () => kdfParametersOf(passwordSlotOf(session.slots) as KeySlot);
    await session.setPassword('another password', KDF_STEPS[2]);
    expect(costs()).toEqual(KDF_STEPS[2]);
    await session.setPassword('a third password');
    expect(costs()).toEqual(KDF_STEPS[2]);
  });

  it('is what stays when a stronger slot of the old one was waiting', async () => {
    const { path } = await sessionWithAccount();
    // The file was made at CHEAP_KDF, and the first save of `sessionWithAccount` was by the session that made it.
    const session = await unlockSession({ path, now, password: PASSWORD });
    await session.setPassword('another password');
    await session.change((vault) => vault);
    await expect(unlockSession({ path, now, password: PASSWORD })).rejects.toMatchObject({
      code: 'wrong-password',
    });
    await unlockSession({ path, now, password: 'another password' });
  });

  it('is refused when short, and leaves the old one', async () => {
    const { path, session } = await sessionWithAccount();
    await expect(session.setPassword('1234567')).rejects.toMatchObject({ code: 'password-too-short' });
    await unlockSession({ path, now, password: PASSWORD });
  });

  it('leaves backups their own', async () => {
    const { path, session } = await sessionWithAccount();
    const backup = join(path, '..', 'backup');
    await writeBackup(session, { path: backup, password: PASSWORD, kdf: CHEAP_KDF });
    await session.setPassword('another password');
    expect(accountsOf((await readBackup(await readFile(backup), PASSWORD)).vault)).toHaveLength(1);
  });
});

describe('a backup', () => {
  it('carries the recovery slot, and neither the keychain’s nor unknown ones', async () => {
    const { path, session } = await sessionWithAccount();
    const backup = join(path, '..', 'backup');
    await session.changeSlots((slots) => [...slots, { type: 4242, body: Buffer.of(1) }]);
    const key = await giveKey(session, RECOVERY_SLOT);
    await giveKey(session, KEYCHAIN_SLOT);
    await writeBackup(session, { path: backup, password: 'of the backup', kdf: CHEAP_KDF });
    expect(await typesIn(backup)).toEqual([PASSWORD_SLOT, RECOVERY_SLOT]);
    const bytes = await readFile(backup);
    expect(readBackupWithRecoveryKey(bytes, key).vault).toEqual(session.vault);
    const wrong = expect.objectContaining({ code: 'wrong-recovery-key' });
    expect(() => readBackupWithRecoveryKey(bytes, makeRandomKey())).toThrow(wrong);
    const unsupported = expect.objectContaining({ code: 'unsupported-file' });
    expect(() => readBackupWithRecoveryKey(Buffer.from('else'), key)).toThrow(unsupported);
  });

  it('of before the recovery key says that it has none', async () => {
    const { path, session } = await sessionWithAccount();
    const backup = join(path, '..', 'backup');
    await writeBackup(session, { path: backup, password: PASSWORD, kdf: CHEAP_KDF });
    const key = await giveKey(session, RECOVERY_SLOT);
    const bytes = await readFile(backup);
    const none = expect.objectContaining({ code: 'no-recovery-key' });
    expect(() => readBackupWithRecoveryKey(bytes, key)).toThrow(none);
  });

  it('that is a copied vault file leaves the other computer’s keychain slot behind when restored', async () => {
    const { path, session } = await sessionWithAccount();
    const key = await giveKey(session, RECOVERY_SLOT);
    await giveKey(session, KEYCHAIN_SLOT);
    const opened = readBackupWithRecoveryKey(await readFile(path), key);
    const restoredPath = join(await temporaryFolder(), 'vault.hmv');
    const restored = await createSessionFrom({ path: restoredPath, now, opened, openedBy: 'recovery-key' });
    expect(restored.openedBy).toBe('recovery-key');
    expect(await typesIn(restoredPath)).toEqual([PASSWORD_SLOT, RECOVERY_SLOT]);
  });
});
