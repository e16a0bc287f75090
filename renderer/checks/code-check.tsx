/**
 * "Type the code that the site took or your phone shows": says whether ours are right, and if not, what would be.
 * Runs in the page. The rule: nothing is changed before the person agrees to what is proposed.
 */
import { type ReactElement, useState } from 'react';
import type { AccountView, CodeExplanation, CodeFit } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import { driftText } from './drift-text.ts';
import { TYPED_LENGTH_MAX, typedCode } from './typed-code.ts';

/** A code of the step before or after is what people type who were a moment slow. */
const STEPS_OF_NOW = 1;
/** More fits than this by chance, on average, prove nothing. */
const CHANCE_MAX = 0.05;

export interface CodeCheckProps {
  readonly account: AccountView;
  readonly onChanged: () => void;
  readonly onClockDoctor: () => void;
}

type Outcome =
  | { readonly kind: 'right' }
  | { readonly kind: 'clock'; readonly fit: CodeFit }
  | { readonly kind: 'parameters'; readonly fit: CodeFit }
  | { readonly kind: 'none' };

function outcomeOf({ fits, chanceFits }: CodeExplanation): Outcome {
  const [fit] = fits;
  if (!fit) return { kind: 'none' };
  const isNow = Math.abs(fit.stepsAhead) <= STEPS_OF_NOW;
  if (fit.isOwn && isNow) return { kind: 'right' };
  if (chanceFits > CHANCE_MAX) return { kind: 'none' };
  if (fit.isOwn) return { kind: 'clock', fit };
  return isNow ? { kind: 'parameters', fit } : { kind: 'none' };
}

export function CodeCheck({ account, onChanged, onClockDoctor }: CodeCheckProps): ReactElement {
  const page = usePage();
  const [typed, setTyped] = useState('');
  // An account that was confirmed once may have been changed since, here or at the site: it is checked like any other.
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isWrong, setWrong] = useState(false);
  const { id } = account;

  const check = async () => {
    const code = typedCode(typed);
    setWrong(!/^\d{5,8}$/.test(code));
    if (!/^\d{5,8}$/.test(code)) return;
    const explained = await authenticator.checks.explain({ id, code });
    if (!explained.ok) return page.report(explained.code);
    const found = outcomeOf(explained.value);
    setOutcome(found);
    if (found.kind !== 'right') return;
    const confirmed = await authenticator.checks.confirm({ id });
    if (confirmed.ok) onChanged();
    else page.report(confirmed.code);
  };

  const use = async ({ algorithm, digits, periodSeconds }: CodeFit) => {
    const { issuer, accountName } = account;
    const result = await authenticator.accounts.edit({
      id,
      issuer,
      accountName,
      algorithm,
      digits,
      periodSeconds,
      counter: null,
    });
    if (!result.ok) return page.report(result.code);
    await authenticator.checks.confirm({ id });
    const refresh = () => {
      page.liveCodes.refresh(id);
      onChanged();
    };
    refresh();
    setOutcome({ kind: 'right' });
    sayUndoable(t('check.used'), result.value.undoId, page, () => {
      refresh();
      setOutcome(null);
    });
  };

  if (outcome?.kind === 'right') return <Notice kind="good">{t('check.right')}</Notice>;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <div className="check-line">
        <TextField
          label={t('check.code')}
          hint={t('check.hint')}
          inputMode="numeric"
          maxLength={TYPED_LENGTH_MAX}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(false);
            // What was said, and may be agreed to, was about the code before.
            setOutcome(null);
          }}
          error={isWrong ? t('check.notACode') : null}
          trailing={
            <Button type="submit" kind="quiet">
              {t('check.do')}
            </Button>
          }
        />
      </div>
      {outcome?.kind === 'none' && <Notice kind="warn">{t('check.none')}</Notice>}
      {outcome?.kind === 'clock' && (
        <Notice
          kind="warn"
          actions={
            <div className="notice-actions">
              <Button onClick={onClockDoctor}>{t('check.clockDoctor')}</Button>
            </div>
          }
        >
          {t('check.clock', { drift: driftText(outcome.fit.stepsAhead * outcome.fit.periodSeconds) })}
        </Notice>
      )}
      {outcome?.kind === 'parameters' && (
        <Notice
          kind="info"
          actions={
            <div className="notice-actions">
              <Button onClick={() => void use(outcome.fit)}>{t('check.use')}</Button>
            </div>
          }
        >
          {t('check.parameters', {
            algorithm: outcome.fit.algorithm.replace('SHA', 'SHA-'),
            digits: outcome.fit.digits,
            seconds: outcome.fit.periodSeconds,
          })}
        </Notice>
      )}
    </form>
  );
}
