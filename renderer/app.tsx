/**
 * Chooses the screen: first start, unlock, a vault that cannot be opened, or the opened vault. Runs in the page.
 * The rule: there is no step back to "locked" here; on lock main throws this page away and loads a new one.
 */
import { lazy, type ReactElement, Suspense, startTransition, useCallback, useEffect, useState } from 'react';
import type { AppInfo, FailureCode, Settings, VaultOpened, VaultStatus } from '../electron/ipc/contract.ts';
import { authenticator } from './authenticator.ts';
import type { Clock } from './clock.ts';
import { type FirstLook, firstLook } from './first-look.ts';
import { prepareFormats, t } from './locales/text.ts';
import { readStartHints } from './start-hints.ts';
import { showTheme } from './theme.ts';
import { EndedScreen } from './unlock/ended-screen.tsx';
import { UnlockScreen } from './unlock/unlock-screen.tsx';

/** The first frame and the first key come first; nobody has typed a password by then. */
const AFTER_FIRST_FRAME_MS = 100;

/** Loaded while the password is typed. Not by `lazy`, which would draw the screen twice: it looks only when it is drawn. */
let OpenVault: typeof import('./open-vault.tsx').default | null = null;
async function loadOpenVault(): Promise<void> {
  OpenVault ??= (await import('./open-vault.tsx')).default;
  prepareFormats();
}

/** Whoever has a vault does not wait for the screen that makes one. */
const FirstStart = lazy(() => import('./unlock/first-start.tsx'));
const BrokenVault = lazy(() => import('./unlock/broken-vault.tsx'));
const RestoreScreen = lazy(() => import('./backup/restore-screen.tsx'));

type Screen =
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing' }
  /** `over`: the screen that it was come from. */
  | { readonly kind: 'restore'; readonly over: 'none' | 'damaged' | 'missing' }
  | { readonly kind: 'open'; readonly opened: VaultOpened | null; readonly first: FirstLook | null }
  | { readonly kind: 'ended'; readonly code: FailureCode }
  | { readonly kind: Exclude<VaultStatus, 'unlocked'> };

interface Ground {
  readonly info: AppInfo;
  readonly settings: Settings;
}

const BROKEN: { readonly [Code in FailureCode]?: 'damaged' | 'newer' | 'unreadable' } = {
  'vault-damaged': 'damaged',
  'vault-newer': 'newer',
  'vault-unreadable': 'unreadable',
};

/** Main has seen a vault's file. The vault process, asked at once, may still say that it cannot be opened. */
const expectedScreen = (): Screen => ({
  kind: readStartHints(window.location.hash).isLocked ? 'locked' : 'loading',
});

export function App({ clock }: { readonly clock: Clock }): ReactElement {
  const [screen, setScreen] = useState<Screen>(expectedScreen);
  const [ground, setGround] = useState<Ground | null>(null);
  const end = useCallback((code: FailureCode) => setScreen({ kind: 'ended', code }), []);

  useEffect(() => {
    void loadGround().then((loaded) => {
      if (!loaded.ok) return end(loaded.code);
      showTheme(loaded.value.settings);
      setGround(loaded.value);
    });
  }, [end]);

  const askState = useCallback(async () => {
    const state = await authenticator.vault.state();
    if (!state.ok) return end(state.code);
    const { status } = state.value;
    if (status === 'none' && (await hasEarlierFiles())) return setScreen({ kind: 'missing' });
    if (status === 'unlocked') await loadOpenVault();
    const answered: Screen =
      status === 'unlocked' ? { kind: 'open', opened: null, first: null } : { kind: status };
    // Whoever typed at once may be in already.
    startTransition(() => setScreen((current) => (current.kind === 'open' ? current : answered)));
  }, [end]);
  useEffect(() => void askState(), [askState]);
  useEffect(
    () => authenticator.onCommand((command) => command === 'unlocked' && void askState()),
    [askState],
  );

  useEffect(() => {
    if (screen.kind !== 'locked' && screen.kind !== 'none') return;
    const timer = setTimeout(loadOpenVault, AFTER_FIRST_FRAME_MS);
    return () => clearTimeout(timer);
  }, [screen.kind]);

  /**
   * The main screen is drawn once, with its first rows' codes. A transition keeps the screen before until it is there; a fallback
   * between would stay for 300 ms.
   */
  const open = async (opened: VaultOpened) => {
    const [first] = await Promise.all([firstLook(ground?.settings.sort ?? 'issuer'), loadOpenVault()]);
    startTransition(() => setScreen({ kind: 'open', opened, first }));
  };
  const showBroken = (code: FailureCode) => {
    const status = BROKEN[code];
    if (status) setScreen({ kind: status });
    else if (code === 'vault-process-ended') end(code);
  };

  const restoreOver = (over: 'none' | 'damaged' | 'missing') =>
    startTransition(() => setScreen({ kind: 'restore', over }));

  const draw = () => {
    switch (screen.kind) {
      case 'loading':
        return <Waiting />;
      case 'none':
        return <FirstStart onOpened={open} onRestore={() => restoreOver('none')} />;
      case 'restore':
        return (
          <RestoreScreen
            isOverDamaged={screen.over === 'damaged'}
            onOpened={open}
            onBack={() => startTransition(() => setScreen({ kind: screen.over }))}
          />
        );
      case 'locked':
        return <UnlockScreen onOpened={open} onBroken={showBroken} />;
      case 'damaged':
      case 'missing':
      case 'newer':
      case 'unreadable':
        return (
          <BrokenVault
            status={screen.kind}
            onTryAgain={askState}
            onOpened={open}
            onRestoreBackup={() => restoreOver(screen.kind === 'missing' ? 'missing' : 'damaged')}
            onStartNew={() => startTransition(() => setScreen({ kind: 'none' }))}
          />
        );
      case 'ended':
        return <EndedScreen code={screen.code} />;
      case 'open':
        if (!ground || !OpenVault) return <Waiting />;
        return (
          <OpenVault clock={clock} opened={screen.opened} first={screen.first} onEnded={end} {...ground} />
        );
    }
  };
  return <Suspense fallback={<Waiting />}>{draw()}</Suspense>;
}

function Waiting(): ReactElement {
  return <main className="waiting" aria-busy="true" aria-label={t('app.loading')} />;
}

/** A vault that was here and is gone is no first start. */
async function hasEarlierFiles(): Promise<boolean> {
  const files = await authenticator.earlier.list();
  return files.ok && files.value.length > 0;
}

async function loadGround() {
  const [info, settings] = await Promise.all([authenticator.app.info(), authenticator.settings.get()]);
  if (!info.ok) return info;
  if (!settings.ok) return settings;
  return { ok: true, value: { info: info.value, settings: settings.value } } as const;
}
