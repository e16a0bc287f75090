/**
 * What a format would not hold of the vault, told before anything is written. Runs in the page.
 * The rule: every account that would be missing or lose something is named.
 */
import type { ReactElement } from 'react';
import type { ExportPreview } from '../../electron/ipc/contract.ts';
import { Notice } from '../components/notice.tsx';
import { listText, type TextKey, t } from '../locales/text.ts';

export function CannotHold({ preview }: { readonly preview: ExportPreview }): ReactElement {
  const { heldCount, leftOut, quarantinedCount } = preview;
  const counts = { held: heldCount, total: heldCount + leftOut.length };
  const sentences = sentencesOf(preview);
  const isWhole = leftOut.length === 0 && quarantinedCount === 0;
  return (
    <Notice kind={isWhole ? 'info' : 'warn'}>
      <strong>{leftOut.length === 0 ? t('export.allFit', counts) : t('export.someFit', counts)}</strong>
      {sentences.length > 0 && (
        <ul className="export-losses">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function sentencesOf({ leftOut, lessened, quarantinedCount }: ExportPreview): readonly string[] {
  const missing = byKind(leftOut.map(({ name, reason }) => [reason, name] as const));
  const lost = byKind(lessened.flatMap(({ name, lost }) => lost.map((part) => [part, name] as const)));
  return [
    ...missing.map(([reason, names]) => sentence(`export.leftOut.${reason}`, names)),
    ...lost.map(([part, names]) => sentence(`export.lost.${part}`, names)),
    ...(quarantinedCount > 0 ? [t('export.quarantined', { count: quarantinedCount })] : []),
  ];
}

function sentence(key: TextKey, names: readonly string[]): string {
  return t(key, { count: names.length, names: listText(names) });
}

/** Names that share a reason, reasons in the order in which they first come. */
function byKind<Kind extends string>(
  pairs: readonly (readonly [kind: Kind, name: string])[],
): readonly (readonly [Kind, readonly string[]])[] {
  const names = new Map<Kind, string[]>();
  for (const [kind, name] of pairs) {
    const known = names.get(kind) ?? [];
    names.set(kind, known);
    known.push(name || t('export.unnamed'));
  }
  return [...names];
}
