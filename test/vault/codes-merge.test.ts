/** Two programs on one vault while recovery codes go under a password of their own: nothing doubled, lost or in the clear again. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RecoveryCode } from '../../electron/otp/account-extras.ts';
import { removeAccount } from '../../electron/vault/bin.ts';
import { codesLockOf, openedCodes, rewriteCodes, withCodesLock } from '../../electron/vault/codes-seal.ts';
import { sealVault } from '../../electron/vault/format.ts';
import { chainState } from '../../electron/vault/history.ts';
import { restoreToMoment } from '../../electron/vault/history-walk.ts';
import { encodePayload } from '../../electron/vault/payload.ts';
import { makeCodesKey } from '../../electron/vault/sealed-codes.ts';
import type { Session } from '../../electron/vault/session.ts';
import { accountsOf, editAccount, entryOf, type Vault } from '../../electron/vault/vault.ts';
import { NAME, namesIn, sessionOn, vaultOf, vaultOnDisk } from '../fault/prepared-vaults.ts';
import { CHEAP_KDF, NOW_MS, temporaryFolder } from './vault-samples.ts';

const codesOf = (...codes: string[]): readonly RecoveryCode[] =>
  codes.map((code) => ({ code, usedAtMs: null }));
const textOf = (vault: Vault) => new TextDecoder().decode(encodePayload(vault));
const idOf = ({ vault }: Session, name: string) =>
  accountsOf(vault).find(({ accountName }) => accountName === name)?.id ?? '';
const renaming = (id: string, issuer: string) => (vault: Vault) =>
  editAccount(vault, id, { issuer }, NOW_MS + 1);
const noting =
  (id: string, ...codes: string[]) =>
  (vault: Vault) =>
    editAccount(vault, id, { recoveryCodes: codesOf(...codes) }, NOW_MS);

/** Three accounts; the first has codes since a step of its own, and a step came after that. */
async function ground() {
  const path = join(await temporaryFolder(), NAME);
  const { masterKey, ...rest } = vaultOf(3);
  await writeFile(path, sealVault({ masterKey, ...rest }));
  const ours = await sessionOn(path, masterKey);
  const id = idOf(ours, 'account 0');
  const other = idOf(ours, 'account 1');
  await ours.change(noting(id, 'first code'), 'edited');
  await ours.change(renaming(other, 'Before'), 'edited');
  const key = await makeCodesKey('codes password', CHEAP_KDF);
  const protect = (vault: Vault) => rewriteCodes(withCodesLock(vault, key.lock), [key]);
  const onDisk = () => vaultOnDisk(path, masterKey);
  const codesIn = (vault: Vault) => openedCodes(entryOf(vault, id), [key]).codes.map(({ code }) => code);
  return { path, masterKey, ours, id, other, key, protect, onDisk, codesIn };
}

it('another program that was open before it was turned on merges: nothing is there twice or in the clear', async () => {
  const { path, masterKey, ours, id, other, key, protect, onDisk, codesIn } = await ground();
  const theirs = await sessionOn(path, masterKey);
  await ours.change(protect);
  await ours.change((vault) => removeAccount(vault, idOf(ours, 'account 2'), NOW_MS), 'removed');
  const { merge } = await theirs.change(renaming(other, 'Renamed'), 'edited');
  expect(merge).toEqual({ addedIds: [], conflictIds: [] });
  const vault = await onDisk();
  expect(namesIn(vault)).toEqual(['account 0', 'account 1']);
  expect(entryOf(vault, other).account.issuer).toBe('Renamed');
  expect(codesLockOf(vault)).toBe(key.lock);
  expect(entryOf(vault, id).account.recoveryCodes).toEqual([]);
  expect(codesIn(vault)).toEqual(['first code']);
  expect(textOf(vault)).not.toContain('first code');
  expect(chainState(vault.history).isWhole).toBe(true);
});

