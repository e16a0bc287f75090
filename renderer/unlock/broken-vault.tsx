/**
 * A vault file that is there but cannot be opened: what is the matter, and what to do. Runs in the page.
 * The rule: it never offers to create a vault over a file that exists.
 */
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { StartFrame } from '../components/start-frame.tsx';
import { t } from '../locales/text.ts';

export type BrokenStatus = 'damaged' | 'newer' | 'unreadable';

export interface BrokenVaultProps {
  readonly status: BrokenStatus;
  readonly onTryAgain: () => void;
}

export function BrokenVault({ status, onTryAgain }: BrokenVaultProps): ReactElement {
  return (
    <StartFrame title={t(`broken.${status}.title`)}>
      <div className="stack">
        <p>{t(`broken.${status}.text`)}</p>
        <p>{t(`broken.${status}.help`)}</p>
        <Button kind="primary" onClick={onTryAgain}>
          {t('action.tryAgain')}
        </Button>
      </div>
    </StartFrame>
  );
}
