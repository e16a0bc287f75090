/** Watch mode as a person sees it: what it does, the seconds left, a stop. Runs in the page. */
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { SCREEN_BUDGET_MS, scanCapture } from '../scan/scanner.ts';
import { WATCH_SECONDS, type WatchEnd, type Watcher, watchScreen } from './watch.ts';

export interface WatchDialogProps {
  readonly onEnd: (end: WatchEnd) => void;
  readonly onStop: () => void;
}

const waitFor = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

const WATCHER: Omit<Watcher, 'onSecondsLeft'> = {
  capture: () => authenticator.screen.capture(),
  async read(pictures, signal) {
    const results = await Promise.all(
      pictures.map((picture) => scanCapture(picture, { budgetMs: SCREEN_BUDGET_MS, signal })),
    );
    return results.flatMap(({ codes }) => codes.map(({ text }) => text));
  },
  async review(texts) {
    const result = await authenticator.accounts.review({ reviewId: null, texts: [...texts] });
    if (result.ok) await authenticator.accounts.discardReview({ reviewId: result.value.reviewId });
    return result;
  },
  nowMs: () => performance.now(),
  wait: waitFor,
};

/** Watches from its first drawing to its last. */
export function WatchDialog({ onEnd, onStop }: WatchDialogProps): ReactElement {
  const { info } = usePage();
  const [secondsLeft, setSecondsLeft] = useState(WATCH_SECONDS);
  const ended = useRef(onEnd);
  ended.current = onEnd;

  useEffect(() => {
    const abort = new AbortController();
    const run = async () => {
      await authenticator.screen.watch({ isWatching: true });
      const end = await watchScreen({ ...WATCHER, onSecondsLeft: setSecondsLeft }, abort.signal);
      // Before what follows is captured, which our window must not cover.
      await authenticator.screen.watch({ isWatching: false });
      ended.current(end);
    };
    run().catch(() => {
      if (!abort.signal.aborted) ended.current({ kind: 'failed', code: 'unexpected' });
    });
    return () => {
      abort.abort();
      void authenticator.screen.watch({ isWatching: false });
    };
  }, []);

  return (
    <Dialog
      open
      onClose={onStop}
      title={t('capture.watchTitle')}
      actions={
        <Button kind="primary" onClick={onStop}>
          {t('capture.watchStop')}
        </Button>
      }
    >
      <div className="stack">
        <p>{t('capture.watchHow')}</p>
        {info.platform === 'linux' && <p className="quiet">{t('capture.watchUncovered')}</p>}
        <div className="watch">
          <div
            className="watch-track"
            role="progressbar"
            aria-label={t('capture.watchTitle')}
            aria-valuemin={0}
            aria-valuemax={WATCH_SECONDS}
            aria-valuenow={WATCH_SECONDS - secondsLeft}
          >
            <div className="watch-done" style={{ inlineSize: `${(100 * secondsLeft) / WATCH_SECONDS}%` }} />
          </div>
          <span className="quiet small">{t('capture.watchLeft', { seconds: secondsLeft })}</span>
        </div>
      </div>
    </Dialog>
  );
}
