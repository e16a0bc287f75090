/**
 * Scanning the screen from the button to the pictures: what the system must allow, the capture, and what to do when it
 * fails. Runs in the page. The rule: every way out of here is a picture, a dialog that says why not, or the person's own "no".
 */
import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react';
import type { ScreenAccess, WindowView } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { CaptureProblemDialog } from './capture-problem.tsx';
import {
  type Captured,
  type CaptureProblem,
  captureSource,
  isCaptureProblem,
  type Source,
} from './capture-screen.ts';
import { gateFor } from './gate.ts';
import { PermissionGate, PortalGate } from './screen-gate.tsx';
import { WatchDialog } from './watch-dialog.tsx';
import { WindowPicker } from './window-picker.tsx';
import './capture.css';

type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'permission' | 'portal'; readonly go: () => void }
  | { readonly kind: 'windows'; readonly windows: readonly WindowView[] | null }
  | { readonly kind: 'watch' }
  | { readonly kind: 'problem'; readonly problem: CaptureProblem; readonly source: Source };

export interface CaptureOptions {
  readonly onCaptured: (captured: Captured) => void;
  readonly onChoosePicture: () => void;
  readonly pasteKeys: string;
}

export interface Capture {
  readonly scanScreen: () => void;
  readonly scanRegion: () => void;
  readonly scanWindow: () => void;
  readonly watch: () => void;
  /** Closes what is open: a picture came another way. */
  readonly close: () => void;
  readonly isIdle: boolean;
  readonly dialogs: ReactElement;
}

const IDLE: Step = { kind: 'idle' };
const SCREEN: Source = { kind: 'screen' };

export function useCapture({ onCaptured, onChoosePicture, pasteKeys }: CaptureOptions): Capture {
  const page = usePage();
  const [step, setStep] = useState<Step>(IDLE);
  const access = useRef<ScreenAccess>('open');
  const isPortalKnown = useRef(false);
  const isBusy = useRef(false);

  const close = useCallback(() => setStep(IDLE), []);

  /** Runs `go` when the system allows to see the screen, after whatever the person must do for it. */
  const whenAllowed = useCallback(
    async (go: () => void) => {
      const asked = await authenticator.screen.access();
      if (!asked.ok) return page.report(asked.code);
      access.current = asked.value;
      const gate = gateFor(asked.value, isPortalKnown.current);
      if (gate === 'none') return go();
      setStep({
        kind: gate,
        go: () => {
          isPortalKnown.current = gate === 'portal';
          setStep(IDLE);
          go();
        },
      });
    },
    [page],
  );

  const run = useCallback(
    async (source: Source) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setStep(IDLE);
      const captured = await captureSource(source);
      isBusy.current = false;
      if (captured.ok) onCaptured(captured.value);
      else if (isCaptureProblem(captured.code)) setStep({ kind: 'problem', problem: captured.code, source });
      else page.report(captured.code);
    },
    [onCaptured, page],
  );

  const scan = useCallback((source: Source) => void whenAllowed(() => void run(source)), [whenAllowed, run]);

  const listWindows = useCallback(async () => {
    setStep({ kind: 'windows', windows: null });
    const listed = await authenticator.screen.windows();
    if (listed.ok) setStep({ kind: 'windows', windows: listed.value });
    else {
      setStep(IDLE);
      page.report(listed.code);
    }
  }, [page]);

  const actions = useMemo(
    () => ({
      scanScreen: () => scan(SCREEN),
      scanRegion: () => scan({ kind: 'region' }),
      scanWindow: () => void whenAllowed(() => void listWindows()),
      watch: () => void whenAllowed(() => setStep({ kind: 'watch' })),
    }),
    [scan, whenAllowed, listWindows],
  );

  const dialogs = (
    <>
      {step.kind === 'permission' && <PermissionGate onGo={step.go} onClose={close} />}
      {step.kind === 'portal' && <PortalGate onGo={step.go} onClose={close} />}
      {step.kind === 'windows' && (
        <WindowPicker
          windows={step.windows}
          onChoose={(id) => void run({ kind: 'window', id })}
          onReload={() => void listWindows()}
          onClose={close}
        />
      )}
      {step.kind === 'watch' && (
        <WatchDialog
          onStop={close}
          onEnd={(end) => {
            setStep(IDLE);
            // Found: looked at once more, for the pictures and places that a review shows.
            if (end.kind === 'found') void run(SCREEN);
            else if (end.kind === 'over') say(t('capture.watchOver'), { topic: 'watch' });
            else if (isCaptureProblem(end.code))
              setStep({ kind: 'problem', problem: end.code, source: SCREEN });
            else page.report(end.code);
          }}
        />
      )}
      {step.kind === 'problem' && (
        <CaptureProblemDialog
          problem={step.problem}
          isPortal={access.current === 'portal'}
          pasteKeys={pasteKeys}
          onTryAgain={() => scan(step.source)}
          onChoosePicture={() => {
            close();
            onChoosePicture();
          }}
          onClose={close}
        />
      )}
    </>
  );

  return { ...actions, close, isIdle: step.kind === 'idle', dialogs };
}
