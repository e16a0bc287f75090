/**
 * Two copies of a vault made one: laws that hold for any two, the cases that people meet, and merging while saving.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, HotpParameters } from '../../electron/otp/account.ts';
import { encodeAccountRecord } from '../../electron/vault/account-record.ts';
import { emptyBin, removeAccount } from '../../electron/vault/bin.ts';
import { openVaultWithMasterKey, sealVault } from '../../electron/vault/format.ts';
import { chainState } from '../../electron/vault/history.ts';
import { mergeContents } from '../../electron/vault/merge.ts';
import { createSession, type Session, unlockSession } from '../../electron/vault/session.ts';
import {
  accountOf,
  accountsOf,
  addAccounts,
  editAccount,
  newAccount,
  type Vault,
} from '../../electron/vault/vault.ts';
import { forked } from './arbitrary-vaults.ts';
import { CHEAP_KDF, hotp, NOW_MS, now, PASSWORD, temporaryFolder, totp } from './vault-samples.ts';

const textsOf = ({ entries, bin }: Vault) =>
  [
    ...entries.map((entry) =>
      entry.kind === 'account' ? `list ${encodeAccountRecord(entry)}` : String(entry.line),
    ),
    ...bin.map(({ entry, deletedAtMs }) => `bin ${deletedAtMs} ${encodeAccountRecord(entry)}`),
  ].sort();
const everyAccount = ({ entries, bin }: Vault): readonly Account[] => [
  ...entries.flatMap((entry) => (entry.kind === 'account' ? [entry.account] : [])),
  ...bin.map(({ entry }) => entry.account),
];
const keyOf = ({ otp: { type, secret } }: Account) => `${type} ${Buffer.from(secret).toString('hex')}`;

describe('any two copies', () => {
  it('that are equal give just that', () => {
    fc.assert(
      fc.property(forked, ({ base, ours }) => {
        const { vault, conflictIds } = mergeContents(base, ours, ours);
        expect({ ...vault, bin: [] }).toEqual({ ...ours, bin: [] });
        expect(textsOf(vault)).toEqual(textsOf(ours));
        expect(conflictIds).toEqual([]);
      }),
    );
  });

  it('give what changed when one did not change', () => {
    fc.assert(
      fc.property(forked, ({ base, theirs }) => {
        // Times and counters only go up; what was forgotten stays so only where the history says it, and here is none.
        const timeless = (vault: Vault) =>
          textsOf(vault).map((text) => text.replace(/"(updatedAt|counter)":\d+|^bin \d+/g, ''));
        const merged = timeless(mergeContents(base, base, theirs).vault);
        for (const text of timeless(theirs)) expect(merged).toContain(text);
      }),
    );
  });

  it('give the same whichever is ours, up to the order', () => {
    fc.assert(
      fc.property(forked, ({ base, ours, theirs }) => {
        const one = mergeContents(base, ours, theirs);
        const other = mergeContents(base, theirs, ours);
        expect(textsOf(one.vault)).toEqual(textsOf(other.vault));
        expect([...one.conflictIds].sort()).toEqual([...other.conflictIds].sort());
      }),
    );
  });

  it('lose no account, none of the secrets that a side has, and no counter', () => {
    fc.assert(
      fc.property(forked, ({ base, ours, theirs }) => {
        const merged = everyAccount(mergeContents(base, ours, theirs).vault);
        const was = new Map(everyAccount(base).map((account) => [account.id, account]));
        for (const account of [...everyAccount(ours), ...everyAccount(theirs)]) {
          expect(merged.map(({ id }) => id)).toContain(account.id);
          const before = was.get(account.id);
          if (before !== undefined && keyOf(before) === keyOf(account)) continue;
          expect(merged.map(keyOf)).toContain(keyOf(account));
        }
        for (const { id, otp } of [...everyAccount(ours), ...everyAccount(theirs)]) {
          const kept = merged.find((account) => account.id === id)?.otp;
          if (otp.type !== 'hotp' || kept?.type !== 'hotp' || Buffer.compare(otp.secret, kept.secret))
            continue;
          expect(kept.counter).toBeGreaterThanOrEqual(otp.counter);
        }
        expect(new Set(merged.map(({ id }) => id)).size).toBe(merged.length);
      }),
    );
  });
});

async function twoSessions(...drafts: Parameters<typeof newAccount>[0][]) {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const first = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  const accounts = drafts.map((draft) => newAccount(draft, NOW_MS));
  await first.change((vault) => addAccounts(vault, accounts), 'added');
  const ours = await unlockSession({ path, password: PASSWORD, now });
  const theirs = await unlockSession({ path, password: PASSWORD, now });
  return { path, ours, theirs, ids: accounts.map(({ id }) => id) };
}
const add = (session: Session, name: string) =>
  session.change((vault) => addAccounts(vault, [newAccount(totp(name), NOW_MS)]), 'added');
const namesIn = (session: Session) => accountsOf(session.vault).map(({ accountName }) => accountName);

describe('saving over a file that somebody else saved', () => {
  it('keeps both additions, says so, and can still be undone', async () => {
    const { path, ours, theirs } = await twoSessions();
    expect((await add(theirs, 'theirs')).merge).toBeNull();
    const { undoId, merge } = await add(ours, 'ours');
    expect(merge).toMatchObject({ conflictIds: [] });
    expect(merge?.addedIds).toEqual([accountsOf(theirs.vault)[0]?.id]);
    expect(namesIn(ours).sort()).toEqual(['ours', 'theirs']);
    expect(ours.vault.revision).toBeGreaterThan(theirs.vault.revision);
    await ours.undo(undoId);
    const again = await unlockSession({ path, password: PASSWORD, now });
    expect(namesIn(again)).toEqual(['theirs']);
    expect(chainState(again.vault.history).isWhole).toBe(true);
    expect(again.vault.history.records.map(({ what }) => what)).toEqual(['added', 'added', 'undone']);
  });

  it('takes what one side changed, member by member, and keeps both where both did', async () => {
    const { ours, theirs, ids } = await twoSessions(totp('ann'), totp('bob'));
    await theirs.change((vault) => editAccount(vault, ids[0]!, { issuer: 'New' }, NOW_MS + 1), 'edited');
    await theirs.change((vault) => editAccount(vault, ids[1]!, { accountName: 'rob' }, NOW_MS + 1), 'edited');
    await ours.change((vault) => editAccount(vault, ids[0]!, { accountName: 'anna' }, NOW_MS + 2), 'edited');
    expect(accountOf(ours.vault, ids[0]!)).toMatchObject({ issuer: 'New', accountName: 'anna' });
    await theirs.change((vault) => editAccount(vault, ids[1]!, { accountName: 'r' }, NOW_MS + 4), 'edited');
    const { merge } = await ours.change(
      (vault) => editAccount(vault, ids[1]!, { accountName: 'b' }, NOW_MS + 3),
      'edited',
    );
    expect(merge?.conflictIds).toHaveLength(1);
    expect(namesIn(ours)).toEqual(['anna', 'r', 'b']);
  });

  it('keeps an account that one side removed and the other edited, and the higher counter', async () => {
    const { ours, theirs, ids } = await twoSessions(totp('ann'), hotp('bob', 3), totp('cid'));
    await theirs.change((vault) => removeAccount(vault, ids[0]!, NOW_MS), 'removed');
    await theirs.change((vault) => removeAccount(vault, ids[2]!, NOW_MS), 'removed');
    await theirs.nextHotp(ids[1]!);
    await theirs.nextHotp(ids[1]!);
    await ours.change((vault) => editAccount(vault, ids[0]!, { issuer: 'New' }, NOW_MS), 'edited');
    await ours.nextHotp(ids[1]!);
    expect(namesIn(ours)).toEqual(['ann', 'bob']);
    expect(ours.vault.bin.map(({ entry }) => entry.account.accountName)).toEqual(['cid']);
    expect((accountOf(ours.vault, ids[1]!).otp as HotpParameters).counter).toBe(6);
  });

  it('does not bring back what a side had forgotten', async () => {
    const { ours, theirs, ids } = await twoSessions(totp('ann'));
    await theirs.change((vault) => removeAccount(vault, ids[0]!, NOW_MS), 'removed');
    await add(ours, 'x');
    await theirs.change((vault) => emptyBin(vault, [ids[0]!]), 'bin-emptied');
    await add(ours, 'y');
    expect(namesIn(ours)).toEqual(['x', 'y']);
    expect(ours.vault.bin).toEqual([]);
  });

  it('takes nothing back when an older copy was put there', async () => {
    const { path, ours, ids } = await twoSessions(totp('ann'));
    const older = await readFile(path);
    await ours.change((vault) => editAccount(vault, ids[0]!, { issuer: 'New' }, NOW_MS), 'edited');
    await add(ours, 'bob');
    await writeFile(path, older);
    await add(ours, 'cid');
    expect(namesIn(ours)).toEqual(['ann', 'bob', 'cid']);
    expect(accountOf(ours.vault, ids[0]!).issuer).toBe('New');
    expect(chainState(ours.vault.history).isWhole).toBe(true);
  });

  it('keeps the changes of both histories when a copy went on elsewhere', async () => {
    const { path, ours, theirs } = await twoSessions(totp('ann'));
    const start = await readFile(path);
    await add(theirs, 'theirs');
    const elsewhere = await readFile(path);
    await writeFile(path, start);
    await add(ours, 'ours');
    await writeFile(path, elsewhere);
    await add(ours, 'more');
    expect(namesIn(ours).sort()).toEqual(['ann', 'more', 'ours', 'theirs']);
    const { records } = ours.vault.history;
    expect(records.map(({ what, isAside }) => [what, isAside])).toEqual([
      ['added', false],
      ['added', false],
      ['added', true],
      ['merged', false],
    ]);
    expect(chainState(ours.vault.history).isWhole).toBe(true);
  });

  it('merges again after a merge that was not saved, and refuses another vault', async () => {
    const { path, ours, theirs } = await twoSessions();
    await add(theirs, 'theirs');
    const opened = openVaultWithMasterKey(await readFile(path), ours.masterKey);
    await writeFile(path, sealVault({ ...opened, masterKey: new Uint8Array(32) }));
    const foreign = await readFile(path);
    await expect(add(ours, 'lost')).rejects.toMatchObject({ code: 'vault-changed-on-disk' });
    expect(await readFile(path)).toEqual(foreign);
    expect(namesIn(ours)).toEqual([]);
    await writeFile(path, sealVault(opened));
    await add(ours, 'ours');
    expect(namesIn(ours).sort()).toEqual(['ours', 'theirs']);
  });
});
