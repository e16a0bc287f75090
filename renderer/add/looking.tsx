/** A search of which nothing was found yet: what is looked at, and a way to stop. Runs in the page. */
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../locales/text.ts';

export interface LookingProps {
  readonly text: string;
  readonly onStop: () => void;
}

export function Looking({ text, onStop }: LookingProps): ReactElement {
  return (
    <Dialog
      open
      onClose={onStop}
      title={text}
      actions={<Button onClick={onStop}>{t('action.cancel')}</Button>}
    >
      <div className="progress" role="progressbar" aria-label={text} />
    </Dialog>
  );
}

/** The same within the review, while it fills. */
export function StillLooking({ text, onStop }: LookingProps): ReactElement {
  return (
    <div className="still-looking">
      <span className="quiet small">{text}</span>
      <Button kind="quiet" onClick={onStop}>
        {t('review.stop')}
      </Button>
      <div className="progress" role="progressbar" aria-label={text} />
    </div>
  );
}
