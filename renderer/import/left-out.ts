/**
 * What became of the entries of an export that are no candidates, in sentences. Pure; runs in the page.
 * The rule: each is named, and those with one reason share a sentence.
 */
import type { LeftOutEntry } from '../../electron/ipc/contract.ts';
import { listText, t } from '../locales/text.ts';

export function leftOutSentences(leftOut: readonly LeftOutEntry[]): readonly string[] {
  const byReason = new Map<LeftOutEntry['reason'], string[]>();
  for (const { name, reason } of leftOut) {
    const names = byReason.get(reason) ?? [];
    byReason.set(reason, names);
    names.push(name || t('import.unnamed'));
  }
  return [...byReason].map(([reason, names]) =>
    t(`import.leftOut.${reason}`, { count: names.length, names: listText(names) }),
  );
}
