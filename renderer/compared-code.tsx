/**
 * The code of an account that is compared with another, in a dialog. Runs in the page.
 * The rule: while codes are hidden it is neither drawn nor spoken until it is wanted, as in the list.
 */
import { Eye, EyeOff } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AccountView } from '../electron/ipc/contract.ts';
import { groupCode, spokenCode } from './code-text.ts';
import { IconButton } from './components/icon-button.tsx';
import { t } from './locales/text.ts';
import { usePage } from './page-context.ts';
import { concealCode, hoverCode, revealCode, useIsCodeShown, useIsRevealed } from './shown-codes.ts';
import { useCode } from './use-code.ts';

export interface ComparedCodeProps {
  readonly account: AccountView;
  /** What tells it from the other in the button's name: their own names are often the same. */
  readonly name: string;
}

/** Nothing while there is no code. */
export function ComparedCode({ account, name }: ComparedCodeProps): ReactElement | null {
  const code = useCode(account.id, account.periodSeconds)?.code;
  return code ? <WantedCode account={account} name={name} code={code} /> : null;
}

function WantedCode({ account, name, code }: ComparedCodeProps & { readonly code: string }): ReactElement {
  const { hideCodes } = usePage().settings;
  const isShown = useIsCodeShown(account.id);
  const isRevealed = useIsRevealed(account.id);
  return (
    <p
      className="compared-code"
      onPointerEnter={({ pointerType }) => pointerType === 'mouse' && hoverCode(account.id)}
      onPointerLeave={() => hoverCode(null)}
    >
      <span className={isShown ? 'code' : 'code code-missing'} aria-hidden="true">
        {groupCode(isShown ? code : '•'.repeat(account.digits)).join(' ')}
      </span>
      <span className="for-screen-reader">
        {isShown ? t('codes.code', { spoken: spokenCode(code) }) : t('codes.codeConcealed')}
      </span>
      {hideCodes && (
        <IconButton
          label={t(isRevealed ? 'codes.concealFor' : 'codes.revealFor', { name })}
          icon={isRevealed ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          onClick={() => (isRevealed ? concealCode : revealCode)(account.id)}
        />
      )}
    </p>
  );
}
