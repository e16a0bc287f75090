/** No code was found: what was looked at, why it may have failed, what to do now. Runs in the page. */
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { listText, t } from '../locales/text.ts';
import type { Looked } from './look.ts';

export type LookedAt = 'screen' | 'files' | 'text';

export interface NothingFoundProps {
  readonly lookedAt: LookedAt;
  readonly looked: Looked;
  readonly onTryAgain: () => void;
  readonly onEnterKey: () => void;
  readonly onClose: () => void;
}

/** Every sentence that belongs to what was looked at; empty when nothing went wrong. */
export function lookedSentences(looked: Looked): readonly string[] {
  return [
    ...looked.hints.map((hint) => t(`scan.hint.${hint}`)),
    ...looked.unreadable.map(({ name, problem }) => t(`scan.picture.${problem}`, { name })),
    ...(looked.otherFiles.length > 0 ? [t('scan.otherFile', { names: listText(looked.otherFiles) })] : []),
  ];
}

function mainSentence(lookedAt: LookedAt, { count }: Looked): string | null {
  if (lookedAt === 'text') return t('scan.nothingText');
  if (count === 0) return null;
  return lookedAt === 'screen' ? t('scan.nothingScreen', { count }) : t('scan.nothingPictures', { count });
}

/** A text has links, not QR codes; so have text files where nothing else was looked at. */
function isAboutText(lookedAt: LookedAt, { count, unreadable, otherFiles }: Looked): boolean {
  if (lookedAt === 'text') return true;
  const areTexts = unreadable.length > 0 && unreadable.every(({ problem }) => problem === 'no-link');
  return count === 0 && otherFiles.length === 0 && areTexts;
}

/** What there is to tell of a look without a code, shortly. */
export function nothingSentences(lookedAt: LookedAt, looked: Looked): readonly string[] {
  const first = mainSentence(lookedAt, looked);
  return [...(first ? [first] : []), ...lookedSentences(looked)];
}

export function NothingFound(props: NothingFoundProps): ReactElement {
  const { lookedAt, looked, onTryAgain, onEnterKey, onClose } = props;
  const first = lookedAt === 'text' ? null : mainSentence(lookedAt, looked);
  const sentences = lookedSentences(looked);
  const isText = isAboutText(lookedAt, looked);
  return (
    <Dialog
      open
      onClose={onClose}
      title={isText ? t('scan.nothingTextTitle') : t('scan.nothingTitle')}
      actions={
        <>
          <Button onClick={onEnterKey}>{t('codes.enterKey')}</Button>
          {lookedAt === 'screen' && (
            <Button kind="primary" onClick={onTryAgain}>
              {t('action.tryAgain')}
            </Button>
          )}
          {lookedAt !== 'screen' && (
            <Button kind="primary" onClick={onClose}>
              {t('action.close')}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {first && <p>{first}</p>}
        {sentences.length > 0 && (
          <ul className="bullets">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        {isText && <p>{t('scan.helpText')}</p>}
        {looked.count > 0 && <p className="quiet">{t('scan.help')}</p>}
      </div>
    </Dialog>
  );
}
