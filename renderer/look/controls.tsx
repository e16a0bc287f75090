/** Buttons, fields and choices in each of their states. Runs in the look page. The rule: the app's own components. */
import { Copy, EllipsisVertical, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Button } from '../components/button.tsx';
import { OptionBar, SelectField, SwitchRow } from '../components/choice.tsx';
import { ChoiceMenu } from '../components/choice-menu.tsx';
import { PasswordField, TextField } from '../components/field.tsx';
import { FileDrop } from '../components/file-drop.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { Menu } from '../components/menu.tsx';
import { NewPasswordFields, NO_PASSWORD } from '../components/new-password.tsx';
import { SplitButton } from '../components/split-button.tsx';
import { TextArea } from '../components/text-area.tsx';
import { t } from '../locales/text.ts';
import { Section, State, THEMES } from './section.tsx';
import { POINTED } from './states.ts';

const nothing = () => undefined;
const ITEMS = [
  [{ label: t('codes.copyCode'), icon: <Copy aria-hidden />, hint: 'Ctrl+C', onChoose: nothing }],
  [{ label: t('codes.remove'), icon: <Trash2 aria-hidden />, isDangerous: true, onChoose: nothing }],
];

export function Buttons(): ReactElement {
  return (
    <>
      {(['primary', 'plain', 'quiet', 'danger'] as const).map((kind) => (
        <Section key={kind} name={`button ${kind}`}>
          {(['rest', ...POINTED] as const).map((state) => (
            <State key={state} name={state}>
              <Button kind={kind} data-state={state}>
                {t('action.save')}
              </Button>
            </State>
          ))}
          <State name="icon">
            <Button kind={kind} icon={<Copy aria-hidden />}>
              {t('codes.copyCode')}
            </Button>
          </State>
          <State name="disabled">
            <Button kind={kind} disabled>
              {t('action.save')}
            </Button>
          </State>
          <State name="busy">
            <Button kind={kind} aria-disabled>
              {t('review.busy')}
            </Button>
          </State>
        </Section>
      ))}
      <Section name="icon-button">
        {(['rest', ...POINTED] as const).map((state) => (
          <State key={state} name={state}>
            <IconButton label={t('codes.copyCode')} icon={<Copy aria-hidden />} data-state={state} />
          </State>
        ))}
        <State name="disabled">
          <IconButton label={t('codes.copyCode')} icon={<Copy aria-hidden />} disabled />
        </State>
      </Section>
      <Section name="split-button, menu, choice-menu">
        <State name="split-button">
          <SplitButton kind="primary" menuLabel={t('capture.menu')} groups={ITEMS}>
            {t('codes.scan')}
          </SplitButton>
        </State>
        <State name="menu">
          <Menu
            trigger={<IconButton label={t('codes.moreMenu')} icon={<EllipsisVertical aria-hidden />} />}
            groups={ITEMS}
          />
        </State>
        <State name="choice-menu">
          <ChoiceMenu
            trigger={<Button>{t('settings.theme')}</Button>}
            groups={[{ label: t('settings.theme'), options: THEMES, value: 'light', onChange: nothing }]}
          />
        </State>
      </Section>
    </>
  );
}

export function Fields(): ReactElement {
  const [password, setPassword] = useState(NO_PASSWORD);
  const [theme, setTheme] = useState<'system' | 'light' | 'dark'>('light');
  const [isOn, setOn] = useState(true);
  return (
    <>
      <Section name="field">
        {(['rest', 'hover', 'focus'] as const).map((state) => (
          <State key={state} name={state} isWide>
            <TextField label={t('field.issuer')} hint={t('field.issuerHint')} data-state={state} />
          </State>
        ))}
        <State name="error" isWide>
          <TextField label={t('field.digits')} defaultValue="3" error={t('field.digitsError')} />
        </State>
        <State name="disabled" isWide>
          <TextField label={t('field.issuer')} defaultValue="GitHub" disabled />
        </State>
        <State name="password" isWide>
          <PasswordField label={t('password.label')} error={t('failure.wrong-password')} />
        </State>
      </Section>
      <Section name="new-password, text-area">
        <State name="new-password" isWide>
          <NewPasswordFields label={t('password.label')} value={password} onChange={setPassword} isTried />
        </State>
        <State name="text-area" isWide>
          <TextArea label={t('field.note')} />
        </State>
      </Section>
      <Section name="choice">
        <State name="option-bar" isWide>
          <OptionBar label={t('settings.theme')} options={THEMES} value={theme} onChange={setTheme} />
        </State>
        <State name="nothing chosen" isWide>
          <OptionBar label={t('settings.theme')} options={THEMES} value={null} onChange={setTheme} />
        </State>
        <State name="select" isWide>
          <SelectField label={t('settings.theme')} options={THEMES} value={theme} onChange={setTheme} />
        </State>
        <State name="switch" isWide>
          <SwitchRow label={t('settings.closeToTray')} checked={isOn} onChange={setOn} />
          <SwitchRow label={t('settings.closeToTray')} checked={!isOn} onChange={(on) => setOn(!on)} />
        </State>
      </Section>
      <Section name="file-drop">
        <State name="empty" isWide>
          <FileDrop file={null} onFile={nothing} label={t('restore.choose')} />
        </State>
        <State name="error" isWide>
          <FileDrop file={null} onFile={nothing} label={t('restore.choose')} error={t('restore.noFile')} />
        </State>
        <State name="chosen" isWide>
          <FileDrop
            file={new File([], 'mine.halfminute-backup')}
            onFile={nothing}
            label={t('restore.chooseOther')}
          />
        </State>
      </Section>
    </>
  );
}
