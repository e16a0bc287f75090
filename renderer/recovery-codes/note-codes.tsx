/**
 * Where the codes that a site gives are pasted or its text file is dropped; they are read while one looks.
 * Runs in the page. The rule: what was not taken is shown, so that nobody believes a code to be kept that is not.
 */
import {
  type ClipboardEvent,
  type DragEvent,
  type ReactElement,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { RecoveryCodesRead } from '../../electron/ipc/contract.ts';
import { RECOVERY_TEXT_MAX } from '../../electron/ipc/file-bounds.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { SwitchRow } from '../components/choice.tsx';
import { t } from '../locales/text.ts';

const TYPING_PAUSE_MS = 200;
/** Of the lines that were not taken; enough to see a code among them. */
const LINES_SHOWN = 12;

export interface NoteCodesProps {
  readonly hasCodes: boolean;
  readonly onNote: (codes: readonly string[], isReplacing: boolean) => void;
}

export function NoteCodes({ hasCodes, onNote }: NoteCodesProps): ReactElement {
  const id = useId();
  const [text, setText] = useState('');
  const [read, setRead] = useState<RecoveryCodesRead | null>(null);
  const [isReplacing, setReplacing] = useState(true);
  const input = useRef<HTMLInputElement>(null);

  // Told, not cut: codes at its end would be lost without a word.
  const isTooLong = text.length > RECOVERY_TEXT_MAX;

  useEffect(() => {
    if (text.trim() === '' || isTooLong) return setRead(null);
    let isWanted = true;
    const timer = setTimeout(async () => {
      const result = await authenticator.recoveryCodes.read({ text });
      if (isWanted) setRead(result.ok ? result.value : null);
    }, TYPING_PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text, isTooLong]);

  const take = async (file: File | undefined) => {
    // No character takes more than four bytes: of what is surely too long, enough to be told so.
    if (file) setText(await file.slice(0, 4 * RECOVERY_TEXT_MAX + 1).text());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void take(event.dataTransfer.files[0]);
  };
  const count = read?.codes.length ?? 0;

  return (
    <div className="stack">
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {t('recoveryCodes.text')}
        </label>
        <textarea
          id={id}
          className="field-input field-area"
          rows={5}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          // The window takes pasted links and pictures for accounts; these are not.
          onPaste={(event: ClipboardEvent) => event.stopPropagation()}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
          aria-describedby={`${id}-said`}
        />
        <p
          className={isTooLong || (text !== '' && read && count === 0) ? 'field-error' : 'field-hint'}
          id={`${id}-said`}
          role="status"
        >
          {isTooLong && t('recoveryCodes.tooLong')}
          {!isTooLong && (read ? t('recoveryCodes.found', { count }) : t('recoveryCodes.textHint'))}
        </p>
        {read && count > 0 && (
          <ul className="recovery-codes-found" aria-label={t('recoveryCodes.foundList')}>
            {read.codes.map((code) => (
              <li key={code} className="recovery-code">
                {code}
              </li>
            ))}
          </ul>
        )}
        {read && count > 0 && read.otherLines.length > 0 && (
          <p className="small quiet">
            {t('recoveryCodes.notTaken', {
              count: read.otherLines.length,
              lines: read.otherLines.slice(0, LINES_SHOWN).join(' · '),
            })}
          </p>
        )}
      </div>
      {hasCodes && (
        <SwitchRow
          label={t('recoveryCodes.replace')}
          hint={t('recoveryCodes.replaceHint')}
          checked={isReplacing}
          onChange={setReplacing}
        />
      )}
      <div className="recovery-codes-buttons">
        <Button onClick={() => input.current?.click()}>{t('recoveryCodes.chooseFile')}</Button>
        <Button
          kind="primary"
          aria-disabled={count === 0}
          onClick={() => count > 0 && read && onNote(read.codes, hasCodes && isReplacing)}
        >
          {t('recoveryCodes.keep', { count })}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,text/plain"
        aria-label={t('recoveryCodes.chooseFile')}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
