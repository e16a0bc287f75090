/**
 * One account in the small window's list: mark, names, code, countdown. Runs in its page.
 * The rule: it is an option of the list, named by account and code, digit by digit.
 */
import type { ReactElement, ReactNode } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { groupCode, spokenCode } from '../code-text.ts';
import { Countdown } from '../components/countdown.tsx';
import { t } from '../locales/text.ts';
import { hoverCode, useIsCodeShown } from '../shown-codes.ts';
import { useCode, useSecondsLeft } from '../use-code.ts';

export interface FoundAccountProps {
  readonly id: string;
  readonly account: AccountView;
  readonly isChosen: boolean;
  readonly mark: ReactNode;
  readonly onCopy: () => void;
}

export function FoundAccount({ id, account, isChosen, mark, onCopy }: FoundAccountProps): ReactElement {
  const code = useCode(account.id, account.periodSeconds);
  const secondsLeft = useSecondsLeft(code?.validUntilMs ?? null);
  const isShown = useIsCodeShown(account.id);
  const shown = isShown ? (code?.code ?? null) : null;
  const missing = code?.code ? t('codes.codeConcealed') : t('codes.codeHidden');
  const spoken = shown ? t('codes.code', { spoken: spokenCode(shown) }) : missing;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard, and its arrows and Enter do this.
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field (aria-activedescendant).
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className="popup-option"
      onClick={onCopy}
      onPointerEnter={({ pointerType }) => pointerType === 'mouse' && hoverCode(account.id)}
      onPointerLeave={() => hoverCode(null)}
    >
      {mark}
      <span className="popup-names">
        <bdi className="popup-issuer">{account.issuer || account.accountName || t('codes.unnamed')}</bdi>
        {account.issuer && account.accountName && <bdi className="popup-account">{account.accountName}</bdi>}
      </span>
      <span className={shown ? 'code popup-code' : 'code code-missing popup-code'} aria-hidden="true">
        {groupCode(shown ?? '•'.repeat(account.digits)).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups are places, and a place keeps its element.
          <span key={index}>{group}</span>
        ))}
      </span>
      <span className="for-screen-reader">{spoken}</span>
      {account.periodSeconds !== null && (
        <Countdown secondsLeft={secondsLeft ?? 0} periodSeconds={account.periodSeconds} />
      )}
    </div>
  );
}
