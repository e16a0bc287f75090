/**
 * Starts the small window's page: theme first, then its app, with the unlock form and the search from their features.
 * Runs in that page. The rule: only what the unlock form needs is loaded here; the search follows while one types.
 */
import { lazy, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { authenticator } from './authenticator.ts';
import { collectGarbageBy } from './components/forget-typed.ts';
import { showLanguage } from './locales/text.ts';
import { PopupApp } from './popup/popup-app.tsx';
import { readStartHints } from './start-hints.ts';
import { SYSTEM_LOOK, showTheme } from './theme.ts';
import { UnlockScreen } from './unlock/unlock-screen.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './unlock/unlock.css';
import './popup/popup.css';

const loadSearch = () => import('./popup-search.tsx');
const PopupSearch = lazy(loadSearch);

collectGarbageBy(() => authenticator.app.collectGarbage());
const hints = readStartHints(window.location.hash);
showTheme(SYSTEM_LOOK);
await showLanguage(hints.language);

const root = document.getElementById('root');
if (!root) throw new Error('popup.html has no #root');
createRoot(root).render(
  <StrictMode>
    <PopupApp
      isLocked={hints.isLocked}
      unlock={(onOpened, onBroken) => <UnlockScreen onOpened={onOpened} onBroken={onBroken} />}
      search={(ground) => <PopupSearch {...ground} />}
    />
  </StrictMode>,
);
void loadSearch();
