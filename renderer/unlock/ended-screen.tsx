/** The vault is no longer open although this page still is: says so and leads back to unlocking. Runs in the page. */
import type { ReactElement } from 'react';
import type { FailureCode } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { StartFrame } from '../components/start-frame.tsx';
import { t } from '../locales/text.ts';

/** Main replaces this page and its vault process; only where main no longer answers does the page load itself anew. */
async function leave(): Promise<void> {
  const result = await authenticator.app.lock();
  if (!result.ok) window.location.reload();
}

export function EndedScreen({ code }: { readonly code: FailureCode }): ReactElement {
  return (
    <StartFrame title={t('ended.title')}>
      <div className="stack">
        <p role="alert">{code === 'locked' ? t('ended.text') : t(`failure.${code}`)}</p>
        <Button kind="primary" autoFocus onClick={leave}>
          {t('action.reload')}
        </Button>
      </div>
    </StartFrame>
  );
}
