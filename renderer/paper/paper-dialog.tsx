/**
 * "Print a paper vault": protection, paper size, what does not go on paper, password, then the sheets. Runs in the page.
 * The rules: encrypted is offered first; what is not encrypted says what that means, and takes the vault's password.
 */
import { type ComponentType, type ReactElement, useEffect, useState } from 'react';
import type { ExportPreview, FailureCode, PaperMade } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { OptionBar, SelectField } from '../components/choice.tsx';
import { Dialog } from '../components/dialog.tsx';
import { PasswordField } from '../components/field.tsx';
import { isUsable, NewPasswordFields, NO_PASSWORD } from '../components/new-password.tsx';
import { Notice } from '../components/notice.tsx';
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
  const [paperPassword, setPaperPassword] = useState(NO_PASSWORD);
  const [vaultPassword, setVaultPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [passwordError, setPasswordError] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const preview = usePreview(isEncrypted, setFailure);

  const make = async () => {
    setTried(true);
    setFailure(null);
    const isMissing = !isEncrypted && vaultPassword === '';
    setPasswordError(isMissing ? t('password.empty') : null);
    if (isBusy || isMissing || (isEncrypted && !isUsable(paperPassword))) return;
    setBusy(true);
    const password = isEncrypted ? paperPassword.password : vaultPassword;
    const result = await authenticator.paper.make({ isEncrypted, password });
    setBusy(false);
    if (result.ok) onMade(result.value);
    else if (result.code === 'wrong-password') setPasswordError(t('failure.wrong-password'));
    else setFailure(result.code);
  };
  const choose = (protection: 'encrypted' | 'plain') => {
    setEncrypted(protection === 'encrypted');
    setTried(false);
    setPasswordError(null);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('paper.title')}
      description={t('paper.lead')}
      onSubmit={() => void make()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" aria-disabled={isBusy}>
            {isBusy ? t('paper.busy') : t('paper.submit')}
          </Button>
        </>
      }
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
        {isEncrypted ? (
          <NewPasswordFields
            label={t('paper.password')}
            value={paperPassword}
            onChange={setPaperPassword}
            isTried={isTried}
          />
        ) : (
          <PasswordField
            label={t('backup.vaultPassword')}
            hint={t('paper.whyPassword')}
            autoComplete="current-password"
            value={vaultPassword}
            onChange={(event) => setVaultPassword(event.target.value)}
            error={passwordError}
          />
        )}
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </Dialog>
  );
}

/** What would be on paper; null until it is known. */
function usePreview(
  isEncrypted: boolean,
  onFailure: (code: FailureCode | null) => void,
): ExportPreview | null {
  const [preview, setPreview] = useState<ExportPreview | null>(null);
  useEffect(() => {
    let isWanted = true;
    onFailure(null);
    void authenticator.paper.preview({ isEncrypted }).then((result) => {
      if (!isWanted) return;
      setPreview(result.ok ? result.value : null);
      if (!result.ok) onFailure(result.code);
    });
    return () => {
      isWanted = false;
    };
  }, [isEncrypted, onFailure]);
  return preview;
}
