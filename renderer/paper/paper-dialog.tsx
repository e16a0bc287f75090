/**
 * "Print a paper vault": protection, paper size, what does not go on paper, password, then the sheets. Runs in the page.
 * The rules: encrypted is offered first; what is not encrypted says what that means; either takes the vault's password.
 */
import { type ComponentType, type ReactElement, useCallback, useState } from 'react';
import type { ExportPreview, FailureCode, PaperMade } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { OptionBar, SelectField } from '../components/choice.tsx';
import { CopyPasswordFields, useCopyPasswords } from '../components/copy-passwords.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { usePreview } from '../components/use-preview.ts';
import { t } from '../locales/text.ts';
import { PAPER_SIZES, PaperSheets, type PaperSize } from './paper-sheets.tsx';
import './paper.css';

export interface PaperDialogProps {
  /** Tells what would not be on paper. */
  readonly CannotHold: ComponentType<{ readonly preview: ExportPreview }>;
  readonly onClose: () => void;
}

export function PaperDialog({ CannotHold, onClose }: PaperDialogProps): ReactElement {
  const [size, setSize] = useState<PaperSize>('a4');
  const [made, setMade] = useState<PaperMade | null>(null);
  if (made) return <PaperSheets made={made} size={size} onClose={onClose} />;
  return (
    <PaperForm CannotHold={CannotHold} size={size} onSize={setSize} onMade={setMade} onClose={onClose} />
  );
}

interface PaperFormProps extends PaperDialogProps {
  readonly size: PaperSize;
  readonly onSize: (size: PaperSize) => void;
  readonly onMade: (made: PaperMade) => void;
}

function PaperForm({ CannotHold, size, onSize, onMade, onClose }: PaperFormProps): ReactElement {
  const [isEncrypted, setEncrypted] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const passwords = useCopyPasswords(isEncrypted);
  const askPreview = useCallback(() => authenticator.paper.preview({ isEncrypted }), [isEncrypted]);
  const preview = usePreview(askPreview, setFailure);

  const make = async () => {
    setFailure(null);
    if (!passwords.areReady() || isBusy) return;
    setBusy(true);
    const { vaultPassword, ownPassword } = passwords;
    const result = await authenticator.paper.make({ vaultPassword, paperPassword: ownPassword });
    setBusy(false);
    if (result.ok) onMade(result.value);
    else if (!passwords.showFailure(result.code)) setFailure(result.code);
  };
  const choose = (protection: 'encrypted' | 'plain') => {
    setEncrypted(protection === 'encrypted');
    passwords.forgetTry();
  };

  return (
    <FormDialog
      onClose={onClose}
      title={t('paper.title')}
      description={t('paper.lead')}
      onSubmit={() => void make()}
      submit={isBusy ? t('paper.busy') : t('paper.submit')}
      isBusy={isBusy}
    >
      <div className="stack">
        <OptionBar
          label={t('paper.protection')}
          options={(['encrypted', 'plain'] as const).map((value) => ({ value, label: t(`paper.${value}`) }))}
          value={isEncrypted ? 'encrypted' : 'plain'}
          onChange={choose}
        />
        <p className="quiet small">{isEncrypted ? t('paper.aboutEncrypted') : t('paper.aboutPlain')}</p>
        {!isEncrypted && <Notice kind="warn">{t('paper.plainWarning')}</Notice>}
        <SelectField
          label={t('paper.size')}
          options={PAPER_SIZES.map((value) => ({ value, label: t(`paper.${value}`) }))}
          value={size}
          onChange={onSize}
        />
        {preview && <CannotHold preview={preview} />}
        <CopyPasswordFields
          ownLabel={t('paper.password')}
          vaultHint={t('paper.whyPassword')}
          {...passwords.fields}
        />
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </FormDialog>
  );
}
