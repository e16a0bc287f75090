/** What can be done with an account from its row: copy, next code, delete with undo. Runs in the page. */
import { useMemo } from 'react';
import type { AccountView, CodeView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { secondsUntil } from '../clock.ts';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';
import { type Page, usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';

/** What a row can open about its account. */
export type AccountScreen = 'edit' | 'qr' | OtherScreen;
/** Those that are features of their own. */
export type OtherScreen = 'history' | 'recovery-codes' | 'check';

export interface AccountActions {
  /** Copies the code; a counter-based account without one makes its next code first. */
  readonly copy: (account: AccountView) => Promise<void>;
  readonly next: (account: AccountView) => Promise<void>;
  /** Pins it to the top, or takes the pin away. */
  readonly pin: (account: AccountView) => Promise<void>;
  readonly remove: (account: AccountView) => Promise<void>;
}

/** Copies a code and says for how long it stays; one that is nearly over is followed by the next one at the boundary. */
export async function copyCode(view: CodeView, page: Page): Promise<void> {
  const { id, code } = view;
  if (code === null) return;
  const next = nextToFollow(view, page);
  const result = await authenticator.clipboard.copy(next ? { code, next } : { code });
  if (!result.ok) return page.report(result.code);
  const text = next
    ? t('codes.copiedNext', { seconds: secondsUntil(next.atMs, page.clock.now()) })
    : t('codes.copied', { seconds: result.value.clearAfterSeconds });
  say(text, { kind: 'good', topic: 'copied' });
  // A count: whoever has the code does not wait for it, nor hear that it could not be kept.
  void authenticator.codes.used({ id });
}

function nextToFollow({ nextCode, validUntilMs }: CodeView, { settings, clock }: Page) {
  if (nextCode === null || validUntilMs === null || settings.handOffSeconds === 0) return null;
  const secondsLeft = secondsUntil(validUntilMs, clock.now());
  return secondsLeft <= settings.handOffSeconds ? { code: nextCode, atMs: validUntilMs } : null;
}

/** The actions stay the same object while the page does, so that rows need not be drawn again. */
export function useAccountActions(onChanged: () => void): AccountActions {
  const page = usePage();
  return useMemo(() => makeActions(page, onChanged), [page, onChanged]);
}

function makeActions(page: Page, onChanged: () => void): AccountActions {
  const next = async (account: AccountView) => {
    const result = await authenticator.codes.next({ id: account.id });
    if (!result.ok) return page.report(result.code);
    page.liveCodes.put(result.value);
    onChanged();
  };

  const copy = async (account: AccountView) => {
    const view = page.liveCodes.read(account.id);
    if (view?.code) return copyCode(view, page);
    if (account.type === 'hotp') return next(account);
  };

  const pin = async ({ id, isPinned }: AccountView) => {
    const result = await authenticator.accounts.setExtras({ ids: [id], isPinned: !isPinned });
    if (!result.ok) return page.report(result.code);
    onChanged();
  };

  const remove = async (account: AccountView) => {
    const result = await authenticator.accounts.remove({ id: account.id });
    if (!result.ok) return page.report(result.code);
    onChanged();
    sayUndoable(t('codes.removed', { name: fullName(account) }), result.value.undoId, page, onChanged);
  };

  return { copy, next, pin, remove };
}
