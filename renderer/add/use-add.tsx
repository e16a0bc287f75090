/**
 * Adding accounts: every way in (screen, files, text, setup key, backup) leads to one review. Runs in the page.
 * The rule: found texts go to `accounts.review` and are dropped; only what it answers is kept and shown.
 */
import { type ReactElement, useCallback, useRef, useState } from 'react';
import type { AccountView, Added, Choice, FailureCode, Review } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import { AddedDialog, addedText } from './added-dialog.tsx';
import { textsWithLinks } from './authenticator-links.ts';
import type { Decisions, ReviewOrigin } from './choices.ts';
import { type Captured, type Looked, lookAtCaptured, lookAtFiles } from './look.ts';
import { type LookedAt, lookedSentences, NothingFound, nothingSentences } from './nothing-found.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { SetupKeyForm } from './setup-key.tsx';

type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'setup-key' }
  | { readonly kind: 'looking'; readonly text: string; readonly abort: AbortController }
  | { readonly kind: 'nothing'; readonly lookedAt: LookedAt; readonly looked: Looked }
  | {
      readonly kind: 'review';
      readonly review: Review;
      readonly origin: ReviewOrigin;
      /** Files that were left out, in sentences. */
      readonly remarks: readonly string[];
    }
  | { readonly kind: 'added'; readonly added: Added; readonly account: AccountView | null };

export interface Add {
  /** Looks at what was captured of the screen. */
  readonly takeCaptured: (captured: Captured) => void;
  readonly choosePicture: () => void;
  readonly enterKey: () => void;
  readonly takeFiles: (files: readonly File[]) => void;
  readonly takeText: (text: string) => void;
  /** Shows a review that began elsewhere (an opened backup or export), with what else there is to tell of it. */
  readonly showReview: (review: Review, origin: ReviewOrigin, remarks?: readonly string[]) => void;
  readonly isIdle: boolean;
  /** The dialogs; to be drawn once. */
  readonly dialogs: ReactElement;
}

const NOTHING_LOOKED: Looked = { texts: [], count: 0, hints: [], unreadable: [], otherFiles: [] };

export interface AddOptions {
  readonly onChanged: () => void;
  readonly onScanScreen: () => void;
}

