/** No code was found: what was looked at, why it may have failed, what to do now. Runs in the page. */
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { listText, numberText, t } from '../locales/text.ts';
import type { ScanHint } from '../scan/picture.ts';
import type { Looked, LookedPlace } from './look.ts';

export type LookedAt = 'screen' | 'files' | 'folder' | 'text' | 'camera';

export interface NothingFoundProps {
  readonly lookedAt: LookedAt;
  readonly looked: Looked;
  readonly onTryAgain: () => void;
  readonly onChooseRegion: () => void;
  readonly onEnterKey: () => void;
  readonly onClose: () => void;
}

const REASONS_MAX = 3;
/** What was seen, likeliest to be the reason first: what a person can do something about before what is a guess. */
const BY_WEIGHT: readonly ScanHint[] = [
  'code-like-too-small',
  'code-like-cut-off',
  'code-like-covered',
  'code-like-low-contrast',
  'code-like-blurred',
];
const PLACES_MAX = 5;

function reasons(lookedAt: LookedAt, { hints, places }: Looked): readonly string[] {
  const seen = BY_WEIGHT.filter((hint) => hints.includes(hint)).map((hint) => t(`scan.hint.${hint}`));
  if (seen.length > 0) return seen.slice(0, REASONS_MAX);
  if (places.length === 0) return [];
  const what = lookedAt === 'screen' ? 'screen' : 'pictures';
  const last = hints.includes('out-of-time')
    ? 'scan.hint.out-of-time'
    : (`scan.unseen.${what}Other` as const);
  return [t('scan.unseen.none'), t(`scan.unseen.${what}Hidden`), t(last)];
}

/** A display or picture with its size in pixels, a PDF with its pages. */
function placeText({ name, width, height, pages }: LookedPlace): string {
  if (pages) return t('scan.placePdf', { name, pages: pages.lookedAt, total: pages.total });
  return t('scan.place', { name, width: numberText(width), height: numberText(height) });
}

/** A PDF with more pages than are looked at says so even when a code was found. */
function cutShort(places: readonly LookedPlace[]): readonly string[] {
  return places
    .filter(({ pages }) => pages !== null && pages.lookedAt < pages.total)
    .map((place) => t('scan.pagesLeft', { place: placeText(place) }));
}

/** Every sentence that belongs to what was looked at; empty when nothing went wrong. */
export function lookedSentences(looked: Looked): readonly string[] {
  return [
    ...looked.hints.map((hint) => t(`scan.hint.${hint}`)),
    ...cutShort(looked.places),
    ...looked.unreadable.map(({ name, problem }) => t(`scan.picture.${problem}`, { name })),
    ...(looked.otherFiles.length > 0 ? [t('scan.otherFile', { names: listText(looked.otherFiles) })] : []),
  ];
}

function mainSentence(lookedAt: LookedAt, { places }: Looked): string | null {
  if (lookedAt === 'text') return t('scan.nothingText');
  if (lookedAt === 'folder' && places.length === 0) return t('scan.nothingFolder');
  if (places.length === 0) return null;
  const count = places.length;
  return lookedAt === 'screen' ? t('scan.nothingScreen', { count }) : t('scan.nothingPictures', { count });
}

function placesSentence(places: readonly LookedPlace[]): string | null {
  if (places.length === 0) return null;
  const named = places.slice(0, PLACES_MAX).map(placeText);
  const more = places.length - named.length;
  return t('scan.lookedAt', {
    places: listText(more > 0 ? [...named, t('scan.placesMore', { count: more })] : named),
  });
}

/** A text has links, not QR codes; so have text files where nothing else was looked at. */
function isAboutText(lookedAt: LookedAt, { places, unreadable, otherFiles }: Looked): boolean {
  if (lookedAt === 'text') return true;
  const areTexts = unreadable.length > 0 && unreadable.every(({ problem }) => problem === 'no-link');
  return places.length === 0 && otherFiles.length === 0 && areTexts;
}

/** What there is to tell of a look without a code, shortly. */
export function nothingSentences(lookedAt: LookedAt, looked: Looked): readonly string[] {
  const first = mainSentence(lookedAt, looked);
  return [...(first ? [first] : []), ...lookedSentences(looked)];
}

export function NothingFound(props: NothingFoundProps): ReactElement {
  const { lookedAt, looked, onTryAgain, onChooseRegion, onEnterKey, onClose } = props;
  const isText = isAboutText(lookedAt, looked);
  const isScreen = lookedAt === 'screen';
  const facts = [lookedAt === 'text' ? null : mainSentence(lookedAt, looked), placesSentence(looked.places)];
  const why = reasons(lookedAt, looked);
  const problems = lookedSentences({ ...looked, hints: [] });
  return (
    <Dialog
      open
      onClose={onClose}
      title={isText ? t('scan.nothingTextTitle') : t('scan.nothingTitle')}
      actions={
        <>
          <Button onClick={onEnterKey}>{t('codes.enterKey')}</Button>
          {isScreen && <Button onClick={onChooseRegion}>{t('capture.region')}</Button>}
          <Button kind="primary" onClick={isScreen ? onTryAgain : onClose}>
            {isScreen ? t('action.tryAgain') : t('action.close')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {facts.map((fact) => fact && <p key={fact}>{fact}</p>)}
        {problems.length > 0 && <Sentences of={problems} />}
        {why.length > 0 && (
          <>
            <p>{t('scan.reasons')}</p>
            <Sentences of={why} />
          </>
        )}
        {isText && <p>{t('scan.helpText')}</p>}
        {looked.places.length > 0 && <p className="quiet">{t('scan.help')}</p>}
      </div>
    </Dialog>
  );
}

function Sentences({ of }: { readonly of: readonly string[] }): ReactElement {
  return (
    <ul className="bullets">
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
