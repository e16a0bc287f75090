/**
 * What an open vault is: a readonly value and pure functions that make the next one. Vault process, CLI, tests.
 * The rule: a record that cannot be understood keeps its bytes and its place; nothing here drops one.
 */
import { randomUUID } from 'node:crypto';
import { CodedError } from '../ipc/failure.ts';
import type { Account, AccountDraft } from '../otp/account.ts';
import { extrasOf } from '../otp/account-extras.ts';
import { isSameOtp } from '../otp/likeness.ts';
import { type History, NO_HISTORY } from './history.ts';

/** Members of a JSON object that this version does not know; written back with it. */
export type UnknownMembers = Readonly<Record<string, unknown>>;

export interface AccountEntry {
  readonly kind: 'account';
  readonly account: Account;
  readonly unknown: UnknownMembers;
}

/** One line of the payload that is not an account record as docs/vault-format.md has it, as it was stored. */
export interface QuarantinedEntry {
  readonly kind: 'quarantined';
  readonly line: Uint8Array;
}

export type Entry = AccountEntry | QuarantinedEntry;

/** An account that was removed and can be restored. */
export interface BinnedEntry {
  readonly entry: AccountEntry;
  /** Unix milliseconds. */
  readonly deletedAtMs: number;
  /** Its index among the entries when it was removed. */
  readonly position: number;
  readonly unknown: UnknownMembers;
}

export interface Vault {
  /** 0 before the first save; one higher with each save. */
  readonly revision: number;
  /** In the order of the file, which is the order on screen until the page sorts. Account ids are unique. */
  readonly entries: readonly Entry[];
  /** Removed accounts, the latest last. An id is in the entries or here, never in both. */
  readonly bin: readonly BinnedEntry[];
  readonly history: History;
  /** Unknown members of the payload's first line. */
  readonly unknown: UnknownMembers;
}

export const EMPTY_VAULT: Vault = {
  revision: 0,
  entries: [],
  bin: [],
  history: NO_HISTORY,
  unknown: {},
};

/** Every readable account, in order. */
export function accountsOf(vault: Vault): readonly Account[] {
  return vault.entries.flatMap((entry) => (entry.kind === 'account' ? [entry.account] : []));
}

/** Every quarantined record, with its index among all entries. */
export function quarantinedOf(
  vault: Vault,
): readonly { readonly position: number; readonly line: Uint8Array }[] {
  return vault.entries.flatMap((entry, position) =>
    entry.kind === 'quarantined' ? [{ position, line: entry.line }] : [],
  );
}

/** @throws CodedError `account-missing`. */
export function accountOf(vault: Vault, id: string): Account {
  return entryOf(vault, id).account;
}

/** Gives a draft its identity. `nowMs`: Unix milliseconds. */
export function newAccount(draft: AccountDraft, nowMs: number): Account {
  const { issuer, accountName, otp } = draft;
  const named = { id: randomUUID(), issuer, accountName, otp };
  return { ...named, ...extrasOf(draft), createdAtMs: nowMs, updatedAtMs: nowMs };
}

/** The vault with accounts (of `newAccount`) at its end. */
export function addAccounts(vault: Vault, accounts: readonly Account[]): Vault {
  const added = accounts.map((account): Entry => ({ kind: 'account', account, unknown: {} }));
  return { ...vault, entries: [...vault.entries, ...added] };
}

/**
 * The vault with parts of one account changed: names, parameters, secret or extras. Its id, place and creation stay.
 * Codes that were confirmed are so no more when what makes them changes. `nowMs`: Unix milliseconds.
 * @throws CodedError `account-missing`.
 */
export function editAccount(vault: Vault, id: string, change: Partial<AccountDraft>, nowMs: number): Vault {
  return editAccounts(vault, new Map([[id, () => change]]), nowMs);
}

/** As `editAccount`, for many accounts at once; each change is made from the account as it is. */
export function editAccounts(
  vault: Vault,
  changes: ReadonlyMap<string, (account: Account) => Partial<AccountDraft>>,
  nowMs: number,
): Vault {
  let found = 0;
  const entries = vault.entries.map((entry) => {
    const change = entry.kind === 'account' ? changes.get(entry.account.id) : undefined;
    if (entry.kind !== 'account' || change === undefined) return entry;
    found += 1;
    return { ...entry, account: edited(entry.account, change(entry.account), nowMs) };
  });
  if (found < changes.size) throw new CodedError('account-missing');
  return { ...vault, entries };
}

function edited(account: Account, change: Partial<AccountDraft>, nowMs: number): Account {
  const { issuer, accountName, otp, ...rest } = { ...account, ...change };
  const extras = extrasOf(rest);
  const verifiedAtMs = isSameOtp(account.otp, otp) ? extras.verifiedAtMs : null;
  const { id, createdAtMs } = account;
  return { id, issuer, accountName, otp, ...extras, verifiedAtMs, createdAtMs, updatedAtMs: nowMs };
}

/** The vault with another draft in an account's place. `nowMs`: Unix milliseconds. @throws CodedError `account-missing`. */
export function replaceAccount(vault: Vault, id: string, draft: AccountDraft, nowMs: number): Vault {
  return editAccount(vault, id, draft, nowMs);
}

/** The vault with an account exactly as given in the place of the one with its id. @throws CodedError `account-missing`. */
export function putAccount(vault: Vault, account: Account): Vault {
  const old = entryOf(vault, account.id);
  return { ...vault, entries: vault.entries.map((entry) => (entry === old ? { ...old, account } : entry)) };
}

/** Index of an account among all entries; -1 when it is not there. */
export function positionOf(vault: Vault, id: string): number {
  return vault.entries.findIndex((entry) => entry.kind === 'account' && entry.account.id === id);
}

/** @throws CodedError `account-missing`. */
export function entryOf(vault: Vault, id: string): AccountEntry {
  const entry = vault.entries[positionOf(vault, id)];
  if (entry?.kind !== 'account') throw new CodedError('account-missing');
  return entry;
}