export function useAdd({ onChanged, onScanScreen }: AddOptions): Add {
  const page = usePage();
  const [step, setStep] = useState<Step>({ kind: 'idle' });
  const picker = useRef<HTMLInputElement>(null);
  /** The review that a further scan goes on with, and what was decided in it so far. */
  const openReview = useRef<{ readonly review: Review; readonly origin: ReviewOrigin } | null>(null);
  const [made, setMade] = useState<Decisions>({});

  const close = useCallback(() => {
    const reviewId = openReview.current?.review.reviewId;
    openReview.current = null;
    setStep({ kind: 'idle' });
    if (reviewId) void authenticator.accounts.discardReview({ reviewId });
  }, []);

  const showReview = useCallback((review: Review, origin: ReviewOrigin, remarks: readonly string[] = []) => {
    if (openReview.current?.review.reviewId !== review.reviewId) setMade({});
    openReview.current = { review, origin };
    setStep({ kind: 'review', review, origin, remarks });
  }, []);

  /** Ends a look that gave nothing: back to the review that it was to go on with, if there is one. */
  const goBack = useCallback(() => {
    if (openReview.current) showReview(openReview.current.review, openReview.current.origin);
    else close();
  }, [close, showReview]);

  const fail = useCallback(
    (code: FailureCode) => {
      close();
      page.report(code);
    },
    [close, page],
  );

  const review = useCallback(
    async (looked: Looked, lookedAt: LookedAt) => {
      const open = openReview.current;
      if (looked.texts.length === 0) {
        if (!open) return setStep({ kind: 'nothing', lookedAt, looked });
        return showReview(open.review, open.origin, nothingSentences(lookedAt, looked));
      }
      const result = await authenticator.accounts.review({
        reviewId: open?.review.reviewId ?? null,
        texts: [...looked.texts],
      });
      if (!result.ok) return fail(result.code);
      showReview(result.value, open?.origin ?? 'found', lookedSentences({ ...looked, hints: [] }));
    },
    [fail, showReview],
  );

  const takeCaptured = useCallback(
    async (captured: Captured) => {
      const abort = new AbortController();
      setStep({ kind: 'looking', text: t('scan.looking'), abort });
      try {
        const looked = await lookAtCaptured(captured, abort.signal);
        if (!abort.signal.aborted) await review(looked, 'screen');
      } catch {
        if (!abort.signal.aborted) fail('unexpected');
      }
    },
    [review, fail],
  );

  const takeFiles = useCallback(
    async (files: readonly File[]) => {
      const abort = new AbortController();
      setStep({ kind: 'looking', text: t('scan.readingPictures', { count: files.length }), abort });
      try {
        const looked = await lookAtFiles(files, abort.signal);
        if (!abort.signal.aborted) await review(looked, 'files');
      } catch {
        if (!abort.signal.aborted) fail('unexpected');
      }
    },
    [review, fail],
  );

  const takeText = useCallback(
    (text: string) => void review({ ...NOTHING_LOOKED, texts: textsWithLinks(text) }, 'text'),
    [review],
  );

  const add = async (choices: Choice[]): Promise<FailureCode | null> => {
    const reviewId = openReview.current?.review.reviewId;
    if (!reviewId) return 'review-missing';
    const result = await authenticator.accounts.add({ reviewId, choices });
    if (!result.ok) return result.code;
    openReview.current = null;
    const { addedIds, replacedIds } = result.value;
    for (const id of replacedIds) page.liveCodes.refresh(id);
    onChanged();
    const changedIds = [...addedIds, ...replacedIds];
    const list = changedIds.length === 1 ? await authenticator.accounts.list() : null;
    const account = list?.ok ? list.value.accounts.find(({ id }) => id === changedIds[0]) : undefined;
    setStep({ kind: 'added', added: result.value, account: account ?? null });
    return null;
  };

  const finish = (added: Added) => {
    setStep({ kind: 'idle' });
    sayUndoable(addedText(added), added.undoId, page, () => {
      for (const id of added.replacedIds) page.liveCodes.refresh(id);
      onChanged();
    });
  };

  const choosePicture = useCallback(() => picker.current?.click(), []);
  const enterKey = useCallback(() => setStep({ kind: 'setup-key' }), []);

  const dialogs = (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('codes.choosePicture')}
        accept="image/*,.txt,.svg,.avif"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) void takeFiles(files);
        }}
      />
      {step.kind === 'looking' && (
        <Looking
          text={step.text}
          onStop={() => {
            step.abort.abort();
            goBack();
          }}
        />
      )}
      {step.kind === 'nothing' && (
        <NothingFound
          lookedAt={step.lookedAt}
          looked={step.looked}
          onTryAgain={onScanScreen}
          onEnterKey={enterKey}
          onClose={close}
        />
      )}
      {step.kind === 'setup-key' && (
        <SetupKeyForm onReview={(found) => showReview(found, 'found')} onClose={close} />
      )}
      {step.kind === 'review' && (
        <ReviewDialog
          review={step.review}
          origin={step.origin}
          remarks={step.remarks}
          made={made}
          onDecide={setMade}
          onAdd={add}
          onScan={onScanScreen}
          onChoosePicture={choosePicture}
          onClose={close}
        />
      )}
      {step.kind === 'added' && (
        <AddedDialog added={step.added} account={step.account} onClose={() => finish(step.added)} />
      )}
    </>
  );

  return {
    takeCaptured,
    choosePicture,
    enterKey,
    takeFiles,
    takeText,
    showReview,
    isIdle: step.kind === 'idle',
    dialogs,
  };
}

interface LookingProps {
  readonly text: string;
  readonly onStop: () => void;
}

function Looking({ text, onStop }: LookingProps): ReactElement {
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
