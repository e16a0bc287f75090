/** Checking an account's codes at any later time: the dialog around the check. Runs in the page. */
import type { ReactElement } from 'react';
import { fullName } from '../account-name.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../locales/text.ts';
import { CodeCheck, type CodeCheckProps } from './code-check.tsx';

export interface CheckDialogProps extends CodeCheckProps {
  readonly onClose: () => void;
}

export function CheckDialog({ onClose, ...check }: CheckDialogProps): ReactElement {
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('check.title')}
      description={t('check.lead', { name: fullName(check.account) })}
      actions={<Button onClick={onClose}>{t('action.done')}</Button>}
    >
      <CodeCheck {...check} />
    </Dialog>
  );
}
