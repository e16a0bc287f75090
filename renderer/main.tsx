/**
 * Starts the page: theme first, then the app. Runs in the page.
 * The rule: only what the unlock screen needs is loaded here; the opened vault's screens follow while one types.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { authenticator } from './authenticator.ts';
import { systemClock } from './clock.ts';
import { collectGarbageBy } from './components/forget-typed.ts';
import { showLanguage } from './locales/text.ts';
import { readStartHints } from './start-hints.ts';
import { SYSTEM_LOOK, showTheme } from './theme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './unlock/unlock.css';

collectGarbageBy(() => authenticator.app.collectGarbage());
showTheme(SYSTEM_LOOK);
await showLanguage(readStartHints(window.location.hash).language);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App clock={systemClock} />
  </StrictMode>,
);
