/**
 * All keys of the app on one page, under `?`. Runs in the page.
 * The rule: it is drawn from the table that the handlers and the menu go by, so that it cannot say what is not so.
 */
import type { ReactElement, ReactNode } from 'react';
import { KEY_BINDINGS, KEY_PLACES, type KeyPlace, keysOf } from '../../electron/ipc/keyboard.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { keyNames } from './key-names.ts';
import { KEY_WORDS, PLACE_WORDS } from './key-words.ts';

export function KeyboardMap({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { info, settings } = usePage();
  const isMac = info.platform === 'darwin';
  const global = [
    [settings.popupShortcut, t('settings.popupShortcut')],
    [settings.scanShortcut, t('settings.shortcut')],
  ] as const;
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t('keyboard.title')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      {/* Nothing in it can be pressed, so that it is itself the stop from which the keyboard scrolls. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls. */}
      <section className="keyboard-map" tabIndex={0} aria-label={t('keyboard.title')}>
        {KEY_PLACES.map((place) => (
          <Group key={place} title={t(PLACE_WORDS[place])} note={noteOf(place)}>
            {KEY_BINDINGS.filter((binding) => binding.place === place).map((binding) => (
              <Line key={binding.id} words={t(KEY_WORDS[binding.id])}>
                <Keys names={keyNames(keysOf(binding, isMac)[0] ?? '', isMac)} />
              </Line>
            ))}
          </Group>
        ))}
        <Group title={t('keyboard.place.global')}>
          {global.map(([accelerator, words]) => (
            <Line key={words} words={words}>
              {accelerator === '' ? (
                <span className="quiet">{t('settings.shortcutNone')}</span>
              ) : (
                <Keys names={keyNames(accelerator, isMac)} />
              )}
            </Line>
          ))}
        </Group>
      </section>
    </Dialog>
  );
}

function noteOf(place: KeyPlace): string | null {
  if (place === 'page') return t('keyboard.typing');
  if (place === 'row') return t('keyboard.letters');
  return null;
}

interface GroupProps {
  readonly title: string;
  readonly note?: string | null;
  readonly children: ReactNode;
}

function Group({ title, note = null, children }: GroupProps): ReactElement {
  return (
    <section className="keyboard-group">
      <h3>{title}</h3>
      {note !== null && <p className="quiet small">{note}</p>}
      <dl className="keyboard-lines">{children}</dl>
    </section>
  );
}

interface LineProps {
  readonly words: string;
  /** The keys. */
  readonly children: ReactNode;
}

function Line({ words, children }: LineProps): ReactElement {
  return (
    <div className="keyboard-line">
      <dt>{words}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Read from left to right, as they lie on the keyboard, in every language. */
function Keys({ names }: { readonly names: readonly string[] }): ReactElement {
  return (
    <span className="keyboard-keys" dir="ltr">
      {names.map((name) => (
        <kbd key={name} className="keyboard-key">
          {name}
        </kbd>
      ))}
    </span>
  );
}
