/**
 * A step of the vault's history in words. Pure; runs in the page.
 * The rule: it tells names and kinds of change, all that the vault process gives; no value of a key is ever here.
 */
import type { AccountChangeView, HistoryStep } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { listText, t } from '../locales/text.ts';

/** What a step was, in one sentence. */
export function stepTitle({ what, accounts }: HistoryStep): string {
  const [first] = accounts;
  const values = { count: accounts.length, name: first ? fullName(first) : '' };
  return t(`history.what.${what}`, values);
}

/** Kinds of step whose title already says what became of each account. */
const TOLD_BY_TITLE: ReadonlySet<HistoryStep['what']> = new Set([
  'added',
  'removed',
  'restored',
  'bin-emptied',
  'reordered',
]);

/** What became of each account, a line each; none where the title says it all. */
export function stepDetails({ what, accounts }: HistoryStep): readonly string[] {
  if (TOLD_BY_TITLE.has(what)) return accounts.length > 1 ? accounts.map(fullName) : [];
  const isOne = what === 'edited' && accounts.length === 1;
  return accounts.map((account) => {
    const did = listText(didTexts(account));
    return isOne ? did : t('history.accountDid', { name: fullName(account), did });
  });
}

function didTexts({ did, formerName }: AccountChangeView): readonly string[] {
  const isRenamed = did.includes('issuer') || did.includes('accountName');
  const texts = did.flatMap((each) =>
    each === 'issuer' || each === 'accountName' ? [] : [t(`history.did.${each}`)],
  );
  if (!isRenamed) return texts;
  const renamed = formerName
    ? t('history.renamedFrom', { name: fullName(formerName) })
    : t('history.renamed');
  return [renamed, ...texts];
}
