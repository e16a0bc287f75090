/**
 * The mini window's way to a hidden code: a button, and the key for it. Runs in the mini window's page.
 * The rule: nothing of it is there while codes are not hidden.
 */
import { Eye, EyeOff } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { bindingOf } from '../../electron/ipc/keyboard.ts';
import { fullName } from '../account-name.ts';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { concealCode, isRevealed, revealCode, useIsRevealed } from '../shown-codes.ts';

const toggle = (id: string) => (isRevealed(id) ? concealCode : revealCode)(id);

export function useRevealKey(id: string): void {
  const isMac = usePage().info.platform === 'darwin';
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (bindingOf('mini', event, isMac) !== 'mini-reveal') return;
      event.preventDefault();
      toggle(id);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [id, isMac]);
}

export function RevealToggle({ account }: { readonly account: AccountView }): ReactElement | null {
  const { hideCodes } = usePage().settings;
  const isShown = useIsRevealed(account.id);
  if (!hideCodes) return null;
  const name = fullName(account);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t(isShown ? 'codes.concealFor' : 'codes.revealFor', { name })}
      onClick={() => toggle(account.id)}
    >
      {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
    </button>
  );
}
