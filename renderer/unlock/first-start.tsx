/**
 * First start: create a vault, or go and restore one. Runs in the page.
 * The rule: the text tells the truth about a lost password before the vault exists.
 */
import { ArchiveRestore, Plus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { FailureCode, KdfStep, VaultOpened } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { KdfChoice } from '../components/kdf-choice.tsx';
import { isUsable, NewPasswordFields, NO_PASSWORD } from '../components/new-password.tsx';
import { Notice } from '../components/notice.tsx';
import { StartFrame } from '../components/start-frame.tsx';
import { t } from '../locales/text.ts';

export interface FirstStartProps {
  readonly onOpened: (opened: VaultOpened) => void;
  readonly onRestore: () => void;
}

export default function FirstStart({ onOpened, onRestore }: FirstStartProps): ReactElement {
  const [isCreating, setCreating] = useState(false);
  if (isCreating) return <CreateVault onOpened={onOpened} onBack={() => setCreating(false)} />;
  return (
    <StartFrame title={t('start.title')} lead={t('start.lead')}>
      <div className="stack-tight start-choices">
        <BigChoice
          icon={<Plus aria-hidden />}
          title={t('start.create')}
          hint={t('start.createHint')}
          isMain
          onChoose={() => setCreating(true)}
        />
        <BigChoice
          icon={<ArchiveRestore aria-hidden />}
          title={t('start.restore')}
          hint={t('start.restoreHint')}
          onChoose={onRestore}
        />
      </div>
    </StartFrame>
  );
}

interface BigChoiceProps {
  readonly icon: ReactElement;
  readonly title: string;
  readonly hint: string;
  readonly isMain?: boolean;
  readonly onChoose: () => void;
}

function BigChoice({ icon, title, hint, isMain = false, onChoose }: BigChoiceProps): ReactElement {
  return (
    <button type="button" className={isMain ? 'big-choice big-choice-main' : 'big-choice'} onClick={onChoose}>
      {icon}
      <span>
        <span className="big-choice-title">{title}</span>
        <span className="big-choice-hint">{hint}</span>
      </span>
    </button>
  );
}

interface CreateVaultProps {
  readonly onOpened: (opened: VaultOpened) => void;
  readonly onBack: () => void;
}

function CreateVault({ onOpened, onBack }: CreateVaultProps): ReactElement {
  const [value, setValue] = useState(NO_PASSWORD);
  const [kdfStep, setKdfStep] = useState<KdfStep>();
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);

  const create = async () => {
    setTried(true);
    if (!isUsable(value) || isBusy) return;
    setBusy(true);
    setFailure(null);
    const result = await authenticator.vault.create({ password: value.password, kdfStep });
    if (result.ok) return onOpened(result.value);
    setBusy(false);
    setFailure(result.code);
  };

  return (
    <StartFrame title={t('create.title')} lead={t('create.lead')}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <NewPasswordFields
          label={t('password.label')}
          value={value}
          onChange={setValue}
          isTried={isTried}
          autoFocus
        />
        <KdfChoice step={kdfStep} onStep={setKdfStep} />
        <Notice kind="info">{t('create.truth')}</Notice>
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
        <div className="start-actions">
          <Button onClick={onBack}>{t('action.back')}</Button>
          <Button type="submit" kind="primary" aria-disabled={isBusy}>
            {isBusy ? t('create.busy') : t('create.submit')}
          </Button>
        </div>
      </form>
    </StartFrame>
  );
}
