/** Recovery codes that were asked for: copied one at a time, marked as used, printed. Runs in the page. */
import { Copy, Printer } from 'lucide-react';
import type { ReactElement } from 'react';
import type { RecoveryCodeView } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { say } from '../components/toast.tsx';
import { dayText, t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';

export interface CodesShownProps {
  readonly title: string;
  readonly codes: readonly RecoveryCodeView[];
  readonly onMark: (code: string, isUsed: boolean) => void;
}

export function CodesShown({ title, codes, onMark }: CodesShownProps): ReactElement {
  const page = usePage();
  const copy = async (code: string) => {
    const result = await authenticator.clipboard.copyRecoveryCode({ code });
    if (!result.ok) return page.report(result.code);
    say(t('recoveryCodes.copied', { seconds: result.value.clearAfterSeconds }), {
      kind: 'good',
      topic: 'copied',
      action: { label: t('recoveryCodes.markUsed'), run: () => onMark(code, true) },
    });
  };
  return (
    <>
      <section className="sheet">
        <h3 className="only-printed">{t('recoveryCodes.sheet', { name: title })}</h3>
        <ol className="recovery-codes" aria-label={t('recoveryCodes.list')}>
          {codes.map(({ code, usedAtMs }, index) => (
            <li key={code} data-used={usedAtMs !== null || undefined}>
              <span className="recovery-code-text">
                <span className="recovery-code">{code}</span>
                {usedAtMs !== null && (
                  <span className="quiet small">{t('recoveryCodes.used', { date: dayText(usedAtMs) })}</span>
                )}
              </span>
              <span className="recovery-code-actions">
                {usedAtMs === null && (
                  <IconButton
                    label={t('recoveryCodes.copy', { number: index + 1 })}
                    icon={<Copy aria-hidden />}
                    onClick={() => void copy(code)}
                  />
                )}
                <Button
                  kind="quiet"
                  aria-label={
                    usedAtMs === null
                      ? t('recoveryCodes.markUsedNumber', { number: index + 1 })
                      : t('recoveryCodes.markUnusedNumber', { number: index + 1 })
                  }
                  onClick={() => onMark(code, usedAtMs === null)}
                >
                  {usedAtMs === null ? t('recoveryCodes.markUsed') : t('recoveryCodes.markUnused')}
                </Button>
              </span>
            </li>
          ))}
        </ol>
      </section>
      <Button className="sheet-print" icon={<Printer aria-hidden />} onClick={() => window.print()}>
        {t('recoveryCodes.print')}
      </Button>
    </>
  );
}
