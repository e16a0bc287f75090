/**
 * Starts the mini window's page: theme and language, then the one account. Runs in that page.
 * The rule: it is opened beside an unlocked vault only, and there is no way from here to a password.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { showLanguage } from './locales/text.ts';
import { MiniApp } from './mini/mini-app.tsx';
import { readStartHints } from './start-hints.ts';
import { SYSTEM_LOOK, showTheme } from './theme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/menu.css';
import './styles/code.css';
import './styles/toast.css';
import './mini/mini.css';

showTheme(SYSTEM_LOOK);
await showLanguage(readStartHints(window.location.hash).language);

const root = document.getElementById('root');
if (!root) throw new Error('mini.html has no #root');
createRoot(root).render(
  <StrictMode>
    <MiniApp />
  </StrictMode>,
);
