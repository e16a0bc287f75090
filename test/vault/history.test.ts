/**
 * The history: any moment of any sequence of edits can be gone back to, its chain shows what was changed, its size is bounded.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../electron/otp/account.ts';
import { emptyBin, expireBin, removeAccount } from '../../electron/vault/bin.ts';
import { changeBetween, reverseChange } from '../../electron/vault/change.ts';
import {
  chainState,
  forgetHistory,
  HISTORY_BYTES_MAX,
  HISTORY_PICTURES_MAX,
  HISTORY_RECORDS_MAX,
} from '../../electron/vault/history.ts';
import { changeSteps, restoreToMoment, withChangeRecorded } from '../../electron/vault/history-walk.ts';
import { decodePayload, encodePayload } from '../../electron/vault/payload.ts';
import {
  accountOf,
  accountsOf,
  addAccounts,
  EMPTY_VAULT,
  editAccount,
  newAccount,
  type Vault,
} from '../../electron/vault/vault.ts';
import { applyEdit, editKind, edits, forked } from './arbitrary-vaults.ts';
import { NOW_MS, totp } from './vault-samples.ts';

const DAY_MS = 86_400_000;
const binOf = ({ bin }: Vault) => bin.map(({ entry, deletedAtMs }) => ({ entry, deletedAtMs }));
const withoutCounters = (accounts: readonly Account[]) =>
  accounts.map(({ otp, ...rest }) => ({ ...rest, otp: { ...otp, counter: 0 } }));
const record = (before: Vault, after: Vault, what: Parameters<typeof withChangeRecorded>[2] = 'changed') =>
  withChangeRecorded(before, after, what, NOW_MS);

it('takes back any step exactly', () => {
  fc.assert(
    fc.property(forked, ({ base, ours }) => {
      const back = reverseChange(ours, changeBetween(base, ours));
      expect(back.entries).toEqual(base.entries);
      expect(new Set(binOf(back))).toEqual(new Set(binOf(base)));
    }),
  );
});

it('goes back to any moment of any edits, and comes back from there', () => {
  fc.assert(
    fc.property(edits, fc.nat(), (list, pick) => {
      const moments: Vault[] = [EMPTY_VAULT];
      for (const [index, edit] of list.entries()) {
        const before = moments.at(-1) as Vault;
        const after = withChangeRecorded(
          before,
          applyEdit(before, edit, String(index), NOW_MS + index),
          editKind(edit),
          NOW_MS + index,
        );
        if (after.history.lastSeq > before.history.lastSeq) moments.push(after);
      }
      const last = decodePayload(encodePayload(moments.at(-1) as Vault));
      const seq = pick % moments.length;
      const then = moments[seq] as Vault;
      const restored = restoreToMoment(last, seq, NOW_MS);
      // Forgotten for good since: what a person had emptied out of the bin.
      const forgotten = new Set(
        last.history.records
          .filter((each) => each.seq > seq)
          .flatMap(({ change }) =>
            change.deltas.filter(({ was }) => was === 'forgotten').map(({ id }) => id),
          ),
      );
      const expected = accountsOf(then).filter(({ id }) => !forgotten.has(id));
      expect(withoutCounters(accountsOf(restored as Vault))).toEqual(withoutCounters(expected));
      // Nothing that is there now is lost by going back.
      const kept = new Set(
        [...accountsOf(restored as Vault), ...(restored as Vault).bin.map(({ entry }) => entry.account)].map(
          ({ id }) => id,
        ),
      );
      for (const { id } of [...accountsOf(last), ...last.bin.map(({ entry }) => entry.account)])
        expect(kept).toContain(id);
      const again = record(last, restored as Vault, 'restored-to-moment');
      const back = restoreToMoment(again, last.history.lastSeq, NOW_MS) as Vault;
      expect(withoutCounters(accountsOf(back))).toEqual(withoutCounters(accountsOf(last)));
      expect(chainState(again.history)).toEqual({ isWhole: true, soundFrom: 0 });
    }),
  );
});

describe('the chain', () => {
  const ann = newAccount(totp('ann'), NOW_MS);
  const renamed = (vault: Vault, issuer: string) =>
    record(vault, editAccount(vault, ann.id, { issuer }, NOW_MS), 'edited');
  const start = record(EMPTY_VAULT, addAccounts(EMPTY_VAULT, [ann]), 'added');
  const four = ['a', 'b', 'c'].reduce(renamed, start);

  it('shows a line that is missing, changed or swapped, and goes back no further than it holds', () => {
    const { records } = four.history;
    const broken = (lines: typeof records): Vault => ({
      ...four,
      history: { ...four.history, records: lines },
    });
    const changed = {
      ...records[1]!,
      line: Buffer.from(String(Buffer.from(records[1]!.line)).replace('"at":1', '"at":2')),
    };
    for (const lines of [
      records.toSpliced(1, 1),
      records.slice(1),
      records.slice(0, 3),
      records.with(1, changed),
      [records[1]!, records[0]!, records[2]!, records[3]!],
    ]) {
      const vault = decodePayload(encodePayload(broken(lines)));
      expect(chainState(vault.history).isWhole).toBe(false);
      expect(accountsOf(vault)).toEqual(accountsOf(four));
      expect(chainState(renamed(vault, 'later').history).isWhole).toBe(false);
    }
    const cut = broken(records.toSpliced(1, 1));
    expect(accountOf(restoreToMoment(cut, 3, NOW_MS) as Vault, ann.id).issuer).toBe('b');
    expect(restoreToMoment(cut, 1, NOW_MS)).toBeNull();
    expect(changeSteps(cut).map(({ isRestorable }) => isRestorable)).toEqual([true, true, false]);
  });

  it('is bounded in lines and bytes, keeps the hash of what left, and can be forgotten', () => {
    let vault = start;
    for (let index = 0; index < HISTORY_RECORDS_MAX + 10; index += 1) vault = renamed(vault, `n${index}`);
    expect(vault.history.records).toHaveLength(HISTORY_RECORDS_MAX);
    expect(chainState(vault.history)).toEqual({ isWhole: true, soundFrom: 0 });
    expect(restoreToMoment(vault, 5, NOW_MS)).toBeNull();
    let large = start;
    const long = (index: number) => `${index}`.padEnd(256, 'x');
    for (let index = 0; index < 30; index += 1) {
      const many = Array.from({ length: 700 }, (_, each) => newAccount(totp(long(each)), NOW_MS));
      large = record(large, addAccounts({ ...large, entries: [] }, many), 'added');
    }
    const bytes = large.history.records.reduce((sum, { line }) => sum + line.length + 1, 0);
    expect(bytes).toBeLessThanOrEqual(HISTORY_BYTES_MAX);
    expect(chainState(large.history).isWhole).toBe(true);
    const forgotten = renamed({ ...vault, history: forgetHistory(vault.history) }, 'after');
    expect(forgotten.history.records).toHaveLength(1);
    expect(chainState(decodePayload(encodePayload(forgotten)).history).isWhole).toBe(true);
  });

  it('keeps older changes beside many pictures, which have a bound of their own', () => {
    const bytes = new Uint8Array(30 * 1024).fill(7);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const drafts = Array.from({ length: 80 }, (_, at) => ({
      ...totp(`icon ${at}`),
      icon: { kind: 'picture' as const, bytes },
    }));
    const icons = drafts.map((draft) => newAccount(draft, NOW_MS));
    const older = renamed(renamed(start, 'a'), 'b');
    const imported = record(older, addAccounts(older, icons), 'added');
    const undone = record(imported, { ...imported, entries: older.entries }, 'undone');
    expect(undone.history.records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    const reopened = decodePayload(encodePayload(undone));
    const back = restoreToMoment(reopened, imported.history.lastSeq, NOW_MS) as Vault;
    expect(accountOf(back, icons[79]?.id ?? '').icon).toEqual({ kind: 'picture', bytes });
    expect(restoreToMoment(reopened, 1, NOW_MS)).not.toBeNull();

    let many = undone;
    for (let round = 0; round < 6; round += 1) {
      const again = record(many, addAccounts(many, icons), 'added');
      many = record(again, { ...again, entries: older.entries }, 'undone');
    }
    const pictures = many.history.records.reduce((sum, { line }) => sum + line.length, 0);
    expect(pictures).toBeLessThan(HISTORY_PICTURES_MAX + HISTORY_BYTES_MAX);
    expect(pictures).toBeGreaterThan(HISTORY_PICTURES_MAX / 2);
    expect(chainState(many.history).isWhole).toBe(true);
  });

  it('tells what a step did without a value of it, and keeps no secret of what left the bin', () => {
    const swapped = record(four, editAccount(four, ann.id, { ...totp('anna', 7) }, NOW_MS), 'edited');
    const binned = record(swapped, removeAccount(swapped, ann.id, NOW_MS), 'removed');
    const emptied = record(binned, emptyBin(binned, [ann.id]), 'bin-emptied');
    const steps = changeSteps(emptied);
    expect(steps.slice(0, 3).map(({ accounts }) => accounts[0]?.did)).toEqual([
      ['gone'],
      ['binned'],
      ['issuer', 'accountName', 'secret'],
    ]);
    expect(steps[0]?.accounts[0]).toMatchObject({ issuer: 'Example', accountName: 'anna' });
    const text = String(Buffer.from(encodePayload(emptied)));
    expect(text).not.toContain('A4DQOBYH');
    expect(text).toContain('"was":"forgotten"');
  });
});

describe('the bin', () => {
  it('keeps what was removed until its time is over, or for ever', () => {
    const ann = newAccount(totp('ann'), NOW_MS);
    const vault = removeAccount(addAccounts(EMPTY_VAULT, [ann]), ann.id, NOW_MS);
    expect(expireBin(vault, 30, NOW_MS + 30 * DAY_MS - 1)).toBe(vault);
    expect(expireBin(vault, 30, NOW_MS + 30 * DAY_MS).bin).toEqual([]);
    expect(expireBin(vault, 0, NOW_MS + 10_000 * DAY_MS)).toBe(vault);
  });
});
