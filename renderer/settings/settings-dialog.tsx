/** Settings: appearance, codes, locking, keys, backups, about. Runs in the page. Each change is saved and takes effect at once. */
import type { ReactElement, ReactNode } from 'react';
import type { Settings } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { OptionBar, SelectField, SwitchRow } from '../components/choice.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { LANGUAGE_NAMES } from '../locales/languages.ts';
import { LANGUAGES_SHOWN, t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { LoginSwitch } from './login-switch.tsx';
import { ShortcutField } from './shortcut-field.tsx';

/** The contract's picklists, in the order in which they are offered. */
const CLIPBOARD_SECONDS = [10, 20, 30, 60, 120, 0] as const;
const LOCK_MINUTES = [1, 2, 5, 10, 15, 30, 60, 0] as const;
const NEXT_CODE_SECONDS = [5, 10, 15, 0] as const;
const HAND_OFF_SECONDS = [3, 5, 10, 0] as const;

const secondsText = (seconds: number) =>
  seconds === 0 ? t('settings.never') : t('settings.seconds', { seconds });
const minutesText = (minutes: number) =>
  minutes === 0 ? t('settings.never') : t('settings.minutes', { minutes });

function optionsOf<Value extends number>(values: readonly Value[], text: (value: number) => string) {
  return values.map((value) => ({ value, label: text(value) }));
}

export interface SettingsDialogProps {
  /** The group "Keys", which is a feature of its own. */
  readonly keys: ReactNode;
  /** The same of "Backups". */
  readonly backups: ReactNode;
  readonly onClose: () => void;
}

export function SettingsDialog({ keys, backups, onClose }: SettingsDialogProps): ReactElement {
  const { settings, changeSettings, info } = usePage();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.title')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      <div className="settings">
        <Group title={t('settings.appearance')}>
          <OptionBar<Settings['theme']>
            label={t('settings.theme')}
            options={[
              { value: 'system', label: t('settings.themeSystem') },
              { value: 'light', label: t('settings.themeLight') },
              { value: 'dark', label: t('settings.themeDark') },
            ]}
            value={settings.theme}
            onChange={(theme) => changeSettings({ theme })}
          />
          <SwitchRow
            label={t('settings.highContrast')}
            checked={settings.highContrast}
            onChange={(highContrast) => changeSettings({ highContrast })}
          />
          <SelectField<Settings['language']>
            label={t('settings.language')}
            options={[
              { value: 'system', label: t('settings.languageSystem') },
              ...LANGUAGES_SHOWN.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] })),
            ]}
            value={settings.language}
            onChange={(language) => changeSettings({ language })}
          />
        </Group>
        <Group title={t('settings.codesGroup')}>
          <SwitchRow
            label={t('settings.hideCodes')}
            hint={t('settings.hideCodesHint')}
            checked={settings.hideCodes}
            onChange={(hideCodes) => changeSettings({ hideCodes })}
          />
          <SelectField
            label={t('settings.clipboard')}
            options={optionsOf(CLIPBOARD_SECONDS, secondsText)}
            value={settings.clipboardClearSeconds}
            onChange={(clipboardClearSeconds) => changeSettings({ clipboardClearSeconds })}
          />
          <SelectField
            label={t('settings.nextCode')}
            options={optionsOf(NEXT_CODE_SECONDS, secondsText)}
            value={settings.nextCodeSeconds}
            onChange={(nextCodeSeconds) => changeSettings({ nextCodeSeconds })}
          />
          <SelectField
            label={t('settings.handOff')}
            options={optionsOf(HAND_OFF_SECONDS, secondsText)}
            value={settings.handOffSeconds}
            onChange={(handOffSeconds) => changeSettings({ handOffSeconds })}
          />
        </Group>
        <Group title={t('settings.scanGroup')}>
          <ShortcutField
            label={t('settings.shortcut')}
            keys={settings.scanShortcut}
            askState={authenticator.screen.shortcut}
            onChange={(scanShortcut) => changeSettings({ scanShortcut })}
          />
        </Group>
        <Group title={t('settings.reachGroup')}>
          <SwitchRow
            label={t('settings.closeToTray')}
            checked={settings.closeToTray}
            onChange={(closeToTray) => changeSettings({ closeToTray })}
          />
          <LoginSwitch />
          <ShortcutField
            label={t('settings.popupShortcut')}
            keys={settings.popupShortcut}
            askState={authenticator.popup.shortcut}
            onChange={(popupShortcut) => changeSettings({ popupShortcut })}
          />
        </Group>
        <Group title={t('settings.lockGroup')}>
          <SelectField
            label={t('settings.autoLock')}
            options={optionsOf(LOCK_MINUTES, minutesText)}
            value={settings.autoLockMinutes}
            onChange={(autoLockMinutes) => changeSettings({ autoLockMinutes })}
          />
          <SwitchRow
            label={t('settings.lockOnScreenLock')}
            checked={settings.lockOnScreenLock}
            onChange={(lockOnScreenLock) => changeSettings({ lockOnScreenLock })}
          />
          <SwitchRow
            label={t('settings.lockOnSuspend')}
            checked={settings.lockOnSuspend}
            onChange={(lockOnSuspend) => changeSettings({ lockOnSuspend })}
          />
          <SwitchRow
            label={t('settings.lockOnMinimise')}
            checked={settings.lockOnMinimise}
            onChange={(lockOnMinimise) => changeSettings({ lockOnMinimise })}
          />
        </Group>
        <Group title={t('settings.privacyGroup')}>
          {info.platform === 'linux' ? (
            <p className="quiet">{t('settings.hideFromCaptureCannot')}</p>
          ) : (
            <SwitchRow
              label={t('settings.hideFromCapture')}
              checked={settings.hideFromCapture}
              onChange={(hideFromCapture) => changeSettings({ hideFromCapture })}
            />
          )}
        </Group>
        <Group title={t('keys.title')}>{keys}</Group>
        <Group title={t('settings.backupsGroup')}>{backups}</Group>
        <Group title={t('settings.about')}>
          <p>{t('settings.version', { version: info.version })}</p>
          <p className="quiet">{t('settings.offline')}</p>
          {!info.isSupportedElectron && <Notice kind="warn">{t('app.developmentRuntime')}</Notice>}
        </Group>
      </div>
    </Dialog>
  );
}

interface GroupProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Group({ title, children }: GroupProps): ReactElement {
  return (
    <section className="settings-group">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
