/**
 * Start at login, by what the system says of it. Runs in the page.
 * The rule: the switch shows what holds, not what was asked for; a system that refuses is told.
 */
import { type ReactElement, useEffect, useState } from 'react';
import type { LoginStart } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { SwitchRow } from '../components/choice.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';

export function LoginSwitch(): ReactElement | null {
  const { report, settings } = usePage();
  const [login, setLogin] = useState<LoginStart | null>(null);
  const [isRefused, setRefused] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    void authenticator.login.state().then((answer) => {
      if (isCurrent && answer.ok) setLogin(answer.value);
    });
    return () => {
      isCurrent = false;
    };
  }, []);

  if (!login) return null;
  if (!login.isPossible) return <p className="quiet">{t('settings.loginCannot')}</p>;
  const change = async (isOn: boolean) => {
    const answer = await authenticator.login.change({ isOn });
    if (!answer.ok) return report(answer.code);
    setLogin(answer.value);
    setRefused(answer.value.isOn !== isOn);
  };
  return (
    <>
      <SwitchRow
        label={t('settings.login')}
        hint={t(settings.closeToTray ? 'settings.loginTray' : 'settings.loginMinimised')}
        checked={login.isOn}
        onChange={(isOn) => void change(isOn)}
      />
      {isRefused && <Notice kind="warn">{t('settings.loginRefused')}</Notice>}
    </>
  );
}
