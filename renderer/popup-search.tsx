/**
 * The opened vault in the small window: the search, with what every opened screen needs around it.
 * Runs in that page, loaded while the password is typed. The rule: features meet here, as in open-vault.tsx.
 */
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactElement } from 'react';
import { systemClock } from './clock.ts';
import { IssuerMark } from './codes/issuer-mark.tsx';
import { searchAccounts, sortAccounts } from './codes/search.ts';
import { Toasts } from './components/toast.tsx';
import { PageProvider } from './page-context.ts';
import { type PageGround, usePageValue } from './page-value.ts';
import { QuickSearch } from './popup/quick-search.tsx';
import './styles/code.css';
import './styles/toast.css';
import './codes/rows.css';

export default function PopupSearch(ground: Omit<PageGround, 'clock' | 'first'>): ReactElement {
  const page = usePageValue({ ...ground, clock: systemClock, first: null });
  return (
    <CSPProvider disableStyleElements>
      <PageProvider value={page}>
        <QuickSearch
          find={(accounts, query) => sortAccounts(searchAccounts(accounts, query))}
          mark={(account) => <IssuerMark issuer={account.issuer} accountName={account.accountName} />}
        />
      </PageProvider>
      <Toasts />
    </CSPProvider>
  );
}
