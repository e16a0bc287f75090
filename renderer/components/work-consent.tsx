/**
 * Asks before a password is tried on a file that takes far more work than it should. Runs in the page.
 * The rule: only after the vault process said so, and never chosen beforehand.
 */
import { lazy, type ReactElement, startTransition, useState } from 'react';
import type { FailureCode } from '../../electron/ipc/contract.ts';
import { t } from '../locales/text.ts';

/** Hardly ever asked, and the unlock screen should not wait for it. */
const SwitchRow = lazy(async () => ({ default: (await import('./choice.tsx')).SwitchRow }));

export interface WorkConsent {
  /** For `isWorkAccepted` of the call. */
  readonly isAccepted: boolean;
  /** To be told of every failure of that call. */
  readonly hear: (code: FailureCode) => void;
  /** The question, once there is one; to be drawn beside the password. */
  readonly question: ReactElement | null;
}

export function useWorkConsent(): WorkConsent {
  const [isAsked, setAsked] = useState(false);
  const [isAccepted, setAccepted] = useState(false);
  return {
    isAccepted,
    hear: (code) => {
      if (code === 'unusual-work') startTransition(() => setAsked(true));
    },
    question: isAsked ? (
      <SwitchRow
        label={t('unlock.anyWork')}
        hint={t('unlock.anyWorkHint')}
        checked={isAccepted}
        onChange={setAccepted}
      />
    ) : null,
  };
}
