/**
 * Adding accounts: every way in (screen, files, text, camera, setup key, backup) leads to one review, which fills
 * while codes are found. Runs in the page. The rule: nothing is added without a click in that review.
 */
import {
  type ReactElement,
  type ReactNode,
  startTransition,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { AccountView, Added, Choice, FailureCode, Review } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { restScanner } from '../scan/scanner.ts';
import { sayUndoable } from '../undo.ts';
import { AddedDialog, addedText } from './added-dialog.tsx';
import { textsWithLinks } from './authenticator-links.ts';
import { CameraDialog } from './camera-dialog.tsx';
import type { ReviewOrigin } from './choices.ts';
import { FilePickers, type Pickers } from './file-pickers.tsx';
import { drawFoundPictures } from './found-pictures.ts';
import {
  type Captured,
  type Find,
  type Looked,
  type LookOptions,
  lookAtCaptured,
  lookAtFiles,
  NOTHING_LOOKED,
} from './look.ts';
import { type LookedAt, lookedSentences, nothingSentences } from './nothing-found.tsx';
import { SearchDialog } from './search-dialog.tsx';
import { SetupKeyForm } from './setup-key.tsx';
import { UnfinishedNotices } from './unfinished.tsx';
import { useReview } from './use-review.ts';

type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'setup-key' | 'camera' }
  | { readonly kind: 'nothing'; readonly lookedAt: LookedAt; readonly looked: Looked }
  | { readonly kind: 'added'; readonly added: Added; readonly account: AccountView | null };

interface Search {
  readonly text: string;
  readonly abort: AbortController;
}

export interface Add {
  /** Looks at what was captured of the screen. */
  readonly takeCaptured: (captured: Captured) => void;
  readonly choosePicture: () => void;
  readonly chooseFolder: () => void;
  readonly openCamera: () => void;
  readonly enterKey: () => void;
  readonly takeFiles: (files: readonly File[]) => void;
  /** What a folder held that can be scanned; empty is told, too. */
  readonly takeFolder: (files: readonly File[]) => void;
  readonly takeText: (text: string) => void;
  /** A browser gave only the address of a picture, on this host. */
  readonly takeAddress: (host: string) => void;
  /** Shows a review that began elsewhere (an opened backup or export), with what else there is to tell of it. */
  readonly showReview: (review: Review, origin: ReviewOrigin, remarks?: readonly string[]) => void;
  readonly isIdle: boolean;
  /** Exports that wait for their missing codes; for the notices above the codes. */
  readonly unfinished: ReactElement;
  /** The dialogs; to be drawn once. */
  readonly dialogs: ReactElement;
}

export interface AddOptions {
  readonly onChanged: () => void;
  readonly onScanScreen: () => void;
  /** Lets a person point at the code on the screen. */
  readonly onChooseRegion: () => void;
  /** What follows below the first code of an account that was just added; `onDone` closes it. */
  readonly afterAdded: (account: AccountView, onDone: () => void) => ReactNode;
}

const IDLE: Step = { kind: 'idle' };

/** Beside a few codes, what else looked like one is seldom of use; but a sheet of many may have been cut short. */
const MANY = 8;
const hintsBeside = ({ hints }: Looked, found: number) =>
  found < MANY ? [] : hints.filter((hint) => hint === 'out-of-time');

