/**
 * A vault file that cannot be opened, or that is gone while earlier ones are there: what is the matter, and what to do.
 * Runs in the page. The rule: it touches nothing by itself, and never offers to create a vault over a file that exists.
 */
import { type ReactElement, useEffect, useState } from 'react';
import type { EarlierFile, FailureCode, VaultOpened } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { StartFrame } from '../components/start-frame.tsx';
import { t } from '../locales/text.ts';
import { EarlierFiles } from './earlier-files.tsx';
import '../styles/past.css';

export type BrokenStatus = 'damaged' | 'newer' | 'unreadable' | 'missing';

export interface BrokenVaultProps {
  readonly status: BrokenStatus;
  readonly onTryAgain: () => void;
  readonly onOpened: (opened: VaultOpened) => void;
  /** To a backup file that the person has elsewhere. */
  readonly onRestoreBackup: () => void;
  /** To a first start, where the vault is gone. */
  readonly onStartNew: () => void;
}

export default function BrokenVault(props: BrokenVaultProps): ReactElement {
  const { status, onTryAgain, onOpened, onRestoreBackup, onStartNew } = props;
  const isReplaceable = status === 'damaged' || status === 'missing';
  return (
    <StartFrame title={t(`broken.${status}.title`)}>
      <div className="stack">
        <p>{t(`broken.${status}.text`)}</p>
        <p>{t(`broken.${status}.help`)}</p>
        {isReplaceable && <Earlier isMissing={status === 'missing'} onOpened={onOpened} />}
        <div className="start-more">
          {isReplaceable && <Button onClick={onRestoreBackup}>{t('earlier.otherBackup')}</Button>}
          <Button kind={isReplaceable ? 'plain' : 'primary'} onClick={onTryAgain}>
            {t('action.tryAgain')}
          </Button>
          {status === 'missing' && (
            <Button kind="quiet" onClick={onStartNew}>
              {t('earlier.startNew')}
            </Button>
          )}
        </div>
      </div>
    </StartFrame>
  );
}

interface EarlierProps {
  readonly isMissing: boolean;
  readonly onOpened: (opened: VaultOpened) => void;
}

function Earlier({ isMissing, onOpened }: EarlierProps): ReactElement | null {
  const [files, setFiles] = useState<readonly EarlierFile[] | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  useEffect(() => {
    void authenticator.earlier.list().then((result) => {
      if (result.ok) setFiles(result.value);
      else setFailure(result.code);
    });
  }, []);
  if (failure) return <Notice kind="bad">{t(`failure.${failure}`)}</Notice>;
  if (!files) return null;
  if (files.length === 0) return <Notice kind="info">{t('earlier.none')}</Notice>;
  return <EarlierFiles files={files} isMissing={isMissing} onOpened={onOpened} />;
}
