/**
 * Says above the codes that this computer's clock was moved, or is before the vault's last save. Runs in the page.
 * The rule: no timer of its own. It looks when codes are made anew and when the window is shown, and says each thing once.
 */
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import type { ClockWatchView } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { amountText } from './drift-text.ts';

/** Scrolling asks for codes, too. By a clock that nobody sets. */
const LOOK_EVERY_MS = 5000;
/** A moved clock that moves by less than this again is the same story. */
const SAME_MS = 5000;
const NOTHING: ClockWatchView = { movedMs: 0, behindSaveMs: 0 };

export interface ClockMovedProps {
  /** Opens the clock doctor. */
  readonly onCheck: () => void;
}

export function ClockMoved({ onCheck }: ClockMovedProps): ReactElement | null {
  const { liveCodes, settings, changeSettings } = usePage();
  const [seen, setSeen] = useState(NOTHING);
  const [dismissed, setDismissed] = useState(NOTHING);
  const lastLook = useRef(Number.NEGATIVE_INFINITY);

  const look = useCallback(async () => {
    if (document.hidden || performance.now() - lastLook.current < LOOK_EVERY_MS) return;
    lastLook.current = performance.now();
    const result = await authenticator.checks.clockWatch();
    // Whoever asked for the codes themselves hears that the vault is not open.
    if (result.ok) setSeen((before) => (isSame(before, result.value) ? before : result.value));
  }, []);
  useEffect(() => {
    void look();
    const stop = liveCodes.subscribe(() => void look());
    document.addEventListener('visibilitychange', look);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', look);
    };
  }, [liveCodes, look]);

  const isOff = seen.movedMs !== 0 || seen.behindSaveMs !== 0;
  const isDoubtNew =
    seen.movedMs !== 0 && settings.clockCorrectionSeconds !== 0 && !settings.isClockCorrectionDoubtful;
  /** Once for each story: a correction that was made after it is not in doubt. */
  const doubted = useRef(NOTHING);
  useEffect(() => {
    if (!isDoubtNew || isSame(doubted.current, seen)) return;
    doubted.current = seen;
    changeSettings({ isClockCorrectionDoubtful: true });
  }, [isDoubtNew, seen, changeSettings]);

  if (!isOff || isSame(dismissed, seen)) return null;
  return (
    <Notice
      kind="warn"
      actions={
        <div className="notice-actions">
          <Button onClick={() => setDismissed(seen)}>{t('action.dismiss')}</Button>
          <Button onClick={onCheck}>{t('clock.title')}</Button>
        </div>
      }
    >
      {sentence(seen)}
    </Notice>
  );
}

const isSame = (one: ClockWatchView, other: ClockWatchView) =>
  Math.abs(one.movedMs - other.movedMs) < SAME_MS && (one.behindSaveMs === 0) === (other.behindSaveMs === 0);

/** What moved just now explains why it is before the last save. */
function sentence({ movedMs, behindSaveMs }: ClockWatchView): string {
  if (movedMs > 0) return t('clock.movedAhead', { amount: amountText(movedMs / 1000) });
  if (movedMs < 0) return t('clock.movedBack', { amount: amountText(movedMs / 1000) });
  return t('clock.beforeSave', { amount: amountText(behindSaveMs / 1000) });
}
