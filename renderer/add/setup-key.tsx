/**
 * "Enter a setup key": what websites print beside the QR code. Runs in the page.
 * The rule: the key lives in this form only while it is typed; checking and reading it is the vault process's work.
 */
import { type ReactElement, useEffect, useState } from 'react';
import type { FailureCode, Review, SecretProblem, SetupKey } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { OptionBar } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { TextField } from '../components/field.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { ParameterFields, readParameters, USUAL_PARAMETERS } from '../parameters.tsx';

export interface SetupKeyFormProps {
  readonly onReview: (review: Review) => void;
  readonly onClose: () => void;
}

const TYPING_PAUSE_MS = 250;
const STEAM_PARAMETERS = { algorithm: 'SHA1', digits: 5, periodSeconds: 30, counter: 0 } as const;

export function SetupKeyForm({ onReview, onClose }: SetupKeyFormProps): ReactElement {
  const [issuer, setIssuer] = useState('');
  const [accountName, setAccountName] = useState('');
  const [key, setKey] = useState('');
  const [type, setType] = useState<SetupKey['type']>('totp');
  const [typed, setTyped] = useState(USUAL_PARAMETERS);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const [problem, setProblem] = useKeyProblem(key);

  const submit = async () => {
    setFailure(null);
    const parameters = type === 'steam' ? STEAM_PARAMETERS : readParameters(typed);
    if (!parameters) return setFailure('bad-argument');
    const checked = await authenticator.accounts.checkKey({ key });
    if (!checked.ok) return setFailure(checked.code);
    if (checked.value !== null) return setProblem(checked.value);
    const names = { issuer: issuer.trim(), accountName: accountName.trim() };
    const result = await authenticator.accounts.reviewSetupKey({ ...names, key, type, ...parameters });
    if (!result.ok) return setFailure(result.code);
    setKey('');
    onReview(result.value);
  };

  return (
    <FormDialog
      onClose={onClose}
      title={t('setupKey.title')}
      description={t('setupKey.lead')}
      onSubmit={() => void submit()}
      submit={t('setupKey.submit')}
    >
      <div className="stack">
        <TextField
          label={t('field.issuer')}
          placeholder={t('field.issuerHint')}
          maxLength={256}
          value={issuer}
          onChange={(event) => setIssuer(event.target.value)}
        />
        <TextField
          label={t('field.accountName')}
          placeholder={t('field.accountNameHint')}
          maxLength={256}
          value={accountName}
          onChange={(event) => setAccountName(event.target.value)}
        />
        <TextField
          label={t('field.key')}
          className="field-key"
          maxLength={4096}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          error={problem && t(`keyProblem.${problem}`)}
          hint={t('field.keyHint')}
        />
        <OptionBar<SetupKey['type']>
          label={t('field.kind')}
          options={[
            { value: 'totp', label: t('kind.totp') },
            { value: 'hotp', label: t('kind.hotp') },
            { value: 'steam', label: t('kind.steam') },
          ]}
          value={type}
          onChange={setType}
        />
        {type !== 'steam' && (
          <Disclosure>
            <ParameterFields type={type} value={typed} onChange={setTyped} />
          </Disclosure>
        )}
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </FormDialog>
  );
}

/** What is wrong with the key, once the typing pauses. "Too short" waits for the submit: the key may not be done. */
function useKeyProblem(key: string): [SecretProblem | null, (problem: SecretProblem) => void] {
  const [problem, setProblem] = useState<SecretProblem | null>(null);
  useEffect(() => {
    setProblem(null);
    if (key.trim() === '') return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const checked = await authenticator.accounts.checkKey({ key });
      if (isWanted && checked.ok && checked.value !== 'too-short') setProblem(checked.value);
    }, TYPING_PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key]);
  return [problem, setProblem];
}
