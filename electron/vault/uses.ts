/**
 * Copied codes that no save has written yet: which account, how often, when last. Vault process.
 * The rule: a use is no edit. It makes no history step and no save of its own, and goes into the next one.
 */
import type { Vault } from './vault.ts';

export interface Use {
  readonly count: number;
  /** Unix milliseconds. */
  readonly lastAtMs: number;
}
export type Uses = ReadonlyMap<string, Use>;

/** The vault with these uses counted; accounts that are not there any more are left out. */
export function withUses(vault: Vault, uses: Uses): Vault {
  if (uses.size === 0) return vault;
  const entries = vault.entries.map((entry) => {
    const use = entry.kind === 'account' ? uses.get(entry.account.id) : undefined;
    if (entry.kind !== 'account' || use === undefined) return entry;
    const { account } = entry;
    const useCount = Math.min(account.useCount + use.count, Number.MAX_SAFE_INTEGER);
    const lastUsedAtMs = Math.max(account.lastUsedAtMs ?? 0, use.lastAtMs);
    return { ...entry, account: { ...account, useCount, lastUsedAtMs } };
  });
  return { ...vault, entries };
}

export class PendingUses {
  #uses = new Map<string, Use>();

  get isEmpty(): boolean {
    return this.#uses.size === 0;
  }

  /** Counts one use of an account at `atMs` (Unix milliseconds). */
  note(id: string, atMs: number): void {
    this.#add(id, { count: 1, lastAtMs: atMs });
  }

  /** The vault as it will be once these are saved. */
  in(vault: Vault): Vault {
    return withUses(vault, this.#uses);
  }

  /** Gives what there is to one save; what comes in the meantime waits for the next. */
  take(): Uses {
    const taken = this.#uses;
    this.#uses = new Map();
    return taken;
  }

  /** After a save that failed. */
  putBack(uses: Uses): void {
    for (const [id, use] of uses) this.#add(id, use);
  }

  #add(id: string, { count, lastAtMs }: Use): void {
    const known = this.#uses.get(id);
    this.#uses.set(id, {
      count: (known?.count ?? 0) + count,
      lastAtMs: Math.max(known?.lastAtMs ?? 0, lastAtMs),
    });
  }
}
