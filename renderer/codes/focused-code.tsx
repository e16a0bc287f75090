/**
 * Says new codes of the row that has the focus, on itself or on one of its buttons. Runs in the page.
 * The rule: nothing is said of rows without it, however many codes change at the same moment.
 */
import { memo, type ReactElement, useEffect, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { NewCode } from '../new-code.tsx';
import { accountIdOf } from './row-keys.ts';

export interface FocusedCodeProps {
  readonly accounts: readonly AccountView[];
}

export const FocusedCode = memo(function FocusedCode({ accounts }: FocusedCodeProps): ReactElement {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  useEffect(() => {
    const take = ({ target }: FocusEvent) => setFocusedId(target && accountIdOf(target));
    const leave = ({ relatedTarget }: FocusEvent) => relatedTarget === null && setFocusedId(null);
    document.addEventListener('focusin', take);
    document.addEventListener('focusout', leave);
    return () => {
      document.removeEventListener('focusin', take);
      document.removeEventListener('focusout', leave);
    };
  }, []);
  return <NewCode account={accounts.find(({ id }) => id === focusedId) ?? null} />;
});
