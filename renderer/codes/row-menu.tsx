/**
 * A row's menu: everything that can be done with one account. Runs in the page.
 * The rule: a row that nobody is near has a plain button of the same look and name, since menu and tooltip take longer
 * to draw than all the rest of the row.
 */
import {
  CircleCheck,
  Copy,
  History,
  LifeBuoy,
  Pencil,
  PictureInPicture2,
  Pin,
  PinOff,
  QrCode,
  Trash2,
} from 'lucide-react';
import { type MouseEvent, memo, type ReactElement, useState } from 'react';
import { flushSync } from 'react-dom';
import { fullName } from '../account-name.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Menu, type MenuItem } from '../components/menu.tsx';
import { t } from '../locales/text.ts';
import type { CodeRowProps } from './code-row.tsx';
import { moveItems } from './row-grip.tsx';

/** Lucide's ellipsis-vertical in one path, made once: there is one in every row. */
const ICON = (
  <svg viewBox="0 0 24 24" className="row-menu-icon" aria-hidden="true">
    <path d="M12 5h.01M12 12h.01M12 19h.01" />
  </svg>
);

type RowMenuGround = Pick<CodeRowProps, 'account' | 'actions' | 'onOpen' | 'onMove'>;

export interface RowMenuProps extends RowMenuGround {
  readonly tabIndex: number;
  /** Whether the pointer or the keyboard may reach the button next. */
  readonly isNear: boolean;
}

export const RowMenu = memo(function RowMenu({ tabIndex, isNear, ...ground }: RowMenuProps): ReactElement {
  /** Stays, so that an open menu outlives the nearness. */
  const [isReal, setReal] = useState(isNear);
  if (isNear && !isReal) setReal(true);
  const label = t('codes.rowMenu', { name: fullName(ground.account) });
  const button = { className: 'row-menu', tabIndex };
  if (isReal)
    return <Menu trigger={<IconButton {...button} label={label} icon={ICON} />} groups={groupsOf(ground)} />;
  /** By a finger or a screen reader, neither of which comes near beforehand: the press is for the real one. */
  const onClick = ({ currentTarget }: MouseEvent) => {
    const row = currentTarget.parentElement;
    flushSync(() => setReal(true));
    row?.querySelector<HTMLElement>(`.${button.className}`)?.click();
  };
  return (
    <button
      type="button"
      {...button}
      className="icon-button row-menu"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded="false"
      onClick={onClick}
    >
      {ICON}
    </button>
  );
});

function groupsOf({ account, actions, onOpen, onMove }: RowMenuGround): readonly (readonly MenuItem[])[] {
  return [
    [
      {
        label: t('codes.copyCode'),
        icon: <Copy aria-hidden />,
        onChoose: () => actions.copy(account),
      },
      {
        label: t('codes.openMini'),
        icon: <PictureInPicture2 aria-hidden />,
        onChoose: () => actions.openMini(account),
      },
      {
        label: t('codes.edit'),
        icon: <Pencil aria-hidden />,
        onChoose: () => onOpen('edit', account),
      },
      {
        label: account.isPinned ? t('codes.unpin') : t('codes.pin'),
        icon: account.isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />,
        onChoose: () => actions.pin(account),
      },
      {
        label: t('codes.showQr'),
        icon: <QrCode aria-hidden />,
        onChoose: () => onOpen('qr', account),
      },
      ...(account.type === 'totp'
        ? [
            {
              label: t('codes.check'),
              icon: <CircleCheck aria-hidden />,
              onChoose: () => onOpen('check', account),
            },
          ]
        : []),
      {
        label: t('codes.recoveryCodes'),
        icon: <LifeBuoy aria-hidden />,
        onChoose: () => onOpen('recovery-codes', account),
      },
      {
        label: t('codes.accountHistory'),
        icon: <History aria-hidden />,
        onChoose: () => onOpen('history', account),
      },
    ],
    ...(onMove ? [moveItems(account, onMove)] : []),
    [
      {
        label: t('codes.remove'),
        icon: <Trash2 aria-hidden />,
        isDangerous: true,
        onChoose: () => actions.remove(account),
      },
    ],
  ];
}
