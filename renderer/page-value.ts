/**
 * Makes what every opened screen needs: time, live codes, settings, and one place where failures are told.
 * Runs in the page. The rule: it is made once for an opened vault; settings change through it, or by being read again.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AppInfo, FailureCode, Settings } from '../electron/ipc/contract.ts';
import { authenticator } from './authenticator.ts';
import { type Clock, SecondTicker } from './clock.ts';
import { say } from './components/toast.tsx';
import type { FirstLook } from './first-look.ts';
import { LiveCodes } from './live-codes.ts';
import { showLanguage, t } from './locales/text.ts';
import type { Page } from './page-context.ts';
import { showTheme } from './theme.ts';

export interface PageGround {
  readonly clock: Clock;
  readonly info: AppInfo;
  /** As they were when the page read them last. */
  readonly settings: Settings;
  readonly first: FirstLook | null;
  /** The vault is not open any more. */
  readonly onEnded: (code: FailureCode) => void;
}

export function usePageValue({ clock, info, settings: saved, first, onEnded }: PageGround): Page {
  const [settings, setSettings] = useState(saved);
  const [taken, setTaken] = useState(saved);
  // Read again, as in a small window after another one changed them: what is to be hidden is hidden at once.
  if (taken !== saved) {
    setTaken(saved);
    setSettings(saved);
  }
  const report = useCallback(
    (code: FailureCode) => {
      if (code === 'locked' || code === 'vault-process-ended') onEnded(code);
      else if (code !== 'cancelled') say(t(`failure.${code}`), { kind: 'bad' });
    },
    [onEnded],
  );
  const ticker = useMemo(() => new SecondTicker(clock, document), [clock]);
  const liveCodes = useMemo(
    () =>
      new LiveCodes((ids) => authenticator.codes.at({ ids: [...ids] }), clock, ticker, report, first?.codes),
    [clock, ticker, report, first],
  );
  const changeSettings = useCallback(
    async (change: Partial<Settings>) => {
      const result = await authenticator.settings.set(change);
      if (!result.ok) return report(result.code);
      showTheme(result.value);
      if (change.language) await showLanguage(change.language);
      setSettings(result.value);
    },
    [report],
  );
  // Codes are made for another time from now on, whichever window the correction was made in.
  const correction = `${settings.clockCorrectionSeconds} ${settings.clockCorrectionUntilMs}`;
  const madeFor = useRef(correction);
  useEffect(() => {
    if (madeFor.current === correction) return;
    madeFor.current = correction;
    liveCodes.refreshAll();
  }, [correction, liveCodes]);
  useEffect(
    () =>
      authenticator.onCommand((command) => {
        if (command === 'accounts-changed' || command === 'popup-shown') liveCodes.renewAll();
      }),
    [liveCodes],
  );
  return useMemo(
    () => ({ clock, ticker, liveCodes, info, settings, changeSettings, report }),
    [clock, ticker, liveCodes, info, settings, changeSettings, report],
  );
}
