/**
 * The one field for a recovery key, or for its shares, one after the other or several at once, typed or scanned. Runs in the page, before and after unlocking.
 * The rule: the words are read by the vault process while they are typed, and go when the screen that asked closes.
 */
import { type ReactElement, useEffect, useId, useMemo, useState } from 'react';
import type { RecoveryReading } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { listText, t } from '../locales/text.ts';
import { wordsIn } from '../recovery-scan.ts';
import { Button } from './button.tsx';
import { RecoveryPictures } from './recovery-pictures.tsx';

const TYPING_PAUSE_MS = 250;
const SHARE_WORDS = 32;

export interface RecoveryInput {
  readonly text: string;
  /** A text with several whole shares is taken as those. */
  readonly setText: (text: string) => void;
  /** A recovery key, or shares, as their QR codes hold them. */
  readonly take: (texts: readonly string[]) => void;
  /** What was read as shares already, and what is in the field. */
  readonly texts: readonly string[];
  readonly shareCount: number;
  readonly reading: RecoveryReading | null;
  readonly clear: () => void;
}

/** A share that is whole leaves the field and makes room for the next one. */
export function useRecoveryInput(): RecoveryInput {
  const [shares, setShares] = useState<readonly string[]>([]);
  const [text, setText] = useState('');
  const [reading, setReading] = useState<RecoveryReading | null>(null);
  const isBlank = text.trim() === '';
  const texts = useMemo(() => (isBlank ? shares : [...shares, text]), [shares, text, isBlank]);

  useEffect(() => {
    if (texts.length === 0) return setReading(null);
    let isWanted = true;
    const timer = setTimeout(async () => {
      const result = await authenticator.vault.readRecovery({ texts: [...texts] });
      if (!isWanted) return;
      setReading(result.ok ? result.value : null);
      if (isBlank || !result.ok || result.value.kind !== 'shares') return;
      if (result.value.numbers.length === texts.length) {
        setShares(texts);
        setText('');
      }
    }, TYPING_PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [texts, isBlank]);

  const clear = () => {
    setShares([]);
    setText('');
  };
  const addShares = (more: readonly string[]) => {
    setShares((before) => [...new Set([...before, ...more])]);
    setText('');
  };
  const typeText = (typed: string) => {
    const several = sharesIn(typed);
    if (several.length > 1) addShares(several);
    else setText(typed);
  };
  const take = (found: readonly string[]) => {
    const key = found.find((each) => wordsIn(each).length !== SHARE_WORDS);
    if (key === undefined) return addShares(found);
    setShares([]);
    setText(key);
  };
  return { text, setText: typeText, take, texts, shareCount: shares.length, reading, clear };
}

/** Words that are a whole number of shares, share by share. */
function sharesIn(text: string): readonly string[] {
  const words = wordsIn(text);
  if (words.length === 0 || words.length % SHARE_WORDS !== 0) return [text];
  return Array.from({ length: words.length / SHARE_WORDS }, (_, index) =>
    words.slice(index * SHARE_WORDS, (index + 1) * SHARE_WORDS).join(' '),
  );
}

export interface RecoveryWordsProps {
  readonly input: RecoveryInput;
  readonly autoFocus?: boolean;
  readonly isReadOnly?: boolean;
  /** A sentence on why the words were refused; null when they were not. */
  readonly error: string | null;
}

export function RecoveryWords({
  input,
  autoFocus = false,
  isReadOnly = false,
  error,
}: RecoveryWordsProps): ReactElement {
  const id = useId();
  const { text, setText, reading, shareCount } = input;
  const said = reading && describe(reading, text);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t('recovery.words')}
      </label>
      <textarea
        id={id}
        className="field-input field-area"
        rows={5}
        maxLength={4096}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the screen was asked for to type these words.
        autoFocus={autoFocus}
        readOnly={isReadOnly}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-invalid={error || said?.isWrong ? true : undefined}
        aria-describedby={`${id}-hint ${id}-said`}
      />
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <p className={said?.isWrong ? 'field-error' : 'field-hint'} id={`${id}-said`} role="status">
        {said?.text}
      </p>
      <p className="field-hint" id={`${id}-hint`}>
        {t('recovery.hint')}
      </p>
      {!isReadOnly && <RecoveryPictures onTexts={input.take} />}
      {shareCount > 0 && (
        <Button kind="quiet" className="field-aside" onClick={input.clear}>
          {t('recovery.startOver')}
        </Button>
      )}
    </div>
  );
}

interface Said {
  readonly text: string;
  readonly isWrong: boolean;
}

function describe(reading: RecoveryReading, text: string): Said | null {
  if (reading.kind === 'key') return { text: t('recovery.complete'), isWrong: false };
  if (reading.kind === 'shares') {
    if (reading.numbers.length === 0) return null;
    const values = {
      count: reading.numbers.length,
      needed: reading.needed,
      numbers: listText(reading.numbers.map(String)),
    };
    return { text: t('recovery.shares', values), isWrong: false };
  }
  const { problem } = reading;
  switch (problem.reason) {
    case 'unknown-word':
      if (isBeingTyped(text, problem.wordPosition)) return null;
      return { text: t('recovery.unknownWord', { position: problem.wordPosition }), isWrong: true };
    case 'word-count':
      return { text: t('recovery.wordCount', { count: problem.wordCount }), isWrong: problem.wordCount > 32 };
    case 'checksum':
    case 'does-not-fit':
    case 'repeated-share':
      return { text: t(`recovery.problem.${problem.reason}`), isWrong: true };
  }
}

/** The last word, without a space behind it: it may still become one of the list. */
function isBeingTyped(text: string, position: number): boolean {
  return /\p{L}$/u.test(text) && (text.match(/\p{L}+/gu) ?? []).length === position;
}
