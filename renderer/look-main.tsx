/**
 * The look page: every component in every state and theme, and every token. Served by `npm run dev` as look.html.
 * The rule: it is no part of the app; no build of the app has it.
 */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { lazy, type ReactElement, StrictMode, Suspense, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { OptionBar, SwitchRow } from './components/choice.tsx';
import { StartFrame } from './components/start-frame.tsx';
import { Toasts } from './components/toast.tsx';
import { t } from './locales/text.ts';
import { Buttons, Fields } from './look/controls.tsx';
import { Section, THEMES } from './look/section.tsx';
import { Shown } from './look/shown.tsx';
import { showStates } from './look/states.ts';
import { Tokens } from './look/tokens.tsx';
import { type Look, SYSTEM_LOOK, showTheme } from './theme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './unlock/unlock.css';
import './styles/menu.css';
import './styles/dialog.css';
import './styles/choice.css';
import './styles/code.css';
import './styles/toast.css';
import './codes/codes.css';
import './look/look.css';

const WithApp = lazy(() => import('./look/with-app.tsx'));
const hasApp = 'authenticator' in window;

function LookPage(): ReactElement {
  const [look, setLook] = useState<Look>(SYSTEM_LOOK);
  const change = (changed: Look) => {
    showTheme(changed);
    setLook(changed);
  };
  return (
    <div className="look">
      <header>
        <h1>{t('app.name')}</h1>
      </header>
      <Section name="look">
        <OptionBar
          label={t('settings.theme')}
          options={THEMES}
          value={look.theme}
          onChange={(theme) => change({ ...look, theme })}
        />
        <SwitchRow
          label={t('settings.highContrast')}
          checked={look.highContrast}
          onChange={(highContrast) => change({ ...look, highContrast })}
        />
      </Section>
      <Buttons />
      <Fields />
      <Shown />
      {hasApp && (
        <Suspense>
          <WithApp />
        </Suspense>
      )}
      {/* Read anew in each theme. */}
      <Section name="tokens">
        <Tokens key={JSON.stringify(look)} />
      </Section>
      <StartFrame title={t('ended.title')} lead={t('ended.text')} />
    </div>
  );
}

showTheme(SYSTEM_LOOK);
showStates();
const root = document.getElementById('root');
if (!root) throw new Error('look.html has no #root');
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <Tooltip.Provider>
        <LookPage />
        <Toasts />
      </Tooltip.Provider>
    </CSPProvider>
  </StrictMode>,
);
