/**
 * Gathers the entries of one file: accounts on one side, left-out entries with their reason on the other. Pure.
 * The rule: one bad entry never sinks the file, and no entry disappears.
 */
import type { MigrationBatch } from '../otp/migration.ts';
import { nameOf } from './entry.ts';
import { ENTRIES_MAX } from './limits.ts';
import { EntryProblem, FileProblem, type SkipReason } from './problem.ts';
import type { ImportedAccount, Reading, SkippedEntry } from './reading.ts';
import { tellsKey, withoutKeys } from './shown-name.ts';

export class EntryCollector {
  readonly #accounts: ImportedAccount[] = [];
  readonly #skipped: SkippedEntry[] = [];

  /**
   * Adds what `make` gives, or the entry to the left-out ones when it throws an EntryProblem.
   * @param name what the person calls the entry.
   * @param content the entry as the file has it; anything but text is written as JSON.
   */
  add(name: string, content: unknown, make: () => ImportedAccount): void {
    try {
      const account = withoutKeyInNames(make());
      this.#guard();
      this.#accounts.push(account);
    } catch (error) {
      if (!(error instanceof EntryProblem)) throw error;
      this.skip(name, error.reason, content);
    }
  }

  skip(name: string, reason: SkipReason, content: unknown): void {
    this.#guard();
    this.#skipped.push({
      name: withoutKeys(nameOf(name)),
      reason,
      content: typeof content === 'string' ? content : (JSON.stringify(content) ?? ''),
    });
  }

  /** What was read, under the name of the format and its variant. */
  reading(format: string, batches: readonly MigrationBatch[] = []): Reading {
    return { format, accounts: this.#accounts, skipped: this.#skipped, batches };
  }

  #guard(): void {
    if (this.#accounts.length + this.#skipped.length >= ENTRIES_MAX) throw new FileProblem('too-large');
  }
}

/** An account whose key a broken file repeats in its names: those names go, as they would be shown. */
function withoutKeyInNames(account: ImportedAccount): ImportedAccount {
  const safe = (name: string) => (tellsKey(name, account.otp.secret) ? '' : name);
  const issuer = safe(account.issuer);
  const accountName = safe(account.accountName);
  const isSafe = issuer === account.issuer && accountName === account.accountName;
  return isSafe ? account : { ...account, issuer, accountName };
}

/** A name for a message from the parts that an entry has. */
export function entryName(...parts: readonly unknown[]): string {
  return parts
    .map(nameOf)
    .filter((part) => part !== '')
    .join(': ');
}
