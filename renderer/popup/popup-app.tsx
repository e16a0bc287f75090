/**
 * Chooses what the small window shows: the unlock form, the search, or the way to the main window. Runs in its page.
 * The rule: there is no step back to "locked" here; on lock main destroys this page.
 */
import { type ReactElement, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import type {
  AppInfo,
  FailureCode,
  Settings,
  VaultOpened,
  VaultStatus,
} from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { followSettings } from '../follow-settings.ts';
import { t } from '../locales/text.ts';

interface Ground {
  readonly info: AppInfo;
  readonly settings: Settings;
  /** The vault is not open any more. */
  readonly onEnded: (code: FailureCode) => void;
}

export interface PopupAppProps {
  /** There is a vault's file, so that the unlock form can be shown before anybody answers. */
  readonly isLocked: boolean;
  readonly unlock: (
    onOpened: (opened: VaultOpened) => void,
    onBroken: (code: FailureCode) => void,
  ) => ReactNode;
  readonly search: (ground: Ground) => ReactNode;
}

/** `elsewhere`: there is no vault yet, or it cannot be opened; the main window says what to do. */
type Screen = VaultStatus | 'loading' | 'elsewhere';

export function PopupApp({ isLocked, unlock, search }: PopupAppProps): ReactElement {
  const [screen, setScreen] = useState<Screen>(isLocked ? 'locked' : 'loading');
  const [ground, setGround] = useState<Omit<Ground, 'onEnded'> | null>(null);
  const onEnded = useCallback(() => setScreen('elsewhere'), []);

  const ask = useCallback(async () => {
    const [state, info, settings] = await Promise.all([
      authenticator.vault.state(),
      authenticator.app.info(),
      authenticator.settings.get(),
    ]);
    if (!state.ok || !info.ok || !settings.ok) return setScreen('elsewhere');
    await followSettings(settings.value);
    setGround({ info: info.value, settings: settings.value });
    setScreen(state.value.status);
  }, []);
  useEffect(() => {
    void ask();
    return authenticator.onCommand((command) => {
      if (command === 'popup-shown' || command === 'settings-changed') void ask();
    });
  }, [ask]);

  useEffect(() => {
    const hide = (event: KeyboardEvent) => {
      // One that ends the choice of a character is not meant for the window.
      if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing)
        void authenticator.popup.hide();
    };
    window.addEventListener('keydown', hide);
    return () => window.removeEventListener('keydown', hide);
  }, []);

  const opened = () => {
    void authenticator.popup.unlocked();
    setScreen('unlocked');
  };
  /** Wrong passwords are told by the form; of the rest, what it cannot mend is the main window's. */
  const broken = (code: FailureCode) => {
    if (['vault-damaged', 'vault-newer', 'vault-unreadable', 'vault-process-ended'].includes(code)) onEnded();
  };

  if (screen === 'locked') return <div className="popup popup-locked">{unlock(opened, broken)}</div>;
  if (screen === 'loading' || (screen === 'unlocked' && !ground)) return <Waiting />;
  if (screen === 'unlocked' && ground) {
    return <Suspense fallback={<Waiting />}>{search({ ...ground, onEnded })}</Suspense>;
  }
  return (
    <main className="popup popup-elsewhere">
      <h1>{t(screen === 'none' ? 'popup.noVault' : 'popup.cannotOpen')}</h1>
      <Button kind="primary" autoFocus onClick={() => void authenticator.popup.openMain()}>
        {t('popup.openMain')}
      </Button>
    </main>
  );
}

function Waiting(): ReactElement {
  return <main className="waiting" aria-busy="true" aria-label={t('app.loading')} />;
}
