/**
 * Which accounts chosen tags leave. Pure; runs in the page.
 * The rule: an account is shown when it has every chosen tag, as it is found when it holds every typed word.
 */
import type { AccountView } from '../../electron/ipc/contract.ts';
import { textOrder } from '../locales/text.ts';

export interface TagCount {
  readonly tag: string;
  /** Accounts that would be left with this tag chosen, too. */
  readonly count: number;
}

/** Chosen tags that are still there: a tag may be renamed, or leave with its last account. */
export function knownTags(accounts: readonly AccountView[], chosen: readonly string[]): readonly string[] {
  return chosen.filter((tag) => accounts.some(({ tags }) => tags.includes(tag)));
}

export function withTags(
  accounts: readonly AccountView[],
  chosen: readonly string[],
): readonly AccountView[] {
  if (chosen.length === 0) return accounts;
  return accounts.filter(({ tags }) => chosen.every((tag) => tags.includes(tag)));
}

/** Every tag of `accounts`, as the language sorts, with what it would leave beside those chosen. */
export function tagCounts(
  accounts: readonly AccountView[],
  chosen: readonly string[] = [],
): readonly TagCount[] {
  const counts = new Map(accounts.flatMap(({ tags }) => tags.map((tag) => [tag, 0])));
  for (const { tags } of withTags(accounts, chosen)) {
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const order = textOrder();
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((left, right) => order.compare(left.tag, right.tag));
}
