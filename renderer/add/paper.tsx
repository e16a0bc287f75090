/**
 * How far a paper vault has been read: what is missing, and its password when all is there. Runs in the page.
 * The rule: the password goes to the vault process with one call, and the field is emptied whatever the answer.
 */
import { type ReactElement, useState } from 'react';
import type { PaperView, Review } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { useWorkConsent } from '../components/work-consent.tsx';
import { listText, numberText, t } from '../locales/text.ts';

export interface PaperProps {
  readonly paper: PaperView;
  readonly reviewId: string;
  readonly onOpened: (review: Review) => void;
  readonly onChoosePicture: () => void;
  readonly onCamera: () => void;
}

export function Paper(props: PaperProps): ReactElement {
  const { paper, onChoosePicture, onCamera } = props;
  const words = paper.words.join(' ');
  if (paper.state === 'opened') return <Notice kind="good">{t('paper.opened', { words })}</Notice>;
  if (paper.state === 'damaged') return <Notice kind="bad">{t('paper.damaged', { words })}</Notice>;
  if (paper.state === 'password-needed') return <OpenPaper {...props} />;
  const count = paper.codeCount;
  const seen = count - paper.missing.reduce((sum, { numbers }) => sum + numbers.length, 0);
  return (
    <Notice
      kind="warn"
      actions={
        <div className="notice-actions">
          <Button onClick={onChoosePicture}>{t('review.choosePicture')}</Button>
          <Button kind="quiet" onClick={onCamera}>
            {t('review.useCamera')}
          </Button>
        </div>
      }
    >
      <p>
        <strong>{t('paper.incomplete', { words, seen, count })}</strong>
      </p>
      <p>{t('paper.missing', { parts: listText(paper.missing.map(missingText)) })}</p>
      <p>{t('paper.missingHow')}</p>
    </Notice>
  );
}

function missingText({ sheet, numbers, isWholeSheet }: PaperView['missing'][number]): string {
  if (isWholeSheet) return t('paper.missingSheet', { sheet });
  return t('paper.missingCodes', {
    sheet,
    count: numbers.length,
    numbers: listText(numbers.map(numberText)),
  });
}

function OpenPaper({ paper, reviewId, onOpened }: PaperProps): ReactElement {
  const [password, setPassword] = useState('');
  const work = useWorkConsent();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const open = async () => {
    if (isBusy) return;
    if (password === '') return setError(t('password.empty'));
    setBusy(true);
    const result = await authenticator.paper.open({
      reviewId,
      setId: paper.setId,
      password,
      isWorkAccepted: work.isAccepted,
    });
    setPassword('');
    setBusy(false);
    setError(result.ok ? null : t(`failure.${result.code}`));
    if (result.ok) onOpened(result.value);
    else work.hear(result.code);
  };
  return (
    <Notice
      kind="info"
      actions={
        <div className="notice-actions">
          <Button kind="primary" aria-disabled={isBusy} onClick={() => void open()}>
            {isBusy ? t('paper.opening') : t('paper.open')}
          </Button>
        </div>
      }
    >
      <div className="stack-tight">
        <p>{t('paper.locked', { words: paper.words.join(' '), count: paper.codeCount })}</p>
        <PasswordField
          label={t('paper.openPassword')}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // The review around it is a form of its own, which adds.
            event.preventDefault();
            void open();
          }}
          error={error}
        />
        {work.question}
      </div>
    </Notice>
  );
}
