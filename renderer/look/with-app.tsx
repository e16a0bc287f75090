/**
 * Components that ask the app: the cost of guessing, passwords of copies, recovery words and their pictures.
 * Runs in the look page, where an app is behind it. The rule: nothing here is loaded where there is none.
 */
import { type ReactElement, useEffect, useState } from 'react';
import type { KdfStep } from '../../electron/ipc/contract.ts';
import { CopyPasswordFields, useCopyPasswords } from '../components/copy-passwords.tsx';
import { KdfChoice } from '../components/kdf-choice.tsx';
import { RecoveryPictures } from '../components/recovery-pictures.tsx';
import { RecoveryWords, useRecoveryInput } from '../components/recovery-words.tsx';
import { useWorkConsent } from '../components/work-consent.tsx';
import { t } from '../locales/text.ts';
import { Section, State } from './section.tsx';

export default function WithApp(): ReactElement {
  const [step, setStep] = useState<KdfStep | undefined>();
  const words = useRecoveryInput();
  const passwords = useCopyPasswords(true);
  const consent = useWorkConsent();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, so that it asks.
  useEffect(() => consent.hear('unusual-work'), []);
  return (
    <Section name="kdf-choice, work-consent, copy-passwords, recovery-words, recovery-pictures">
      <State name="kdf-choice" isWide>
        <KdfChoice step={step} onStep={setStep} />
      </State>
      <State name="work-consent" isWide>
        {consent.question}
      </State>
      <State name="copy-passwords" isWide>
        <CopyPasswordFields
          {...passwords.fields}
          ownLabel={t('export.filePassword')}
          vaultHint={t('export.whyPassword')}
        />
      </State>
      <State name="recovery-words" isWide>
        <RecoveryWords input={words} error={t('failure.invalid-recovery-key')} />
      </State>
      <State name="recovery-pictures" isWide>
        <RecoveryPictures onTexts={words.take} />
      </State>
    </Section>
  );
}
