/** What can be done with an account from its row: copy, next code, delete with undo. Runs in the page. */
import { useMemo } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { secondsUntil } from '../clock.ts';
import { say } from '../components/toast.tsx';
import { copyCode } from '../copy-code.ts';
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
  /** A counter-based account's next code; of others the code that comes next is copied. */
  readonly next: (account: AccountView) => Promise<void>;
  /** Says how long its code is valid: the countdown of those who do not see it. */
  readonly sayTime: (account: AccountView) => void;
  /** Pins it to the top, or takes the pin away. */
  readonly pin: (account: AccountView) => Promise<void>;
  readonly remove: (account: AccountView) => Promise<void>;
  /** Shows its code big in the window that stays over all others. */
  readonly openMini: (account: AccountView) => Promise<void>;
}

/** The actions stay the same object while the page does, so that rows need not be drawn again. */
export function useAccountActions(onChanged: () => void): AccountActions {
  const page = usePage();
  return useMemo(() => makeActions(page, onChanged), [page, onChanged]);
}

function makeActions(page: Page, onChanged: () => void): AccountActions {
  const copyNext = async (account: AccountView) => {
    const view = page.liveCodes.read(account.id);
    if (!view?.nextCode || view.validUntilMs === null) return;
    if ((await copyCode({ ...view, code: view.nextCode, nextCode: null }, page)) === null) return;
    const seconds = secondsUntil(view.validUntilMs, page.clock.now());
    say(t('codes.nextCopied', { seconds }), { kind: 'good', topic: 'copied' });
  };

  const next = async (account: AccountView) => {
    if (account.type !== 'hotp') return copyNext(account);
    const result = await authenticator.codes.next({ id: account.id });
    if (!result.ok) return page.report(result.code);
    page.liveCodes.put(result.value);
    onChanged();
  };

  const copy = async (account: AccountView) => {
    const view = page.liveCodes.read(account.id);
    if (view?.code) {
      const done = await copyCode(view, page);
      if (done !== null) say(done, { kind: 'good', topic: 'copied' });
      return;
    }
    if (account.type === 'hotp') return next(account);
  };

  const sayTime = ({ id, type }: AccountView) => {
    const untilMs = page.liveCodes.read(id)?.validUntilMs ?? null;
    if (untilMs !== null) {
      say(t('codes.timeLeft', { seconds: secondsUntil(untilMs, page.clock.now()) }), { topic: 'time' });
    } else if (type === 'hotp') say(t('codes.noTime'), { topic: 'time' });
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

  const openMini = async ({ id }: AccountView) => {
    const result = await authenticator.mini.open({ id });
    if (!result.ok) page.report(result.code);
  };

  return { copy, next, sayTime, pin, remove, openMini };
}
