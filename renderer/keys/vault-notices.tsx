/** What unlocking said about keys and history, above the codes. Runs in the page. Nothing here keeps anybody from the codes. */
import type { ReactElement } from 'react';
import type { VaultOpened } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { Rehearsal } from './rehearsal.tsx';

export interface VaultNoticesProps {
  readonly opened: VaultOpened | null;
  /** Opened with the recovery key, and no new password since. */
  readonly isPasswordWanted: boolean;
  readonly onSetPassword: () => void;
  readonly onShowHistory: () => void;
}

export function VaultNotices(props: VaultNoticesProps): ReactElement {
  const { opened, isPasswordWanted, onSetPassword, onShowHistory } = props;
  return (
    <>
      {isPasswordWanted && (
        <Notice
          kind="warn"
          actions={
            <div className="notice-actions">
              <Button onClick={onSetPassword}>{t('keys.setPassword')}</Button>
            </div>
          }
        >
          {t('keys.passwordWanted')}
        </Notice>
      )}
      {opened?.notices.includes('history-broken') && (
        <Notice
          kind="warn"
          actions={
            <div className="notice-actions">
              <Button onClick={onShowHistory}>{t('history.show')}</Button>
            </div>
          }
        >
          {t('history.brokenNotice')}
        </Notice>
      )}
      {opened?.notices.includes('rehearse-password') && <Rehearsal />}
    </>
  );
}
