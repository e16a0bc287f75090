/**
 * How hard the password is to try out, in steps measured on this computer. Runs in the page, behind "More".
 * The rule: without a choice the vault uses the cheapest step, which is already what RFC 9106 asks for.
 */
import { type ReactElement, useEffect, useId, useState } from 'react';
import type { FailureCode, KdfStep, KdfSuggestion } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { numberText, t } from '../locales/text.ts';
import { Disclosure } from './disclosure.tsx';
import { Notice } from './notice.tsx';

/** An unlock that takes longer than this is felt every day. */
const TARGET_MS = 1000;

export interface KdfChoiceProps {
  /** Undefined until the steps are measured; then the suggested one, or the one chosen. */
  readonly step: KdfStep | undefined;
  readonly onStep: (step: KdfStep) => void;
}

export function KdfChoice(props: KdfChoiceProps): ReactElement {
  const [suggestion, setSuggestion] = useState<KdfSuggestion | null>(null);
  return (
    <Disclosure>
      <KdfSteps {...props} suggestion={suggestion} onMeasured={setSuggestion} />
    </Disclosure>
  );
}

interface KdfStepsProps extends KdfChoiceProps {
  readonly suggestion: KdfSuggestion | null;
  readonly onMeasured: (suggestion: KdfSuggestion) => void;
}

function KdfSteps({ step, onStep, suggestion, onMeasured }: KdfStepsProps): ReactElement {
  const id = useId();
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const isMeasured = suggestion !== null;

  useEffect(() => {
    if (isMeasured) return;
    let isWanted = true;
    void authenticator.keys.measureKdf({ targetMs: TARGET_MS }).then((result) => {
      if (!isWanted) return;
      if (!result.ok) return setFailure(result.code);
      onMeasured(result.value);
      onStep(result.value.suggestedStep);
    });
    return () => {
      isWanted = false;
    };
  }, [isMeasured, onMeasured, onStep]);

  if (failure) return <Notice kind="bad">{t(`failure.${failure}`)}</Notice>;
  return (
    <fieldset className="kdf" aria-describedby={`${id}-hint`}>
      <legend className="field-label">{t('kdf.label')}</legend>
      <p className="field-hint" id={`${id}-hint`}>
        {t('kdf.hint')}
      </p>
      {suggestion?.steps.map((each) => (
        <label key={each.step} className="kdf-step">
          <input type="radio" name={id} checked={each.step === step} onChange={() => onStep(each.step)} />
          <span>
            {t('kdf.step', { memory: each.memoryMiB, seconds: secondsText(each.measuredMs) })}
            {each.step === suggestion.suggestedStep && (
              <span className="quiet small"> {t('kdf.suggested')}</span>
            )}
          </span>
        </label>
      ))}
      <p className="field-hint" role="status">
        {!suggestion && t('kdf.measuring')}
      </p>
    </fieldset>
  );
}

/** Seconds with one digit behind the point, never "0". */
function secondsText(measuredMs: number): string {
  return numberText(Math.max(1, Math.round(measuredMs / 100)) / 10);
}
