/**
 * Asks once more before something large is done. Runs in the page.
 * The rule: it says what happens and what takes it back, and its button says the deed, never "OK".
 */
import { type ReactElement, type ReactNode, useState } from 'react';
import { t } from '../locales/text.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  readonly description: ReactNode;
  readonly submit: string;
  readonly isDangerous?: boolean;
  /** What the caller does with a failure is the caller's; this closes either way. */
  readonly run: () => Promise<void>;
  readonly onClose: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const { title, description, submit, isDangerous = false, run, onClose } = props;
  const [isBusy, setBusy] = useState(false);
  const go = async () => {
    if (isBusy) return;
    setBusy(true);
    await run();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind={isDangerous ? 'danger' : 'primary'} aria-disabled={isBusy} onClick={() => void go()}>
            {submit}
          </Button>
        </>
      }
    />
  );
}
