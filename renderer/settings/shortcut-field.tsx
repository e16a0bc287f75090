/**
 * Keys that do something from anywhere: pressed to be set, and told when another program holds them.
 * Runs in the page. The rule: keys are taken only together with Control, Alt or Command, so that typing stays typing.
 */
import { type KeyboardEvent, type ReactElement, useEffect, useState } from 'react';
import type { Result, ShortcutState } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { acceleratorOf, keysText } from './accelerator.ts';

export interface ShortcutFieldProps {
  readonly label: string;
  /** As Electron writes them; empty: none. */
  readonly keys: string;
  readonly askState: () => Promise<Result<ShortcutState>>;
  readonly onChange: (keys: string) => void;
}

export function ShortcutField({ label, keys, askState, onChange }: ShortcutFieldProps): ReactElement {
  const { info } = usePage();
  const [state, setState] = useState<ShortcutState>('off');
  const [isListening, setListening] = useState(false);
  const [isRefused, setRefused] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: main's answer changes with the setting.
  useEffect(() => {
    let isCurrent = true;
    void askState().then((answer) => {
      if (isCurrent && answer.ok) setState(answer.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [keys]);

  const stop = () => {
    setListening(false);
    setRefused(false);
  };
  const listen = (event: KeyboardEvent) => {
    if (!isListening || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return stop();
    if (['Control', 'Alt', 'Shift', 'Meta'].includes(event.key)) return;
    const accelerator = acceleratorOf(event.nativeEvent, info.platform);
    if (!accelerator) return setRefused(true);
    stop();
    onChange(accelerator);
  };

  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <div className="shortcut">
        <kbd className="shortcut-keys">
          {keys === '' ? t('settings.shortcutNone') : keysText(keys, info.platform)}
        </kbd>
        <Button
          onClick={() => setListening(true)}
          onKeyDown={listen}
          onBlur={stop}
          aria-pressed={isListening}
        >
          {isListening
            ? t('settings.shortcutPress')
            : t(keys === '' ? 'settings.shortcutSet' : 'settings.shortcutChange')}
        </Button>
        {keys !== '' && (
          <Button kind="quiet" onClick={() => onChange('')}>
            {t('settings.shortcutRemove')}
          </Button>
        )}
      </div>
      {isRefused && (
        <p className="field-error" role="alert">
          {t('settings.shortcutNeeds')}
        </p>
      )}
      {keys !== '' && state === 'taken' && (
        <Notice kind="warn">{t('settings.shortcutTaken', { keys: keysText(keys, info.platform) })}</Notice>
      )}
    </fieldset>
  );
}
