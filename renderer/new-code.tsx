/**
 * Says a code that is new while a person is at its account: at a boundary, by the next counter, or shown after it was hidden.
 * Runs in a page. The rule: only where the focus is; what was heard when it came is not said again, and no time is.
 */
import { type ReactElement, useState } from 'react';
import type { AccountView } from '../electron/ipc/contract.ts';
import { spokenCode } from './code-text.ts';
import { t } from './locales/text.ts';
import { useIsCodeShown } from './shown-codes.ts';
import { useCode } from './use-code.ts';

export interface NewCodeProps {
  /** The one that has the focus; null: none. */
  readonly account: AccountView | null;
}

/** Stays in the document: a region that comes with its text is not spoken. https://www.w3.org/TR/wai-aria-1.2/#status */
export function NewCode({ account }: NewCodeProps): ReactElement {
  return (
    <p className="for-screen-reader" role="status">
      {account && <Said key={account.id} account={account} />}
    </p>
  );
}

function Said({ account }: { readonly account: AccountView }): string {
  const code = useCode(account.id, account.periodSeconds)?.code ?? null;
  const isShown = useIsCodeShown(account.id);
  const now = isShown ? code : null;
  const [heard, setHeard] = useState({ code: now, text: '' });
  if (heard.code !== now) setHeard({ code: now, text: textOf(now, heard.code) });
  return heard.text;
}

function textOf(code: string | null, before: string | null): string {
  if (code === null) return '';
  const spoken = spokenCode(code);
  return before === null ? t('codes.code', { spoken }) : t('codes.newCode', { spoken });
}
