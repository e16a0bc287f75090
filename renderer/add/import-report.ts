/**
 * An import's review as a text to keep: every entry of the file with what it is, by name. Runs in the page.
 * The rule: no entry is missing, and nothing secret is in it: the page knows names and reasons alone.
 */
import type { Review } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';
import type { Page } from '../page-context.ts';
import { isBinned } from './choices.ts';

/** Under a heading for each count of the review, a line for each entry. */
export function reportOf({ candidates, leftOut }: Review): string {
  const section = (count: 'new' | 'same' | 'conflict' | 'binned', listed: Review['candidates']) => {
    const names = listed.map(fullName);
    return [t(`review.count.${count}`, { count: names.length }), ...names.map((name) => `- ${name}`)];
  };
  const binned = candidates.filter(isBinned);
  const sections = [
    ...(['new', 'same', 'conflict'] as const).map((state) =>
      section(
        state,
        candidates.filter((candidate) => candidate.state === state && !isBinned(candidate)),
      ),
    ),
    ...(binned.length > 0 ? [section('binned', binned)] : []),
  ];
  const left = leftOut.map(
    ({ name, reason }) =>
      `- ${t(`import.leftOut.${reason}`, { count: 1, names: name || t('import.unnamed') })}`,
  );
  const all = [...sections, [t('review.count.leftOut', { count: left.length }), ...left]];
  return `${all.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Asks where to, writes, and says so; nothing happens when the person cancels. */
export async function saveReport(review: Review, page: Page): Promise<void> {
  const target = await authenticator.files.chooseReportTarget();
  if (!target.ok) return page.report(target.code);
  if (target.value === null) return;
  const saved = await authenticator.import.saveReport({
    grant: target.value.grant,
    text: reportOf(review),
  });
  if (!saved.ok) return page.report(saved.code);
  say(t('review.reportSaved', { fileName: saved.value.fileName }), { kind: 'good' });
}
