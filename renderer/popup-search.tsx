/**
 * The opened vault in the small window: the search, with what every opened screen needs around it.
 * Runs in that page, loaded while the password is typed. The rule: features meet here, as in open-vault.tsx.
 */
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactElement } from 'react';
import type { AccountView } from '../electron/ipc/contract.ts';
import { systemClock } from './clock.ts';
import { sortAccounts } from './codes/account-order.ts';
import { IssuerMark } from './codes/issuer-mark.tsx';
import { searchAccounts, searchIndex } from './codes/search.ts';
import { Toasts } from './components/toast.tsx';
import { PageProvider } from './page-context.ts';
import { type PageGround, usePageValue } from './page-value.ts';
import { QuickSearch } from './popup/quick-search.tsx';
import './styles/code.css';
import './styles/toast.css';
import './codes/rows.css';

/** Before anything is typed: pinned ones, then those used last, then the rest as in the list. */
function prepare(accounts: readonly AccountView[]): (query: string) => readonly AccountView[] {
  const listed = [...sortAccounts(accounts)].sort(
    (a, b) => Number(b.isPinned) - Number(a.isPinned) || (b.lastUsedAtMs ?? 0) - (a.lastUsedAtMs ?? 0),
  );
  const index = searchIndex(listed);
  return (query) => searchAccounts(index, query);
}

export default function PopupSearch(ground: Omit<PageGround, 'clock' | 'first'>): ReactElement {
  const page = usePageValue({ ...ground, clock: systemClock, first: null });
  return (
    <CSPProvider disableStyleElements>
      <PageProvider value={page}>
        <QuickSearch
          prepare={prepare}
          mark={({ issuer, accountName, id, icon }) => (
            <IssuerMark issuer={issuer} accountName={accountName} id={id} icon={icon} />
          )}
        />
      </PageProvider>
      <Toasts />
    </CSPProvider>
  );
}
