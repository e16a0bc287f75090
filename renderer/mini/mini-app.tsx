/**
 * Reads which account the mini window shows, and shows it. Runs in its page.
 * The rule: an account that is not there any more, or a vault that is not open, closes the window.
 */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import type { AccountView, AppInfo, Settings } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { systemClock } from '../clock.ts';
import { Toasts } from '../components/toast.tsx';
import { followSettings } from '../follow-settings.ts';
import { t } from '../locales/text.ts';
import { PageProvider } from '../page-context.ts';
import { usePageValue } from '../page-value.ts';
import { BigCode } from './big-code.tsx';

interface Shown {
  readonly account: AccountView;
  readonly info: AppInfo;
  readonly settings: Settings;
}

const close = () => void authenticator.mini.close();

async function readShown(): Promise<Shown | null> {
  const [chosen, list, info, settings] = await Promise.all([
    authenticator.mini.account(),
    authenticator.accounts.list(),
    authenticator.app.info(),
    authenticator.settings.get(),
  ]);
  if (!chosen.ok || !list.ok || !info.ok || !settings.ok) return null;
  const account = list.value.accounts.find(({ id }) => id === chosen.value.id);
  return account ? { account, info: info.value, settings: settings.value } : null;
}

export function MiniApp(): ReactElement {
  const [shown, setShown] = useState<Shown | null>(null);
  const reads = useRef(0);
  const read = useCallback(async () => {
    reads.current += 1;
    const mine = reads.current;
    const found = await readShown();
    // Asked again meanwhile: what was true before is not shown after what is true now.
    if (mine !== reads.current) return;
    if (!found) return close();
    await followSettings(found.settings);
    if (mine === reads.current) setShown(found);
  }, []);

  useEffect(() => {
    void read();
    // Whatever was done in another window since, this one is looked at now.
    window.addEventListener('focus', read);
    const stop = authenticator.onCommand((command) => {
      if (command === 'mini-account' || command === 'settings-changed' || command === 'accounts-changed')
        void read();
    });
    return () => {
      window.removeEventListener('focus', read);
      stop();
    };
  }, [read]);

  useEffect(() => {
    const onEscape = (event: KeyboardEvent) => event.key === 'Escape' && close();
    window.addEventListener('keydown', onEscape);
    return () => window.removeEventListener('keydown', onEscape);
  }, []);

  if (!shown) return <main className="waiting" aria-busy="true" aria-label={t('app.loading')} />;
  return <MiniPage {...shown} />;
}

function MiniPage({ account, info, settings }: Shown): ReactElement {
  const page = usePageValue({ clock: systemClock, info, settings, first: null, onEnded: close });
  return (
    <CSPProvider disableStyleElements>
      <PageProvider value={page}>
        <BigCode key={account.id} account={account} onClose={close} />
      </PageProvider>
      <Toasts />
    </CSPProvider>
  );
}
