/** The screen could not be seen: why, and the other ways to give a picture. Runs in the page. */
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../locales/text.ts';
import type { CaptureProblem } from './capture-screen.ts';

export interface CaptureProblemDialogProps {
  readonly problem: CaptureProblem;
  /** The desktop's portal was asked, where an empty picture may be the person's own answer. */
  readonly isPortal: boolean;
  /** What to press to paste, as the keyboard names it. */
  readonly pasteKeys: string;
  readonly onTryAgain: () => void;
  readonly onChoosePicture: () => void;
  readonly onClose: () => void;
}

export function CaptureProblemDialog(props: CaptureProblemDialogProps): ReactElement {
  const { problem, isPortal, pasteKeys, onTryAgain, onChoosePicture, onClose } = props;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('capture.problemTitle')}
      actions={
        <>
          <Button onClick={onTryAgain}>{t('action.tryAgain')}</Button>
          <Button kind="primary" onClick={onChoosePicture}>
            {t('codes.choosePicture')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{isPortal ? t('capture.problemPortal') : t(`capture.problem.${problem}`)}</p>
        <p>{t('capture.otherWays')}</p>
        <ul className="bullets">
          <li>{t('capture.wayPaste', { keys: pasteKeys })}</li>
          <li>{t('capture.wayDrop')}</li>
          <li>{t('capture.wayFile')}</li>
        </ul>
      </div>
    </Dialog>
  );
}
