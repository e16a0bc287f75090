/**
 * What takes back a change of the vault, worked out from the vault before and after it. Vault process, CLI.
 * The rule: undoing puts back what the change did and nothing else, and never makes a used HOTP counter current again.
 */
import { randomUUID } from 'node:crypto';
import { changeBetween, reverseChange } from './change.ts';
import { CODES_LOCK_MEMBER } from './sealed-codes.ts';
import type { AccountEntry, Vault } from './vault.ts';

/** Gives the vault without the change; the same value when there is nothing left of it to take back. */
export type Inverse = (current: Vault) => Vault;

/** The inverse of a change, to be applied to whatever the vault has become since. */
export function inverseOf(before: Vault, after: Vault): Inverse {
  const change = changeBetween(before, after);
  const countersSet = countersById(after);
  return (current) =>
    keepUsedCounters(reverseLock(reverseChange(current, change), before, after), current, countersSet);
}

/** The lock of sealed recovery codes as it was before, where it still is as the change left it. */
function reverseLock(current: Vault, before: Vault, after: Vault): Vault {
  const [now, was, became] = [current, before, after].map(({ unknown }) => unknown[CODES_LOCK_MEMBER]);
  if (was === became || now !== became) return current;
  const { [CODES_LOCK_MEMBER]: _now, ...others } = current.unknown;
  return { ...current, unknown: was === undefined ? others : { ...others, [CODES_LOCK_MEMBER]: was } };
}

/**
 * `vault`, but for counters that are lower than in `current` under the same secret: their codes are used up. A counter
 * that is as a change set it (`countersSet`) may go back with that change: no code was made from it.
 */
export function keepUsedCounters(
  vault: Vault,
  current: Vault,
  countersSet: ReadonlyMap<string, number> = new Map(),
): Vault {
  if (vault === current) return vault;
  const entriesNow = new Map(accountEntriesOf(current).map((entry) => [entry.account.id, entry]));
  const kept = (entry: AccountEntry): AccountEntry => {
    const { account } = entry;
    const now = entriesNow.get(account.id)?.account.otp;
    if (account.otp.type !== 'hotp' || now?.type !== 'hotp' || now.counter <= account.otp.counter)
      return entry;
    if (now.counter === countersSet.get(account.id)) return entry;
    if (Buffer.compare(account.otp.secret, now.secret) !== 0) return entry;
    return { ...entry, account: { ...account, otp: { ...account.otp, counter: now.counter } } };
  };
  return {
    ...vault,
    entries: vault.entries.map((entry) => (entry.kind === 'account' ? kept(entry) : entry)),
    bin: vault.bin.map((binned) => ({ ...binned, entry: kept(binned.entry) })),
  };
}

function accountEntriesOf({ entries, bin }: Vault): readonly AccountEntry[] {
  return [...entries.filter((entry) => entry.kind === 'account'), ...bin.map(({ entry }) => entry)];
}

function countersById(vault: Vault): ReadonlyMap<string, number> {
  return new Map(
    accountEntriesOf(vault).flatMap(({ account: { id, otp } }): [string, number][] =>
      otp.type === 'hotp' ? [[id, otp.counter]] : [],
    ),
  );
}

const UNDO_MAX = 50;

/** The inverses of the last 50 changes of a session, by ids that nobody can guess. */
export class Inverses {
  readonly #byId = new Map<string, Inverse>();

  remember(inverse: Inverse): string {
    const undoId = randomUUID();
    this.#byId.set(undoId, inverse);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > UNDO_MAX && oldest !== undefined) this.#byId.delete(oldest);
    return undoId;
  }

  find(undoId: string): Inverse | undefined {
    return this.#byId.get(undoId);
  }

  forget(undoId: string): void {
    this.#byId.delete(undoId);
  }
}
