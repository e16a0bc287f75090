/** Below the first code of an account that was just added: is it right, and where are its recovery codes? Runs in the page. */
import { LifeBuoy } from 'lucide-react';
import type { ReactElement } from 'react';
import { CodeCheck, type CodeCheckProps } from './checks/code-check.tsx';
import { Button } from './components/button.tsx';
import { t } from './locales/text.ts';

export interface AfterAddedProps extends CodeCheckProps {
  readonly onRecoveryCodes: () => void;
}

export function AfterAdded({ onRecoveryCodes, ...check }: AfterAddedProps): ReactElement {
  return (
    <>
      {check.account.type === 'totp' && <CodeCheck {...check} />}
      <Button kind="quiet" icon={<LifeBuoy aria-hidden />} onClick={onRecoveryCodes}>
        {t('added.recoveryCodes')}
      </Button>
    </>
  );
}
