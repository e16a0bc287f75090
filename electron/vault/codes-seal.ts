/**
 * The setting "recovery codes under a password of their own" as a property of the vault, and what it does to accounts.
 * Vault process, tests. The rule: a seal that cannot be opened stays where it is, whatever is done around it.
 */
import { CodedError } from '../ipc/failure.ts';
import type { Account } from '../otp/account.ts';
import type { RecoveryCode, SealedCodes } from '../otp/account-extras.ts';
import { CODES_LOCK_TEXT_LENGTH } from './extras-record.ts';
import { isText } from './json-object.ts';
import { CONFLICT_MEMBER } from './merge-record.ts';
import { CODES_LOCK_MEMBER, type CodesKey, openSealed, sealCodes } from './sealed-codes.ts';
import type { AccountEntry, UnknownMembers, Vault } from './vault.ts';

/** A vault into which others were merged may have several. Each that is tried costs a key derivation. */
const LOCKS_MAX = 8;

/** Null while the setting is off. */
export function codesLockOf({ unknown }: Pick<Vault, 'unknown'>): string | null {
  const lock = unknown[CODES_LOCK_MEMBER];
  return isText(lock, CODES_LOCK_TEXT_LENGTH) && lock.length === CODES_LOCK_TEXT_LENGTH ? lock : null;
}

export function withCodesLock(vault: Vault, lock: string | null): Vault {
  const { [CODES_LOCK_MEMBER]: _before, ...others } = vault.unknown;
  return { ...vault, unknown: lock === null ? others : { ...others, [CODES_LOCK_MEMBER]: lock } };
}

/** Every lock in use, the setting's first. */
export function codesLocksOf(vault: Vault): readonly string[] {
  const lock = codesLockOf(vault);
  const used = entriesOf(vault).flatMap(({ account }) => account.sealedCodes.map((box) => box.lock));
  return [...new Set([...(lock === null ? [] : [lock]), ...used])].slice(0, LOCKS_MAX);
}

export interface OpenedCodes {
  /** Every code of the account that can be read, each once. */
  readonly codes: readonly RecoveryCode[];
  /** Seals of other passwords, or of another account. */
  readonly unopened: readonly SealedCodes[];
}

/** What an account has, sealed and not. */
export function openedCodes(vault: Vault, entry: AccountEntry, keys: readonly CodesKey[]): OpenedCodes {
  const { account, unknown } = entry;
  const ids = new Set(vault.entries.flatMap((each) => (each.kind === 'account' ? [each.account.id] : [])));
  const read = account.sealedCodes.map((box) => {
    if (!isOwn(box, account, unknown, ids)) return null;
    const key = keys.find(({ lock }) => lock === box.lock);
    return key === undefined ? null : openSealed(key, box);
  });
  return {
    codes: joined([...read.flatMap((codes) => codes ?? []), ...account.recoveryCodes]),
    unopened: account.sealedCodes.filter((_box, at) => read[at] === null),
  };
}

/** The account's members for these codes: sealed while the setting is on. @throws CodedError `codes-locked` without its key. */
export function codesMembers(
  vault: Vault,
  id: string,
  { codes, unopened }: OpenedCodes,
  keys: readonly CodesKey[],
): Pick<Account, 'recoveryCodes' | 'sealedCodes'> {
  const own = codesLockOf(vault);
  if (own === null) return { recoveryCodes: codes, sealedCodes: unopened };
  const key = keys.find(({ lock }) => lock === own);
  if (key === undefined) throw new CodedError('codes-locked');
  const boxes = codes.length === 0 ? [] : [sealCodes(key, id, codes)];
  return { recoveryCodes: [], sealedCodes: [...boxes, ...unopened] };
}

/** Every account's codes as the setting wants them, in the list and in the bin; `keys` open what is sealed. */
export function rewriteCodes(vault: Vault, keys: readonly CodesKey[]): Vault {
  return mapAccounts(vault, (entry) => {
    const { id, recoveryCodes, sealedCodes } = entry.account;
    if (recoveryCodes.length === 0 && sealedCodes.length === 0) return entry.account;
    return { ...entry.account, ...codesMembers(vault, id, openedCodes(vault, entry, keys), keys) };
  });
}

/** Without the setting and all that is sealed; codes in the clear stay. */
export function forgetSealedCodes(vault: Vault): Vault {
  return mapAccounts(withCodesLock(vault, null), ({ account }) =>
    account.sealedCodes.length === 0 ? account : { ...account, sealedCodes: [] },
  );
}

/** Whether something in the clear came in since the setting was turned on: from a backup, or another copy. */
export function hasCodesToSeal(vault: Vault): boolean {
  return (
    codesLockOf(vault) !== null && entriesOf(vault).some(({ account }) => account.recoveryCodes.length > 0)
  );
}

/** Accounts with something sealed, in the list and in the bin. */
export function sealedAccountCount(vault: Vault): number {
  return entriesOf(vault).filter(({ account }) => account.sealedCodes.length > 0).length;
}

/**
 * A seal says whose codes it holds. A second version that a merge left has the first one's; an account that came from
 * another vault has one of an id that is not in the list, and so has one that was joined with another, which is in the bin
 * then. A seal moved from one account of the list to another is neither.
 */
function isOwn(
  box: SealedCodes,
  { id }: Account,
  unknown: UnknownMembers,
  ids: ReadonlySet<string>,
): boolean {
  return box.account === id || box.account === unknown[CONFLICT_MEMBER] || !ids.has(box.account);
}

/** A code that is used anywhere is used, since the first time. */
function joined(codes: readonly RecoveryCode[]): readonly RecoveryCode[] {
  const times = new Map<string, number | null>();
  for (const { code, usedAtMs } of codes) {
    const known = times.get(code) ?? null;
    times.set(code, known === null || usedAtMs === null ? (known ?? usedAtMs) : Math.min(known, usedAtMs));
  }
  return [...times].map(([code, usedAtMs]) => ({ code, usedAtMs }));
}

function entriesOf({ entries, bin }: Vault): readonly AccountEntry[] {
  return [...entries.filter((entry) => entry.kind === 'account'), ...bin.map(({ entry }) => entry)];
}

function mapAccounts(vault: Vault, edit: (entry: AccountEntry) => Account): Vault {
  const edited = (entry: AccountEntry): AccountEntry => {
    const account = edit(entry);
    return account === entry.account ? entry : { ...entry, account };
  };
  return {
    ...vault,
    entries: vault.entries.map((entry) => (entry.kind === 'account' ? edited(entry) : entry)),
    bin: vault.bin.map((binned) => ({ ...binned, entry: edited(binned.entry) })),
  };
}
