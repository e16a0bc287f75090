/**
 * The unlocked vault: saved before it is kept, one change after the other, undone without touching what came later.
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COUNTER_MAX, type HotpParameters } from '../../electron/otp/account.ts';
import { removeAccount } from '../../electron/vault/bin.ts';
import { readHeader } from '../../electron/vault/format.ts';
import { KDF_CURRENT } from '../../electron/vault/kdf.ts';
import { kdfParametersOf, passwordSlotOf } from '../../electron/vault/key-slot.ts';
import { createSession, type Session, unlockSession } from '../../electron/vault/session.ts';
import {
  accountOf,
  accountsOf,
  addAccounts,
  editAccount,
  newAccount,
  replaceAccount,
} from '../../electron/vault/vault.ts';
import { CHEAP_KDF, hotp, NOW_MS, now, PASSWORD, steam, temporaryFolder, totp } from './vault-samples.ts';

async function freshSession() {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  return { path, session };
}

async function add(session: Session, ...drafts: Parameters<typeof newAccount>[0][]) {
  const accounts = drafts.map((draft) => newAccount(draft, NOW_MS));
  const { undoId } = await session.change((vault) => addAccounts(vault, accounts));
  return { ids: accounts.map(({ id }) => id), undoId };
}

const namesIn = (session: Session) => accountsOf(session.vault).map(({ accountName }) => accountName);
const counterOf = (session: Session, id: string) =>
  (accountOf(session.vault, id).otp as HotpParameters).counter;

describe('creating', () => {
  it('writes a file of mode 0600 that unlocks with the password alone, with every kind of account', async () => {
    const { path, session } = await freshSession();
    await add(session, totp('ann'), hotp('bob', 7), steam('cid'));
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = await unlockSession({ path, password: PASSWORD, now });
    expect(accountsOf(again.vault)).toEqual(accountsOf(session.vault));
    expect(again.vault.revision).toBe(2);
    await expect(unlockSession({ path, password: 'correct horsf', now })).rejects.toMatchObject({
      code: 'wrong-password',
    });
  });

  it('makes the folder when it is missing', async () => {
    const path = join(await temporaryFolder(), 'a', 'b', 'vault.hmv');
    await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
    expect(await readdir(join(path, '..'))).toEqual(['vault.hmv']);
  });

  it.each(['', 'not a vault'])('refuses where a file is, even one holding %j', async (content) => {
    const path = join(await temporaryFolder(), 'vault.hmv');
    await writeFile(path, content);
    const creating = createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
    await expect(creating).rejects.toMatchObject({ code: 'vault-exists' });
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  it('refuses seven characters and takes eight, whatever they are made of', async () => {
    const path = join(await temporaryFolder(), 'vault.hmv');
    for (const password of ['1234567', '😀😀😀😀']) {
      const creating = createSession({ path, password, now, kdf: CHEAP_KDF });
      await expect(creating).rejects.toMatchObject({ code: 'password-too-short' });
    }
    await createSession({ path, password: '😀😀😀😀😀😀😀é', now, kdf: CHEAP_KDF });
    await unlockSession({ path, password: '😀😀😀😀😀😀😀é', now });
  });

  it('says there is no vault where there is none', async () => {
    const path = join(await temporaryFolder(), 'vault.hmv');
    await expect(unlockSession({ path, password: PASSWORD, now })).rejects.toMatchObject({
      code: 'no-vault',
    });
  });
});

describe('changing', () => {
  it('keeps nothing of an edit that throws', async () => {
    const { path, session } = await freshSession();
    await add(session, totp('ann'));
    const before = { vault: session.vault, bytes: await readFile(path) };
    await expect(session.change((vault) => removeAccount(vault, 'nobody', NOW_MS))).rejects.toMatchObject({
      code: 'account-missing',
    });
    expect(session.vault).toBe(before.vault);
    expect(await readFile(path)).toEqual(before.bytes);
  });

  it('does calls in flight one after the other, each on what the one before left', async () => {
    const { path, session } = await freshSession();
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => add(session, totp(name))));
    const again = await unlockSession({ path, password: PASSWORD, now });
    expect(namesIn(again)).toEqual(names);
    expect(again.vault.revision).toBe(21);
  });

  it('takes fresh random bytes in every save', async () => {
    const { path, session } = await freshSession();
    const salts = new Set<string>();
    for (let save = 0; save < 5; save += 1) {
      await session.change((vault) => vault);
      salts.add(Buffer.from(readHeader(await readFile(path)).salt).toString('hex'));
    }
    expect(salts.size).toBe(5);
  });

  it('asks for the password again', async () => {
    const { session } = await freshSession();
    await session.checkPassword(PASSWORD);
    await expect(session.checkPassword('')).rejects.toMatchObject({ code: 'wrong-password' });
  });
});

describe('a file with weaker KDF costs', () => {
  it('is wrapped anew by the first save after a password unlock, and not before', async () => {
    const { path } = await freshSession();
    const costsOnDisk = async () => {
      const slot = passwordSlotOf(readHeader(await readFile(path)).slots);
      return slot && kdfParametersOf(slot);
    };
    const session = await unlockSession({ path, password: PASSWORD, now });
    expect(await costsOnDisk()).toEqual(CHEAP_KDF);
    await add(session, totp('ann'));
    expect(await costsOnDisk()).toEqual(KDF_CURRENT);
    await session.checkPassword(PASSWORD);
    const again = await unlockSession({ path, password: PASSWORD, now });
    const slotBefore = passwordSlotOf(readHeader(await readFile(path)).slots);
    await add(again, totp('bob'));
    expect(passwordSlotOf(readHeader(await readFile(path)).slots)).toEqual(slotBefore);
  });
});

describe('next code of a counter-based account', () => {
  it('gives RFC 4226 appendix D, with the counter on the disk before the code', async () => {
    const { path, session } = await freshSession();
    const [id] = (await add(session, hotp('bob'))).ids;
    expect(await session.nextHotp(id!)).toEqual({ code: '755224', counter: 0, merge: null });
    expect(await session.nextHotp(id!)).toEqual({ code: '287082', counter: 1, merge: null });
    expect(counterOf(await unlockSession({ path, password: PASSWORD, now }), id!)).toBe(2);
  });

  it('never gives one code twice to calls in flight', async () => {
    const { session } = await freshSession();
    const [id] = (await add(session, hotp('bob'))).ids;
    const given = await Promise.all(Array.from({ length: 10 }, () => session.nextHotp(id!)));
    expect(given.map(({ counter }) => counter)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('stops at the end of the counter, and refuses accounts that have none', async () => {
    const { session } = await freshSession();
    const { ids } = await add(session, hotp('last', COUNTER_MAX), totp('ann'));
    await expect(session.nextHotp(ids[0]!)).rejects.toMatchObject({ code: 'counter-exhausted' });
    expect(counterOf(session, ids[0]!)).toBe(COUNTER_MAX);
    await expect(session.nextHotp(ids[1]!)).rejects.toMatchObject({ code: 'account-missing' });
    await expect(session.nextHotp('nobody')).rejects.toMatchObject({ code: 'account-missing' });
  });
});

describe('undo', () => {
  it('puts a removed account back in its place, unchanged', async () => {
    const { path, session } = await freshSession();
    const { ids } = await add(session, totp('ann'), hotp('bob', 3), totp('cid'));
    const before = accountsOf(session.vault);
    const { undoId } = await session.change((vault) => removeAccount(vault, ids[1]!, NOW_MS));
    expect(namesIn(session)).toEqual(['ann', 'cid']);
    await session.undo(undoId);
    expect(accountsOf(session.vault)).toEqual(before);
    expect(accountsOf((await unlockSession({ path, password: PASSWORD, now })).vault)).toEqual(before);
  });

  it('takes back an addition and leaves what was added later', async () => {
    const { session } = await freshSession();
    const { undoId } = await add(session, totp('ann'), totp('bob'));
    await add(session, totp('cid'));
    await session.undo(undoId);
    expect(namesIn(session)).toEqual(['cid']);
  });

  it('takes back an edit and a replaced secret', async () => {
    const { session } = await freshSession();
    const [id] = (await add(session, totp('ann', 1))).ids;
    const before = accountOf(session.vault, id!);
    const edit = await session.change((vault) => editAccount(vault, id!, { issuer: 'New' }, NOW_MS + 1));
    expect(accountOf(session.vault, id!)).toMatchObject({ issuer: 'New', accountName: 'ann' });
    await session.undo(edit.undoId);
    expect(accountOf(session.vault, id!)).toEqual(before);
    const swap = await session.change((vault) => replaceAccount(vault, id!, totp('ann', 2), NOW_MS + 2));
    expect(accountOf(session.vault, id!).otp.secret[0]).toBe(2);
    await session.undo(swap.undoId);
    expect(accountOf(session.vault, id!)).toEqual(before);
  });

  it('never lowers a counter whose codes were used since', async () => {
    const { session } = await freshSession();
    const [id] = (await add(session, hotp('bob', 5))).ids;
    const { undoId } = await session.change((vault) => editAccount(vault, id!, { issuer: 'New' }, NOW_MS));
    await session.nextHotp(id!);
    await session.undo(undoId);
    expect(accountOf(session.vault, id!).issuer).toBe('');
    expect(counterOf(session, id!)).toBe(6);
  });

  it('takes back a mistyped counter that no code was made from', async () => {
    const { session } = await freshSession();
    const [id] = (await add(session, hotp('bob', 5))).ids;
    const { undoId } = await session.change((vault) =>
      editAccount(vault, id!, { otp: hotp('', 500).otp }, NOW_MS),
    );
    await session.undo(undoId);
    expect(counterOf(session, id!)).toBe(5);
  });

  it('works once, knows the last fifty, and says so otherwise', async () => {
    const { session } = await freshSession();
    const undoIds: string[] = [];
    for (let index = 0; index < 51; index += 1) undoIds.push((await add(session, totp(`n${index}`))).undoId);
    const nothing = { code: 'nothing-to-undo' };
    await expect(session.undo(undoIds[0]!)).rejects.toMatchObject(nothing);
    await session.undo(undoIds[1]!);
    await expect(session.undo(undoIds[1]!)).rejects.toMatchObject(nothing);
    await expect(session.undo('unheard-of')).rejects.toMatchObject(nothing);
    expect(namesIn(session)).toHaveLength(50);
  });
});
