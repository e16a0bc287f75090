/**
 * The list of accounts; arrow keys, Home and End move between rows, Tab enters it once. Runs in the page.
 * The rule: the first rows are painted at once; a long rest follows without holding up typing.
 */
import { type KeyboardEvent, type ReactElement, type RefObject, useDeferredValue, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { FIRST_ROWS } from '../first-look.ts';
import { t } from '../locales/text.ts';
import type { AccountActions, AccountScreen } from './account-actions.ts';
import { CodeRow } from './code-row.tsx';

export interface CodeListProps {
  readonly accounts: readonly AccountView[];
  readonly actions: AccountActions;
  readonly onOpen: (screen: AccountScreen, account: AccountView) => void;
  readonly listRef: RefObject<HTMLUListElement | null>;
}

export function CodeList(props: CodeListProps): ReactElement {
  const { accounts, actions, onOpen, listRef } = props;
  const [activeId, setActiveId] = useState<string | null>(null);
  const shown = useDeferredValue(accounts, accounts.slice(0, FIRST_ROWS));
  const tabStopId = shown.some((account) => account.id === activeId) ? activeId : shown[0]?.id;

  const moveFocus = (event: KeyboardEvent<HTMLUListElement>) => {
    const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('.row-main')];
    const current = rows.findIndex((row) => row.closest('.row')?.contains(event.target as Node));
    const target = targetRow(event.key, current, rows.length);
    if (target === null || current < 0) return;
    event.preventDefault();
    rows[target]?.focus();
  };

  return (
    <ul
      ref={listRef}
      className="rows"
      aria-label={t('codes.listLabel')}
      onKeyDown={moveFocus}
      onFocus={(event) => setActiveId(event.target.closest<HTMLElement>('.row')?.dataset.account ?? null)}
    >
      {shown.map((account, index) => (
        <CodeRow
          key={account.id}
          account={account}
          isTabStop={account.id === tabStopId}
          isEarly={index < FIRST_ROWS}
          actions={actions}
          onOpen={onOpen}
        />
      ))}
    </ul>
  );
}

function targetRow(key: string, current: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(count - 1, current + 1);
  if (key === 'ArrowUp') return Math.max(0, current - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}
