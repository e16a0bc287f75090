/**
 * The recovery key as shares for several people or places: any few of them give it back. Runs in the page.
 * The rule: the vault does not keep the key, so its words are asked for; they and the shares go with this dialog.
 */
import { type ReactElement, useState } from 'react';
import type { RecoveryShare } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { SelectField } from '../components/choice.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { RecoveryWords, useRecoveryInput } from '../components/recovery-words.tsx';
import { t } from '../locales/text.ts';
import { PrintButton, RecoverySheet } from './recovery-sheet.tsx';

/** The contract's bounds. */
const SHARE_COUNTS = [2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export function SplitRecovery({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [shares, setShares] = useState<readonly RecoveryShare[] | null>(null);
  return shares ? (
    <ShowShares shares={shares} onClose={onClose} />
  ) : (
    <SplitForm onSplit={setShares} onClose={onClose} />
  );
}

interface SplitFormProps {
  readonly onSplit: (shares: readonly RecoveryShare[]) => void;
  readonly onClose: () => void;
}

function SplitForm({ onSplit, onClose }: SplitFormProps): ReactElement {
  const input = useRecoveryInput();
  const [count, setCount] = useState(3);
  const [needed, setNeeded] = useState(2);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const options = (values: readonly number[]) => values.map((value) => ({ value, label: String(value) }));
  const changeCount = (value: number) => {
    setCount(value);
    setNeeded(Math.min(needed, value));
  };

  const split = async () => {
    if (isBusy) return;
    if (input.text.trim() === '') return setError(t('recovery.empty'));
    setBusy(true);
    setError(null);
    const result = await authenticator.keys.splitRecovery({ words: input.text, needed, count });
    setBusy(false);
    if (result.ok) onSplit(result.value);
    else setError(t(`failure.${result.code}`));
  };

  return (
    <FormDialog
      onClose={onClose}
      title={t('keys.splitTitle')}
      description={t('keys.splitLead')}
      onSubmit={() => void split()}
      submit={isBusy ? t('keys.checking') : t('keys.splitSubmit')}
      isBusy={isBusy}
    >
      <div className="stack">
        <RecoveryWords input={input} error={error} isReadOnly={isBusy} />
        <div className="parameter-fields">
          <SelectField
            label={t('keys.splitCount')}
            options={options(SHARE_COUNTS)}
            value={count}
            onChange={changeCount}
          />
          <SelectField
            label={t('keys.splitNeeded')}
            options={options(SHARE_COUNTS.filter((value) => value <= count))}
            value={needed}
            onChange={setNeeded}
          />
        </div>
        <p className="quiet small">{t('keys.splitMeaning', { needed, count })}</p>
      </div>
    </FormDialog>
  );
}

interface ShowSharesProps {
  readonly shares: readonly RecoveryShare[];
  readonly onClose: () => void;
}

function ShowShares({ shares, onClose }: ShowSharesProps): ReactElement {
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t('keys.sharesTitle', { count: shares.length })}
      description={t('keys.sharesLead')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      <div className="stack">
        <PrintButton />
        {shares.map(({ number, count, needed, keyNumber, words }) => (
          <RecoverySheet
            key={number}
            title={t('sheet.shareTitle', { number, count })}
            purpose={t('sheet.sharePurpose', { needed })}
            keyNumber={keyNumber}
            words={words}
          />
        ))}
      </div>
    </Dialog>
  );
}