it('a copy that was changed elsewhere without it comes back: it stays on, and no code is in the clear again', async () => {
  const { path, masterKey, ours, id, other, key, protect, onDisk, codesIn } = await ground();
  const before = await readFile(path);
  await ours.change(protect);
  await writeFile(path, before);
  await (await sessionOn(path, masterKey)).change(renaming(other, 'Elsewhere'), 'edited');
  await ours.change(renaming(id, 'Ours'), 'edited');
  const vault = await onDisk();
  expect(namesIn(vault)).toEqual(['account 0', 'account 1', 'account 2']);
  expect(entryOf(vault, other).account.issuer).toBe('Elsewhere');
  expect(codesLockOf(vault)).toBe(key.lock);
  expect(codesIn(vault)).toEqual(['first code']);
  expect(textOf(vault)).not.toContain('first code');
});

it('what is sealed later keeps the history: its steps stay, without the codes', async () => {
  const { ours, id, other, key, protect, codesIn } = await ground();
  await ours.change(protect);
  await ours.change(renaming(other, 'After'), 'edited');
  const steps = ours.vault.history.records.map(({ seq }) => seq);
  await ours.change(noting(other, 'second code'), 'edited');
  await ours.change((vault) => rewriteCodes(vault, [key]));
  expect(ours.vault.history.records.map(({ seq }) => seq)).toEqual([
    ...steps,
    ours.vault.history.lastSeq - 1,
    ours.vault.history.lastSeq,
  ]);
  expect(textOf(ours.vault)).not.toContain('second code');
  const [first = 0] = steps;
  const back = restoreToMoment(ours.vault, first - 1, NOW_MS);
  // The step has no codes, so going back behind it leaves them as they are: none is lost.
  expect(back && codesIn(back)).toEqual(['first code']);
  expect(back && entryOf(back, id).account.recoveryCodes).toEqual([]);
});

it('a code that was noted since stays when two copies with it on go apart', async () => {
  const { path, masterKey, ours, id, other, key, protect, onDisk } = await ground();
  await ours.change(protect);
  await ours.change(noting(other, 'second code'), 'edited');
  const before = await readFile(path);
  // Ours seals what was in the clear and notes one more with it; the other copy leaves the codes alone.
  const noteMore = (vault: Vault) =>
    rewriteCodes(editAccount(vault, other, { recoveryCodes: codesOf('second code', 'third code') }, NOW_MS), [
      key,
    ]);
  await ours.change(noteMore, 'edited');
  await writeFile(path, before);
  await (await sessionOn(path, masterKey)).change(renaming(id, 'Elsewhere'), 'edited');
  await ours.change(renaming(other, 'Ours'), 'edited');
  const vault = await onDisk();
  const codes = openedCodes(entryOf(vault, other), [key]).codes.map(({ code }) => code);
  expect([...codes].sort()).toEqual(['second code', 'third code']);
  expect(namesIn(vault)).toHaveLength(3);
});

it('a new password of theirs leaves nothing in the history that the old one opens, and other programs merge', async () => {
  const { path, masterKey, ours, id, other, key, protect, onDisk } = await ground();
  await ours.change(protect);
  const mark = (vault: Vault) =>
    rewriteCodes(
      editAccount(vault, id, { recoveryCodes: [{ code: 'first code', usedAtMs: NOW_MS }] }, NOW_MS),
      [key],
    );
  await ours.change(mark, 'edited');
  const theirs = await sessionOn(path, masterKey);
  expect(textOf(await onDisk()).split(key.lock).length - 1).toBeGreaterThan(2);
  const next = await makeCodesKey('another codes password', CHEAP_KDF);
  await ours.change((vault) => rewriteCodes(withCodesLock(vault, next.lock), [key, next]));
  expect(textOf(await onDisk())).not.toContain(key.lock);
  expect((await theirs.change(renaming(other, 'Theirs'), 'edited')).merge?.conflictIds).toEqual([]);
  const vault = await onDisk();
  expect(textOf(vault)).not.toContain(key.lock);
  expect(namesIn(vault)).toHaveLength(3);
  expect(openedCodes(entryOf(vault, id), [next]).codes).toEqual([{ code: 'first code', usedAtMs: NOW_MS }]);
});
