/**
 * Asks before a password is tried on a file that takes far more work than it should. Runs in the page.
 * The rule: only after the vault process said so, and never chosen beforehand.
 */
import { type ReactElement, useState } from 'react';
import type { FailureCode } from '../../electron/ipc/contract.ts';
import { t } from '../locales/text.ts';
import { SwitchRow } from './choice.tsx';

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
      if (code === 'unusual-work') setAsked(true);
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