export function useAdd({ onChanged, onScanScreen, onChooseRegion, afterAdded }: AddOptions): Add {
  const page = usePage();
  const [step, setStep] = useState<Step>(IDLE);
  const [search, setSearch] = useState<Search | null>(null);
  /** The search that runs, for what ends it; searches that are asked for meanwhile follow one another. */
  const running = useRef<AbortController | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());
  const pickers = useRef<Pickers>(null);

  const fail = useRef((_code: FailureCode) => {});
  const review = useReview(useCallback((code) => fail.current(code), []));

  const end = useCallback(
    (how: 'kept' | 'discarded') => {
      running.current?.abort();
      review.close(how);
      setStep(IDLE);
      restScanner();
    },
    [review.close],
  );
  const close = useCallback(() => end('kept'), [end]);
  const discard = useCallback(() => end('discarded'), [end]);
  fail.current = (code) => {
    discard();
    page.report(code);
  };

  const showReview = useCallback<Add['showReview']>(
    (found, origin, remarks) => {
      setStep(IDLE);
      review.show(found, origin, remarks);
    },
    [review.show],
  );

  /** Runs a search and lets the review fill; nothing found is told there, or in a dialog of its own. */
  const look = useCallback(
    (text: string, lookedAt: LookedAt, run: (options: LookOptions) => Promise<Looked>) => {
      const abort = new AbortController();
      const begin = async () => {
        running.current = abort;
        setStep(IDLE);
        setSearch({ text, abort });
        let found = 0;
        try {
          const looked = await run({
            signal: abort.signal,
            onFound: (find) => {
              found += 1;
              if (abort.signal.aborted) find.cutOut?.close();
              else review.take([find]);
            },
          });
          if (!abort.signal.aborted) await review.settled();
          if (abort.signal.aborted) return;
          if (found > 0) review.remark(lookedSentences({ ...looked, hints: hintsBeside(looked, found) }));
          else if (review.current()) review.remark(nothingSentences(lookedAt, looked));
          else startTransition(() => setStep({ kind: 'nothing', lookedAt, looked }));
        } catch {
          if (!abort.signal.aborted) fail.current('unexpected');
        } finally {
          running.current = null;
          // In slices, as what was found is drawn.
          startTransition(() => setSearch(null));
        }
      };
      // From this moment on, not only when it begins: what asks whether nothing is open must hear so.
      if (!running.current) setSearch({ text, abort });
      line.current = line.current.then(begin);
    },
    [review.take, review.settled, review.remark, review.current],
  );

  const lookFor = useMemo(() => {
    const files = (given: readonly File[]) =>
      look(t('scan.readingPictures', { count: given.length }), 'files', (options) =>
        lookAtFiles(given, options),
      );
    const told = (lookedAt: LookedAt, looked: Looked) =>
      look(t('scan.looking'), lookedAt, async () => looked);
    return {
      takeCaptured: (captured: Captured) =>
        look(t('scan.looking'), 'screen', (options) => lookAtCaptured(captured, options)),
      takeFiles: files,
      takeFolder: (given: readonly File[]) =>
        given.length > 0 ? files(given) : told('folder', NOTHING_LOOKED),
      takeText: (text: string) =>
        look(t('scan.readingText'), 'text', async ({ onFound }) => {
          for (const found of textsWithLinks(text)) onFound({ text: found, cutOut: null });
          return NOTHING_LOOKED;
        }),
      takeFinds: (finds: readonly Find[]) =>
        look(t('scan.looking'), 'camera', async ({ onFound }) => {
          for (const find of finds) onFound(find);
          return NOTHING_LOOKED;
        }),
      takeAddress: (host: string) =>
        told('files', { ...NOTHING_LOOKED, unreadable: [{ name: host, problem: 'address-only' }] }),
    };
  }, [look]);

  const add = async (choices: Choice[]): Promise<FailureCode | null> => {
    running.current?.abort();
    const reviewed = review.current()?.review;
    if (!reviewed) return 'review-missing';
    await drawFoundPictures(reviewed, choices);
    const result = await authenticator.accounts.add({ reviewId: reviewed.reviewId, choices });
    if (!result.ok) return result.code;
    const { addedIds, replacedIds } = result.value;
    for (const id of replacedIds) page.liveCodes.refresh(id);
    onChanged();
    const changedIds = [...addedIds, ...replacedIds];
    const list = changedIds.length === 1 ? await authenticator.accounts.list() : null;
    const account = list?.ok ? list.value.accounts.find(({ id }) => id === changedIds[0]) : undefined;
    review.close('added');
    restScanner();
    setStep({ kind: 'added', added: result.value, account: account ?? null });
    return null;
  };

  const finish = (added: Added) => {
    setStep(IDLE);
    sayUndoable(addedText(added), added.undoId, page, () => {
      for (const id of added.replacedIds) page.liveCodes.refresh(id);
      onChanged();
    });
  };

  const choosePicture = useCallback(() => pickers.current?.chooseFiles(), []);
  const chooseFolder = useCallback(() => pickers.current?.chooseFolder(), []);
  const openCamera = useCallback(() => setStep({ kind: 'camera' }), []);
  const enterKey = useCallback(() => setStep({ kind: 'setup-key' }), []);
  /** Back to the review that it was to go on with, if there is one. */
  const closeCamera = useCallback(() => setStep(IDLE), []);
  const { unfinished: waiting, goOn, discard: drop } = review;
  const unfinished = useMemo(
    () => <UnfinishedNotices all={waiting} onContinue={goOn} onDiscard={drop} />,
    [waiting, goOn, drop],
  );
  const stop = () => search?.abort.abort();
  const { shown } = review;

  const dialogs = (
    <>
      <FilePickers ref={pickers} onFiles={lookFor.takeFiles} onFolder={lookFor.takeFolder} />
      <SearchDialog
        looking={search && !shown ? { text: search.text, onStop: stop } : null}
        nothing={
          step.kind === 'nothing'
            ? {
                lookedAt: step.lookedAt,
                looked: step.looked,
                onTryAgain: () => {
                  close();
                  onScanScreen();
                },
                onChooseRegion: () => {
                  close();
                  onChooseRegion();
                },
                onEnterKey: enterKey,
                onClose: close,
              }
            : null
        }
        review={
          shown && step.kind !== 'camera'
            ? {
                ...shown,
                searchText: search?.text ?? null,
                onDecide: review.decide,
                onAdd: add,
                onStop: stop,
                onScan: onScanScreen,
                onChoosePicture: choosePicture,
                onCamera: openCamera,
                onReview: (found) => review.show(found, shown.origin, shown.remarks),
                onDiscard: discard,
                onClose: close,
              }
            : null
        }
      />
      {step.kind === 'setup-key' && (
        <SetupKeyForm onReview={(found) => showReview(found, 'found')} onClose={close} />
      )}
      {step.kind === 'camera' && (
        <CameraDialog onFound={lookFor.takeFinds} onChoosePicture={choosePicture} onClose={closeCamera} />
      )}
      {step.kind === 'added' && (
        <AddedDialog added={step.added} account={step.account} onClose={() => finish(step.added)}>
          {step.account && afterAdded(step.account, () => finish(step.added))}
        </AddedDialog>
      )}
    </>
  );

  return {
    ...lookFor,
    choosePicture,
    chooseFolder,
    openCamera,
    enterKey,
    showReview,
    unfinished,
    isIdle: step.kind === 'idle' && !shown && !search,
    dialogs,
  };
}
