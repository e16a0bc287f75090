/**
 * What a person must know or do before the screen can be seen: macOS' permission, a Wayland portal's question.
 * Runs in the page. The rule: the permission is checked anew whenever the window comes back to the front.
 */
import { type ReactElement, useEffect, useState } from 'react';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';

export interface GateProps {
  readonly onGo: () => void;
  readonly onClose: () => void;
}

/** Wayland: the desktop itself asks which screen to give, each time. */
export function PortalGate({ onGo, onClose }: GateProps): ReactElement {
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('capture.portalTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" onClick={onGo}>
            {t('capture.go')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('capture.portalWhat')}</p>
        <p className="quiet">{t('capture.staysHere')}</p>
      </div>
    </Dialog>
  );
}

/** macOS: once asked, only its settings can change the answer, and some versions heed it after a restart of the app. */
export function PermissionGate({ onGo, onClose }: GateProps): ReactElement {
  const [hasAsked, setAsked] = useState(false);
  const [isStillBlocked, setStillBlocked] = useState(false);

  const settle = (access: Awaited<ReturnType<typeof authenticator.screen.access>>) => {
    if (access.ok && access.value !== 'blocked') onGo();
    else setStillBlocked(true);
  };
  const ask = async () => {
    const access = await authenticator.screen.askAccess();
    setAsked(true);
    if (access.ok && access.value !== 'blocked') onGo();
  };
  const check = async () => settle(await authenticator.screen.access());

  useEffect(() => {
    const again = async () => {
      const access = await authenticator.screen.access();
      if (access.ok && access.value !== 'blocked') onGo();
    };
    const listener = () => void again();
    window.addEventListener('focus', listener);
    return () => window.removeEventListener('focus', listener);
  }, [onGo]);

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('capture.permissionTitle')}
      actions={
        hasAsked ? (
          <>
            <Button onClick={() => void check()}>{t('capture.permissionCheck')}</Button>
            <Button kind="primary" onClick={() => void authenticator.screen.openAccessSettings()}>
              {t('capture.permissionSettings')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t('action.cancel')}</Button>
            <Button kind="primary" onClick={() => void ask()}>
              {t('capture.go')}
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        <p>{hasAsked ? t('capture.permissionHow') : t('capture.permissionWhat')}</p>
        <p className="quiet">{t('capture.staysHere')}</p>
        {isStillBlocked && <Notice kind="warn">{t('capture.permissionStill')}</Notice>}
      </div>
    </Dialog>
  );
}
