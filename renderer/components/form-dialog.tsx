/**
 * A dialog that is a form: Cancel, and the one thing that it is for, which Enter does as well. Runs in the page.
 * The rule: while that is under way the button says so and stays where it is.
 */
import type { ReactElement } from 'react';
import { t } from '../locales/text.ts';
import { Button } from './button.tsx';
import { Dialog, type DialogProps } from './dialog.tsx';

export interface FormDialogProps extends Omit<DialogProps, 'open' | 'actions' | 'onSubmit'> {
  readonly onSubmit: () => void;
  /** What the button says now. */
  readonly submit: string;
  readonly isBusy?: boolean;
  readonly isDangerous?: boolean;
}

export function FormDialog({ submit, isBusy, isDangerous, ...dialog }: FormDialogProps): ReactElement {
  return (
    <Dialog
      {...dialog}
      open
      actions={
        <>
          <Button onClick={dialog.onClose}>{t('action.cancel')}</Button>
          <Button kind={isDangerous ? 'danger' : 'primary'} type="submit" aria-disabled={isBusy}>
            {submit}
          </Button>
        </>
      }
    />
  );
}
