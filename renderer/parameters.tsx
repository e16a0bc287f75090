/**
 * The fields that most people never need: algorithm, digits, period or counter; for the setup key and for editing.
 * Runs in the page. The rule: a value outside what a person may type is told in words beside its field; one that came
 * so from another app's file may stay as it is.
 */
import type { ReactElement } from 'react';
import type { AccountView, Algorithm, CodeHash } from '../electron/ipc/contract.ts';
import { SelectField } from './components/choice.tsx';
import { TextField } from './components/field.tsx';
import { t } from './locales/text.ts';

/** Numbers as typed. */
export interface TypedParameters {
  readonly algorithm: Algorithm;
  readonly digits: string;
  readonly periodSeconds: string;
  readonly counter: string;
}

export interface Parameters {
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly periodSeconds: number;
  readonly counter: number;
}

export const USUAL_PARAMETERS: TypedParameters = {
  algorithm: 'SHA1',
  digits: '6',
  periodSeconds: '30',
  counter: '0',
};

/** Narrower than what files may bring: beyond these a slip of the keys is likelier than a website's choice. */
const RANGES = {
  digits: { min: 4, max: 10 },
  periodSeconds: { min: 1, max: 3600 },
  counter: { min: 0, max: Number.MAX_SAFE_INTEGER },
} as const;

type NumberField = keyof typeof RANGES;

function readNumber(field: NumberField, typed: TypedParameters, before: TypedParameters): number | null {
  const text = typed[field].trim();
  if (text === before[field]) return Number(text);
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return value >= RANGES[field].min && value <= RANGES[field].max ? value : null;
}

/** The typed values as numbers; null when one of them is outside its range and not what it was `before`. */
export function readParameters(
  typed: TypedParameters,
  before: TypedParameters = USUAL_PARAMETERS,
): Parameters | null {
  const digits = readNumber('digits', typed, before);
  const periodSeconds = readNumber('periodSeconds', typed, before);
  const counter = readNumber('counter', typed, before);
  if (digits === null || periodSeconds === null || counter === null) return null;
  return { algorithm: typed.algorithm, digits, periodSeconds, counter };
}

const ALGORITHM_OPTIONS = [
  { value: 'SHA1', label: 'SHA-1' },
  { value: 'SHA256', label: 'SHA-256' },
  { value: 'SHA512', label: 'SHA-512' },
] as const satisfies readonly { value: Algorithm; label: string }[];

export function algorithmText(algorithm: CodeHash): string {
  return ALGORITHM_OPTIONS.find((option) => option.value === algorithm)?.label ?? algorithm;
}

export interface ParameterFieldsProps {
  readonly type: 'totp' | 'hotp';
  readonly value: TypedParameters;
  /** What the fields held first. */
  readonly before?: TypedParameters;
  readonly onChange: (value: TypedParameters) => void;
}

export function ParameterFields({
  type,
  value,
  before = USUAL_PARAMETERS,
  onChange,
}: ParameterFieldsProps): ReactElement {
  const numberField = (field: NumberField, label: string, error: string): ReactElement => (
    <TextField
      label={label}
      inputMode="numeric"
      value={value[field]}
      onChange={(event) => onChange({ ...value, [field]: event.target.value })}
      error={readNumber(field, value, before) === null ? error : null}
    />
  );
  return (
    <div className="parameter-fields">
      <SelectField<Algorithm>
        label={t('field.algorithm')}
        options={ALGORITHM_OPTIONS}
        value={value.algorithm}
        onChange={(algorithm) => onChange({ ...value, algorithm })}
      />
      {numberField('digits', t('field.digits'), t('field.digitsError'))}
      {type === 'totp'
        ? numberField('periodSeconds', t('field.period'), t('field.periodError'))
        : numberField('counter', t('field.counter'), t('field.counterError'))}
    </div>
  );
}

type CodeParameters = Pick<AccountView, 'type' | 'algorithm' | 'digits' | 'periodSeconds' | 'counter'>;

/** What kind of code it is, in a few words. */
export function parametersText(account: CodeParameters): string {
  const { type, algorithm, digits, periodSeconds, counter } = account;
  if (type === 'steam') return t('review.detailSteam');
  if (type === 'motp') return t('review.detailMotp');
  if (type === 'yandex') return t('review.detailYandex');
  const values = { algorithm: algorithmText(algorithm), digits };
  return type === 'hotp'
    ? t('review.detailCounter', { ...values, counter: counter ?? 0 })
    : t('review.detail', { ...values, period: periodSeconds ?? 0 });
}
