/** What a row's menu holds: everything that can be done with one account. Runs in the page. */
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
import type { MenuItem } from '../components/menu.tsx';
import { t } from '../locales/text.ts';
import type { CodeRowProps } from './code-row.tsx';
import { moveItems } from './row-grip.tsx';

type RowMenu = Pick<CodeRowProps, 'account' | 'actions' | 'onOpen' | 'onMove'>;

export function rowMenu({ account, actions, onOpen, onMove }: RowMenu): readonly (readonly MenuItem[])[] {
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
