/**
 * One account in the list: mark, names, code, countdown, menu. Runs in the page.
 * The rule: the row's button is named by account and code, digit by digit; the countdown is not part of its name.
 * A row out of view is its button with the names alone: a thousand whole rows cost 100 MB and a second of work.
 */
import { ArrowRight, LifeBuoy, Pin } from 'lucide-react';
import { memo, type ReactElement, useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { IconButton } from '../components/icon-button.tsx';
import { FEW_RECOVERY_CODES } from '../few-recovery-codes.ts';
import { numberText, t } from '../locales/text.ts';
import { concealCode, hoverCode } from '../shown-codes.ts';
import type { AccountActions, AccountScreen } from './account-actions.ts';
import { useIsPainted } from './after-paint.ts';
import { IssuerMark } from './issuer-mark.tsx';
import { RowCheck } from './row-check.tsx';
import { RevealButton, RowCode } from './row-code.tsx';
import type { DragMark } from './row-drag.ts';
import { RowGrip } from './row-grip.tsx';
import { RowMenu } from './row-menu.tsx';
import type { RowMoves } from './row-moves.ts';
import { useIsSeen } from './row-seen.ts';
import { rowIdOf } from './row-window.ts';
import type { Selection } from './selection.ts';

export interface CodeRowProps {
  readonly account: AccountView;
  /** Its place among `count` accounts, from 0. */
  readonly index: number;
  readonly count: number;
  /** Pixels of rows before it that are not in the document. */
  readonly gapBefore: number;
  readonly measure: (element: HTMLElement | null) => void;
  /** Whether Tab stops here; arrow keys move it. */
  readonly isTabStop: boolean;
  /** Whether the search field's Enter is for this one. */
  readonly isSelected: boolean;
  /** Whether it is whole without waiting to be seen: at first, or always in a list that holds only what is in view. */
  readonly isWhole: boolean | 'always';
  readonly actions: AccountActions;
  readonly onOpen: (screen: AccountScreen, account: AccountView) => void;
  /** Moves it in the person's own order; null while that is not what is shown. */
  readonly onMove: RowMoves['step'] | null;
  readonly dragMark: DragMark | undefined;
  /** Whether it is among the selected ones; null while none are being selected. */
  readonly isChosen: boolean | null;
  readonly onClick: Selection['click'];
}

export const CodeRow = memo(function CodeRow(props: CodeRowProps): ReactElement {
  const { account, index, count, gapBefore, measure, isTabStop, isSelected, isWhole, actions, onOpen } =
    props;
  const { onMove, dragMark, isChosen, onClick } = props;
  const isSelecting = isChosen !== null;
  const row = useRef<HTMLLIElement>(null);
  const take = useCallback(
    (element: HTMLLIElement | null) => {
      row.current = element;
      measure(element);
    },
    [measure],
  );
  const isSeen = useIsSeen(row, isWhole);
  // A row's names and code do not wait for its button, which follows in the next frame.
  const hasMenu = useIsPainted() && isSeen;
  const [isNear, setNear] = useState(false);
  const name = fullName(account);
  const tabIndex = isTabStop ? 0 : -1;

  return (
    <li
      ref={take}
      className="row"
      data-account={account.id}
      data-index={index}
      data-selected={isSelected || undefined}
      data-drag={dragMark}
      data-chosen={isChosen || undefined}
      data-without-menu={(isSeen && !isSelecting && !hasMenu) || undefined}
      onPointerEnter={({ pointerType }) => {
        if (pointerType !== 'mouse') return;
        hoverCode(account.id);
        // At once: a press must not begin on a button that is replaced before it ends.
        flushSync(() => setNear(true));
      }}
      onPointerLeave={() => hoverCode(null)}
      // A button that has the focus itself is not replaced under it.
      onFocus={({ target }) => target.id === rowIdOf(account.id) && setNear(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) concealCode(account.id);
      }}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={gapBefore > 0 ? { marginTop: gapBefore } : undefined}
    >
      {onMove && !isSelecting && <RowGrip />}
      <button
        type="button"
        id={rowIdOf(account.id)}
        className="row-main"
        tabIndex={tabIndex}
        {...(isSelecting ? { role: 'checkbox', 'aria-checked': isChosen } : {})}
        onClick={(event) => onClick(account.id, event) || void actions.copy(account)}
      >
        {isSelecting && <RowCheck isChosen={isChosen} />}
        {isSeen ? <RowContent account={account} /> : name}
      </button>
      {isSeen && !isSelecting && account.type === 'hotp' && (
        <IconButton
          className="row-next"
          label={t('codes.counterNextFor', { name })}
          icon={<ArrowRight aria-hidden />}
          tabIndex={tabIndex}
          onClick={() => actions.next(account)}
        />
      )}
      {isSeen && !isSelecting && <RevealButton account={account} tabIndex={tabIndex} />}
      {hasMenu && !isSelecting && (
        <RowMenu
          account={account}
          actions={actions}
          onOpen={onOpen}
          onMove={onMove}
          tabIndex={tabIndex}
          isNear={isNear}
        />
      )}
    </li>
  );
});

/** Not drawn again with its row, whose place in the list changes with every typed letter. */
const RowContent = memo(function RowContent({ account }: { readonly account: AccountView }): ReactElement {
  return (
    <>
      <IssuerMark
        issuer={account.issuer}
        accountName={account.accountName}
        id={account.id}
        icon={account.icon}
      />
      <span className="row-text">
        <span className="row-names" data-long={isLong(account) || undefined}>
          <bdi className="row-issuer">{account.issuer || account.accountName || t('codes.unnamed')}</bdi>
          {account.issuer && account.accountName && <bdi className="row-account">{account.accountName}</bdi>}
          {account.recoveryCodesLeft !== null && <RecoveryCodesLeft left={account.recoveryCodesLeft} />}
          {account.conflictOf && <span className="badge row-badge">{t('conflict.badge')}</span>}
        </span>
        {account.isPinned && (
          <>
            <Pin className="row-pin" aria-hidden />
            <span className="for-screen-reader">{t('codes.pinned')}</span>
          </>
        )}
        <RowCode account={account} />
      </span>
    </>
  );
});

function RecoveryCodesLeft({ left }: { readonly left: number }): ReactElement {
  return (
    <span className="row-recovery" data-few={left <= FEW_RECOVERY_CODES || undefined}>
      <LifeBuoy aria-hidden />
      <span aria-hidden="true">{numberText(left)}</span>
      <span className="for-screen-reader">{t('codes.recoveryCodesLeft', { count: left })}</span>
    </span>
  );
}

/** More than two lines beside a code in a small window; such names get the row's whole width there. */
function isLong({ issuer, accountName, digits }: AccountView): boolean {
  return digits > 6
    ? issuer.length > 24 || accountName.length > 28
    : issuer.length > 34 || accountName.length > 36;
}
