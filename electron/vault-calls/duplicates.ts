/**
 * Accounts that may be one: the same key twice, or one name with different keys; and what a person decides about them.
 * Runs in the vault process. The rule: what is not kept goes to the bin, and what was told apart is not asked about again.
 */
import { CodedError } from '../ipc/failure.ts';
import type { Account, OtpParameters } from '../otp/account.ts';
import { type AccountExtras, DISTINCT_MAX, extrasOf } from '../otp/account-extras.ts';
import { isSameOtp, namesKey } from '../otp/likeness.ts';
import { removeAccounts } from '../vault/bin.ts';
import { accountOf, accountsOf, editAccount, type Vault } from '../vault/vault.ts';
import { joinedExtras } from './extras.ts';

export interface Duplicates {
  readonly kind: 'same-secret' | 'same-name';
  /** Two and more, in the vault's order. */
  readonly ids: readonly string[];
}

const secretKey = ({ otp }: Account) => `${otp.type} ${Buffer.from(otp.secret).toString('hex')}`;
const NAMELESS = namesKey({ issuer: '', accountName: '' });

/** Names before secrets. Groups that the person has told apart, all from all, are not among them. */
export function findDuplicates(accounts: readonly Account[]): readonly Duplicates[] {
  const named = accounts.filter((account) => namesKey(account) !== NAMELESS);
  const sameNames = alike(named, namesKey).filter((group) => new Set(group.map(secretKey)).size > 1);
  const found = (kind: Duplicates['kind'], groups: readonly (readonly Account[])[]) =>
    groups
      .filter((group) => !areDistinct(group))
      .map((group): Duplicates => ({ kind, ids: group.map(({ id }) => id) }));
  return [...found('same-name', sameNames), ...found('same-secret', alike(accounts, secretKey))];
}

/** Accounts that share a key, in groups of two and more. */
function alike(
  accounts: readonly Account[],
  keyOf: (account: Account) => string,
): readonly (readonly Account[])[] {
  const groups = new Map<string, Account[]>();
  for (const account of accounts) {
    const key = keyOf(account);
    const group = groups.get(key);
    if (group) group.push(account);
    else groups.set(key, [account]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function areDistinct(group: readonly Account[]): boolean {
  return group.every((one, at) =>
    group
      .slice(at + 1)
      .every((other) => one.distinctFrom.includes(other.id) || other.distinctFrom.includes(one.id)),
  );
}

/**
 * The vault with one of several accounts, which gets the others' tags, notes, recovery codes, pin and use; the others are
 * in the bin. Its names and key stay, and a counter is the highest that any of them has for that key.
 * @param ids all of them, the kept one too. `nowMs`: Unix milliseconds.
 * @throws CodedError `account-missing`; `bad-argument` where `keepId` is not among them, nothing else is, or all that
 *   they carry has no room in one account.
 */
export function keepOne(vault: Vault, keepId: string, ids: readonly string[], nowMs: number): Vault {
  const others = [...new Set(ids)].filter((id) => id !== keepId);
  if (!ids.includes(keepId) || others.length === 0) throw new CodedError('bad-argument');
  const kept = accountOf(vault, keepId);
  const all = [kept, ...others.map((id) => accountOf(vault, id))];
  const joined = editAccount(vault, keepId, { ...joinedOf(all), otp: highestCounter(kept, all) }, nowMs);
  return removeAccounts(joined, new Set(others), nowMs);
}

/** The vault in which these accounts are known not to be duplicates of each other. @throws CodedError `account-missing`. */
export function keepApart(vault: Vault, ids: readonly string[]): Vault {
  const together = new Set(ids);
  const known = accountsOf(vault).filter(({ id }) => together.has(id));
  if (known.length < together.size) throw new CodedError('account-missing');
  const entries = vault.entries.map((entry) => {
    if (entry.kind !== 'account' || !together.has(entry.account.id)) return entry;
    const { account } = entry;
    const others = known.filter(({ id }) => id !== account.id).map(({ id }) => id);
    const distinctFrom = [...new Set([...account.distinctFrom, ...others])].slice(-DISTINCT_MAX);
    return { ...entry, account: { ...account, distinctFrom } };
  });
  return { ...vault, entries };
}

/**
 * What they carry, together; the first is the one that is kept, so where only one value can be, it is its own.
 * @throws CodedError `bad-argument` where that has no room in one account: nothing is cut off.
 */
function joinedOf(all: readonly Account[]): Partial<AccountExtras> {
  const [kept, ...others] = all as readonly [Account, ...Account[]];
  const times = all.flatMap(({ lastUsedAtMs }) => lastUsedAtMs ?? []);
  let carried: AccountExtras = kept;
  for (const other of others) carried = { ...carried, ...joinedExtras(carried, other) };
  return {
    ...extrasOf(carried),
    lastUsedAtMs: times.length === 0 ? null : Math.max(...times),
    useCount: all.reduce((sum, { useCount }) => Math.min(sum + useCount, Number.MAX_SAFE_INTEGER), 0),
    verifiedAtMs: latest(all.filter(({ otp }) => isSameOtp(otp, kept.otp))),
    rank: kept.rank ?? all.find(({ rank }) => rank !== null)?.rank ?? null,
  };
}

/** Confirmed is the key, so only accounts with the same one count. */
function latest(all: readonly Account[]): number | null {
  const times = all.flatMap(({ verifiedAtMs }) => verifiedAtMs ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** RFC 4226 section 7.2: a counter never goes back. */
function highestCounter(kept: Account, all: readonly Account[]): OtpParameters {
  if (kept.otp.type !== 'hotp') return kept.otp;
  const key = secretKey(kept);
  const counters = all.flatMap((account) =>
    account.otp.type === 'hotp' && secretKey(account) === key ? [account.otp.counter] : [],
  );
  return { ...kept.otp, counter: Math.max(...counters) };
}
