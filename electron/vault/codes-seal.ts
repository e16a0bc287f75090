/**
 * The setting "recovery codes under a password of their own" as a property of the vault, and what it does to accounts.
 * Vault process, tests. The rule: a seal that cannot be opened stays where it is, whatever is done around it.
 */
import { CodedError } from '../ipc/failure.ts';
import type { Account } from '../otp/account.ts';
import { RECOVERY_CODES_MAX, type RecoveryCode, SEALS_MAX, type SealedCodes } from '../otp/account-extras.ts';
import { CODES_LOCK_TEXT_LENGTH } from './extras-record.ts';
import { isText } from './json-object.ts';
import { CODES_LOCK_MEMBER, type CodesKey, openSealed, sealCodes } from './sealed-codes.ts';
import type { AccountEntry, Vault } from './vault.ts';

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
  /** Seals of other passwords. */
  readonly unopened: readonly SealedCodes[];
}

/**
 * What an account has, sealed and not. Whose codes a seal was made for is no question here: seals come along when an account is
 * merged, joined or added anew from a backup, and whoever could move one could write the account beside it as well.
 */
export function openedCodes(
  { account }: Pick<AccountEntry, 'account'>,
  keys: readonly CodesKey[],
): OpenedCodes {
  const read = account.sealedCodes.map((box) => {
    const key = keys.find(({ lock }) => lock === box.lock);
    return key === undefined ? null : openSealed(key, box);
  });
  return {
    codes: joined([...read.flatMap((codes) => codes ?? []), ...account.recoveryCodes]),
    unopened: account.sealedCodes.filter((_box, at) => read[at] === null),
  };
}

/**
 * The account's members for these codes: sealed while the setting is on.
 * @throws CodedError `codes-locked` without its key; `bad-argument` where they have no room in one account.
 */
export function codesMembers(
  vault: Vault,
  id: string,
  opened: OpenedCodes,
  keys: readonly CodesKey[],
): Codes {
  const members = membersOf(vault, id, opened, keys);
  if (members === null) throw new CodedError('bad-argument');
  return members;
}

/**
 * Every account's codes as the setting wants them, in the list and in the bin; `keys` open what is sealed. Where that has no
 * room in one account it stays as it is.
 */
export function rewriteCodes(vault: Vault, keys: readonly CodesKey[]): Vault {
  return mapAccounts(vault, ({ account }) => {
    const { id, recoveryCodes, sealedCodes } = account;
    if (recoveryCodes.length === 0 && sealedCodes.length === 0) return account;
    return { ...account, ...membersOf(vault, id, openedCodes({ account }, keys), keys) };
  });
}

type Codes = Pick<Account, 'recoveryCodes' | 'sealedCodes'>;

/** More codes than one seal may hold take several; null where the format has no room for all. @throws CodedError `codes-locked`. */
function membersOf(
  vault: Vault,
  id: string,
  { codes, unopened }: OpenedCodes,
  keys: readonly CodesKey[],
): Codes | null {
  const own = codesLockOf(vault);
  if (own === null) {
    return codes.length > RECOVERY_CODES_MAX ? null : { recoveryCodes: codes, sealedCodes: unopened };
  }
  const key = keys.find(({ lock }) => lock === own);
  if (key === undefined) throw new CodedError('codes-locked');
  const count = Math.ceil(codes.length / RECOVERY_CODES_MAX);
  if (count + unopened.length > SEALS_MAX) return null;
  const boxes = Array.from({ length: count }, (_, at) =>
    sealCodes(key, id, codes.slice(at * RECOVERY_CODES_MAX, (at + 1) * RECOVERY_CODES_MAX)),
  );
  return { recoveryCodes: [], sealedCodes: [...boxes, ...unopened] };
}

/** As `rewriteCodes`, accounts without codes in the clear left alone. */
export function sealOpenCodes(vault: Vault, keys: readonly CodesKey[]): Vault {
  return mapAccounts(vault, ({ account }) => {
    if (account.recoveryCodes.length === 0) return account;
    return { ...account, ...membersOf(vault, account.id, openedCodes({ account }, keys), keys) };
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
