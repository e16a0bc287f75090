/**
 * What moves a row in the person's own order: a grip to drag it by, and menu items that do the same. Runs in the page.
 * The rule: whatever can be dragged can be moved by the menu and by keys, too (WCAG 2.2, 2.5.7).
 */
import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine, GripVertical } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import type { MenuItem } from '../components/menu.tsx';
import { t } from '../locales/text.ts';
import type { RowMoves } from './row-moves.ts';

/** For the pointer alone; the menu and Alt with the arrows are for everybody. */
export function RowGrip(): ReactElement {
  return (
    <span className="row-grip" aria-hidden="true">
      <GripVertical />
    </span>
  );
}

export function moveItems(account: AccountView, step: RowMoves['step']): readonly MenuItem[] {
  return [
    {
      label: t('order.moveTop'),
      icon: <ArrowUpToLine aria-hidden />,
      onChoose: () => step(account, 'top'),
    },
    { label: t('order.moveUp'), icon: <ArrowUp aria-hidden />, onChoose: () => step(account, 'up') },
    { label: t('order.moveDown'), icon: <ArrowDown aria-hidden />, onChoose: () => step(account, 'down') },
    {
      label: t('order.moveEnd'),
      icon: <ArrowDownToLine aria-hidden />,
      onChoose: () => step(account, 'end'),
    },
  ];
}
