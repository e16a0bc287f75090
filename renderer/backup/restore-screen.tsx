/**
 * First start from a backup: open it, see what is in it, make it this computer's vault. Runs in the page.
 * The rule: nothing is written before the preview was confirmed.
 */
import { type ReactElement, useState } from 'react';
import type { FailureCode, Review, VaultOpened } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { StartFrame } from '../components/start-frame.tsx';
import { t } from '../locales/text.ts';
import { OpenBackup } from './open-backup.tsx';

export interface RestoreScreenProps {
  /** The vault that is there is damaged, and will be renamed aside. */
  readonly isOverDamaged: boolean;
  readonly onOpened: (opened: VaultOpened) => void;
  readonly onBack: () => void;
}

export default function RestoreScreen({ isOverDamaged, onOpened, onBack }: RestoreScreenProps): ReactElement {
  const [file, setFile] = useState<File | null>(null);
  const [review, setReview] = useState<Review | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);

  const restore = async (reviewId: string) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    const result = await authenticator.backup.restoreAsVault({ reviewId, isOverDamaged });
    if (result.ok) return onOpened(result.value);
    setBusy(false);
    setFailure(result.code);
  };

  if (!review) {
    return (
      <StartFrame title={t('restore.title')} lead={t('restore.lead')}>
        <OpenBackup
          file={file}
          onFile={setFile}
          onOpened={setReview}
          secondary={<Button onClick={onBack}>{t('action.back')}</Button>}
        />
      </StartFrame>
    );
  }
  const leave = () => {
    void authenticator.accounts.discardReview({ reviewId: review.reviewId });
    setReview(null);
  };
  return (
    <StartFrame
      title={t('restore.preview', { count: review.candidates.length })}
      lead={isOverDamaged ? t('restore.previewTextDamaged') : t('restore.previewText')}
    >
      <div className="stack">
        <ul className="preview" aria-label={t('review.restoreTitle')}>
          {review.candidates.map((candidate) => (
            <li key={candidate.id}>{fullName(candidate)}</li>
          ))}
        </ul>
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
        <div className="form-actions">
          <Button onClick={leave}>{t('action.back')}</Button>
          <Button kind="primary" aria-disabled={isBusy} onClick={() => void restore(review.reviewId)}>
            {isBusy ? t('restore.restoring') : t('restore.submit')}
          </Button>
        </div>
      </div>
    </StartFrame>
  );
}
