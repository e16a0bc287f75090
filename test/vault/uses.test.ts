/** Uses of accounts: counted in memory, written along with the next save, never a step of the history. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileFunctions, realFiles } from '../../electron/vault/atomic-file.ts';
import { chainState } from '../../electron/vault/history.ts';
import { createSession, unlockSession } from '../../electron/vault/session.ts';
import { PendingUses, withUses } from '../../electron/vault/uses.ts';
import { accountOf, accountsOf, addAccounts, editAccount, newAccount } from '../../electron/vault/vault.ts';
import { CHEAP_KDF, NOW_MS, now, PASSWORD, temporaryFolder, totp } from './vault-samples.ts';

async function sessionWithOne(files: FileFunctions = realFiles) {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF, files });
  const account = newAccount(totp('ann'), NOW_MS);
  await session.change((vault) => addAccounts(vault, [account]));
  return { path, session, id: account.id };
}

describe('uses', () => {
  it('are in one save with others, without a step of the history or another time of change', async () => {
    const { path, session, id } = await sessionWithOne();
    const { revision, history } = session.vault;
    session.uses.note(id, NOW_MS + 5);
    session.uses.note(id, NOW_MS + 9);
    expect(accountOf(session.uses.in(session.vault), id).useCount).toBe(2);
    expect(accountOf(session.vault, id).useCount).toBe(0);
    await session.saveUses();
    await session.saveUses();
    const again = await unlockSession({ path, password: PASSWORD, now });
    const { useCount, lastUsedAtMs, updatedAtMs } = accountOf(again.vault, id);
    expect([useCount, lastUsedAtMs, updatedAtMs]).toEqual([2, NOW_MS + 9, NOW_MS]);
    expect(again.vault.revision).toBe(revision + 1);
    expect(again.vault.history).toEqual(history);
    expect(chainState(again.vault.history).isWhole).toBe(true);
  });

  it('go along with a change, and stay when that is undone', async () => {
    const { path, session, id } = await sessionWithOne();
    session.uses.note(id, NOW_MS + 5);
    const { undoId } = await session.change((vault) => editAccount(vault, id, { issuer: 'Other' }, NOW_MS));
    expect(session.uses.isEmpty).toBe(true);
    await session.undo(undoId);
    const again = await unlockSession({ path, password: PASSWORD, now });
    expect(accountsOf(again.vault).map(({ issuer, useCount }) => [issuer, useCount])).toEqual([
      [totp('ann').issuer, 1],
    ]);
  });

  it('wait for the next save when one fails', async () => {
    let isFull = false;
    const files: FileFunctions = {
      ...realFiles,
      open: (...given) => {
        if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        return realFiles.open(...given);
      },
    };
    const { path, session, id } = await sessionWithOne(files);
    session.uses.note(id, NOW_MS + 5);
    isFull = true;
    await expect(session.saveUses()).rejects.toMatchObject({ code: 'disk-full' });
    session.uses.note(id, NOW_MS + 3);
    isFull = false;
    await session.saveUses();
    const again = await unlockSession({ path, password: PASSWORD, now });
    expect(accountOf(again.vault, id)).toMatchObject({ useCount: 2, lastUsedAtMs: NOW_MS + 5 });
  });

  it('are counted when somebody else saved meanwhile', async () => {
    const { path, session, id } = await sessionWithOne();
    const other = await unlockSession({ path, password: PASSWORD, now });
    other.uses.note(id, NOW_MS);
    other.uses.note(id, NOW_MS + 1);
    await other.saveUses();
    session.uses.note(id, NOW_MS + 2);
    await session.saveUses();
    expect(accountOf(session.vault, id)).toMatchObject({ useCount: 3, lastUsedAtMs: NOW_MS + 2 });
  });

  it('of an account that is gone are left out', async () => {
    const { session } = await sessionWithOne();
    const uses = new PendingUses();
    uses.note('nobody', NOW_MS);
    expect(withUses(session.vault, uses.take())).toEqual(session.vault);
  });
});
