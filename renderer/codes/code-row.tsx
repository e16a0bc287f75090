/**
 * One account in the list: mark, names, code, countdown, menu. Runs in the page.
 * The rule: the row's button is named by account and code, digit by digit; the countdown is not part of its name.
 */
import { ArrowRight, Copy, EllipsisVertical, Pencil, QrCode, Trash2 } from 'lucide-react';
import { memo, type ReactElement, useEffect, useRef, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { groupCode, spokenCode } from '../code-text.ts';
import { Countdown } from '../components/countdown.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { Menu } from '../components/menu.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { useCode, useSecondsLeft } from '../use-code.ts';
import type { AccountActions } from './account-actions.ts';
import { IssuerMark } from './issuer-mark.tsx';

export interface CodeRowProps {
  readonly account: AccountView;
  /** Whether Tab stops here; arrow keys move it. */
  readonly isTabStop: boolean;
  /** True where the row is surely in view at first, so that its code is asked for without waiting to be seen. */
  readonly isEarly: boolean;
  readonly actions: AccountActions;
  readonly onEdit: (account: AccountView) => void;
  readonly onShowQr: (account: AccountView) => void;
}

export const CodeRow = memo(function CodeRow(props: CodeRowProps): ReactElement {
  const { account, isTabStop, isEarly, actions, onEdit, onShowQr } = props;
  const row = useRef<HTMLLIElement>(null);
  const isSeen = useIsSeen(row, isEarly);
  const code = useCode(account.id, account.periodSeconds, isSeen);
  const name = fullName(account);
  const tabIndex = isTabStop ? 0 : -1;

  return (
    <li ref={row} className="row" data-account={account.id}>
      <button type="button" className="row-main" tabIndex={tabIndex} onClick={() => actions.copy(account)}>
        <IssuerMark issuer={account.issuer} accountName={account.accountName} />
        <span className="row-names">
          <span className="row-issuer">{account.issuer || account.accountName || t('codes.unnamed')}</span>
          {account.issuer && account.accountName && (
            <span className="row-account">{account.accountName}</span>
          )}
        </span>
        <span className="row-code">
          <CodeText account={account} code={code?.code ?? null} />
          {code && <NextCode nextCode={code.nextCode} validUntilMs={code.validUntilMs} />}
        </span>
        {account.periodSeconds !== null && (
          <RowCountdown periodSeconds={account.periodSeconds} validUntilMs={code?.validUntilMs ?? null} />
        )}
      </button>
      {account.type === 'hotp' && (
        <IconButton
          className="row-next"
          label={t('codes.counterNextFor', { name })}
          icon={<ArrowRight aria-hidden />}
          tabIndex={tabIndex}
          onClick={() => actions.next(account)}
        />
      )}
      <Menu
        trigger={
          <IconButton
            className="row-menu"
            label={t('codes.rowMenu', { name })}
            icon={<EllipsisVertical aria-hidden />}
            tabIndex={tabIndex}
          />
        }
        groups={[
          [
            { label: t('codes.copyCode'), icon: <Copy aria-hidden />, onChoose: () => actions.copy(account) },
            { label: t('codes.edit'), icon: <Pencil aria-hidden />, onChoose: () => onEdit(account) },
            { label: t('codes.showQr'), icon: <QrCode aria-hidden />, onChoose: () => onShowQr(account) },
          ],
          [
            {
              label: t('codes.remove'),
              icon: <Trash2 aria-hidden />,
              isDangerous: true,
              onChoose: () => actions.remove(account),
            },
          ],
        ]}
      />
    </li>
  );
});

interface CodeTextProps {
  readonly account: AccountView;
  readonly code: string | null;
}

function CodeText({ account, code }: CodeTextProps): ReactElement {
  const shown = code ?? '•'.repeat(account.digits);
  return (
    <>
      <span className={code ? 'code' : 'code code-missing'} aria-hidden="true">
        {groupCode(shown).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups are places, and a place keeps its element.
          <span key={index}>{group}</span>
        ))}
      </span>
      <span className="for-screen-reader">
        {code ? t('codes.code', { spoken: spokenCode(code) }) : t('codes.codeHidden')}
      </span>
    </>
  );
}

interface NextCodeProps {
  readonly nextCode: string | null;
  readonly validUntilMs: number | null;
}

function NextCode({ nextCode, validUntilMs }: NextCodeProps): ReactElement | null {
  const { settings } = usePage();
  const secondsLeft = useSecondsLeft(nextCode && settings.nextCodeSeconds > 0 ? validUntilMs : null);
  if (nextCode === null || secondsLeft === null || secondsLeft > settings.nextCodeSeconds) return null;
  return (
    <span className="next-code" aria-hidden="true">
      {t('codes.nextCode', { code: groupCode(nextCode).join(' ') })}
    </span>
  );
}

interface RowCountdownProps {
  readonly periodSeconds: number;
  readonly validUntilMs: number | null;
}

function RowCountdown({ periodSeconds, validUntilMs }: RowCountdownProps): ReactElement {
  const secondsLeft = useSecondsLeft(validUntilMs);
  return <Countdown secondsLeft={secondsLeft ?? 0} periodSeconds={periodSeconds} />;
}

/** Whether the row is on screen or nearly so; codes of others are not asked for. */
function useIsSeen(row: React.RefObject<HTMLElement | null>, isEarly: boolean): boolean {
  const [isSeen, setSeen] = useState(isEarly);
  useEffect(() => {
    if (!row.current) return;
    const observer = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false), {
      rootMargin: '120px 0px',
    });
    observer.observe(row.current);
    return () => observer.disconnect();
  }, [row]);
  return isSeen;
}
