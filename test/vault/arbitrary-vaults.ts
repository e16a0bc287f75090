/**
 * Random vaults and random edits of them, for laws that must hold for any. Tests only.
 * The rule: few ids and few values, so that edits meet on the same account and go apart in every way.
 */
import fc from 'fast-check';
import type { Account } from '../../electron/otp/account.ts';
import { extrasOf } from '../../electron/otp/account-extras.ts';
import { emptyBin, removeAccount, restoreAccount } from '../../electron/vault/bin.ts';
import type { ChangeKind } from '../../electron/vault/history.ts';
import {
  accountsOf,
  addAccounts,
  EMPTY_VAULT,
  editAccount,
  putAccount,
  type Vault,
} from '../../electron/vault/vault.ts';
import { NOW_MS } from './vault-samples.ts';

const secret = fc.constantFrom(1, 2, 3).map((byte) => new Uint8Array(10).fill(byte));
const name = fc.constantFrom('', 'ann', 'bob', 'é😀');

const tags = fc.uniqueArray(fc.constantFrom('work', 'home', 'é'), { maxLength: 3 });
const recoveryCodes = fc.uniqueArray(
  fc.record({ code: fc.constantFrom('A', 'B', 'C'), usedAtMs: fc.constantFrom(null, 1, 2) }),
  { maxLength: 3, selector: ({ code }) => code },
);
const extras = {
  tags,
  recoveryCodes,
  note: fc.constantFrom('', 'a note'),
  isPinned: fc.boolean(),
  icon: fc.constantFrom(null, { kind: 'mark' as const, name: 'github' }),
  useCount: fc.nat({ max: 3 }),
  lastUsedAtMs: fc.constantFrom(null, 5, 6),
  verifiedAtMs: fc.constantFrom(null, 7, 8),
  rank: fc.constantFrom(null, -1, 8),
  distinctFrom: fc.uniqueArray(fc.constantFrom('x', 'y'), { maxLength: 2 }),
};

export const draft = fc.oneof(
  fc.record({
    ...extras,
    issuer: name,
    accountName: name,
    otp: fc.record({
      type: fc.constant('totp' as const),
      secret,
      algorithm: fc.constantFrom('SHA1' as const, 'SHA256' as const),
      digits: fc.constantFrom(6, 8),
      periodSeconds: fc.constant(30),
    }),
  }),
  fc.record({
    ...extras,
    issuer: name,
    accountName: name,
    otp: fc.record({
      type: fc.constant('hotp' as const),
      secret,
      algorithm: fc.constant('SHA1' as const),
      digits: fc.constant(6),
      counter: fc.nat({ max: 5 }),
    }),
  }),
);

/** One thing that a person does; `pick` chooses among the accounts that are there. */
export const edit = fc.oneof(
  fc.record({ what: fc.constant('added' as const), draft, pick: fc.nat() }),
  fc.record({ what: fc.constant('edited' as const), draft, pick: fc.nat() }),
  fc.record({ what: fc.constant('renamed' as const), draft, pick: fc.nat() }),
  fc.record({ what: fc.constant('marked' as const), draft, pick: fc.nat() }),
  fc.record({ what: fc.constant('removed' as const), draft, pick: fc.nat() }),
  fc.record({ what: fc.constant('restored' as const), draft, pick: fc.nat() }),
  fc.record({ what: fc.constant('bin-emptied' as const), draft, pick: fc.nat() }),
  fc.record({ what: fc.constant('counted' as const), draft, pick: fc.nat() }),
);
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

export const editKind = ({ what }: Edit): ChangeKind =>
  what === 'renamed' || what === 'marked' || what === 'counted' ? 'edited' : what;

/** The vault with one edit done; the same value where there is nothing to do it to. `step` makes ids and times. */
export function applyEdit(
  vault: Vault,
  { what, draft: given, pick }: Edit,
  step: string,
  nowMs: number,
): Vault {
  const listed = accountsOf(vault);
  const account = listed[pick % Math.max(1, listed.length)];
  const binned = vault.bin[pick % Math.max(1, vault.bin.length)]?.entry.account;
  if (what === 'added') {
    const added: Account = {
      ...given,
      ...extrasOf(given),
      id: `id-${step}`,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    };
    return addAccounts(vault, [added]);
  }
  if (what === 'restored') return binned === undefined ? vault : restoreAccount(vault, binned.id);
  if (what === 'bin-emptied') return binned === undefined ? vault : emptyBin(vault, [binned.id]);
  if (account === undefined) return vault;
  if (what === 'edited') return editAccount(vault, account.id, given, nowMs);
  if (what === 'renamed') return editAccount(vault, account.id, { issuer: given.issuer }, nowMs);
  if (what === 'marked') return editAccount(vault, account.id, extrasOf(given), nowMs);
  if (what === 'removed') return removeAccount(vault, account.id, nowMs);
  if (account.otp.type !== 'hotp') return vault;
  return putAccount(vault, { ...account, otp: { ...account.otp, counter: account.otp.counter + 1 } });
}

export const edits = fc.array(edit, { maxLength: 12 });

export function applyEdits(start: Vault, list: readonly Edit[], side: string): Vault {
  return list.reduce(
    (vault, each, index) => applyEdit(vault, each, `${side}${index}`, NOW_MS + index),
    start,
  );
}

/** A vault, and two that it became. */
export const forked = fc
  .record({ before: edits, left: edits, right: edits })
  .map(({ before, left, right }) => {
    const base = applyEdits(EMPTY_VAULT, before, 'base');
    return { base, ours: applyEdits(base, left, 'ours'), theirs: applyEdits(base, right, 'theirs') };
  });
