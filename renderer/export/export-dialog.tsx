/**
 * "Export for another app": format, what it cannot hold, password, where to save, and the proof. Runs in the page.
 * The rules: encrypted is offered first; what is not encrypted says so before and after, and takes the vault's password.
 */
import { type ReactElement, useEffect, useState } from 'react';
import type {
  ExportFormat,
  ExportPreview,
  ExportWritten,
  FailureCode,
  ShownCode,
} from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { OptionBar, SelectField } from '../components/choice.tsx';
import { Dialog } from '../components/dialog.tsx';
import { PasswordField } from '../components/field.tsx';
import { isUsable, NewPasswordFields, NO_PASSWORD } from '../components/new-password.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { CannotHold } from './cannot-hold.tsx';
import { ExportResult } from './export-result.tsx';
import { FIRST_OF, formatsOf, isShown, type Protection } from './formats.ts';
import { ShownCodes } from './shown-codes.tsx';
import './export.css';

export function ExportDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [written, setWritten] = useState<(ExportWritten & { isEncrypted: boolean }) | null>(null);
  const [codes, setCodes] = useState<readonly ShownCode[] | null>(null);
  if (written) return <ExportResult written={written} onClose={onClose} />;
  if (codes) return <ShownCodes codes={codes} onClose={onClose} />;
  return <ExportForm onWritten={setWritten} onCodes={setCodes} onClose={onClose} />;
}

interface ExportFormProps {
  readonly onWritten: (written: ExportWritten & { readonly isEncrypted: boolean }) => void;
  readonly onCodes: (codes: readonly ShownCode[]) => void;
  readonly onClose: () => void;
}

function ExportForm({ onWritten, onCodes, onClose }: ExportFormProps): ReactElement {
  const [protection, setProtection] = useState<Protection>('encrypted');
  const [format, setFormat] = useState<ExportFormat>(FIRST_OF.encrypted);
  const [filePassword, setFilePassword] = useState(NO_PASSWORD);
  const [vaultPassword, setVaultPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [passwordError, setPasswordError] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const preview = usePreview(format, setFailure);
  const isEncrypted = protection === 'encrypted';

  const choose = (chosen: Protection) => {
    setProtection(chosen);
    setFormat(FIRST_OF[chosen]);
    setTried(false);
    setPasswordError(null);
  };
  const mayGoOn = () => {
    setTried(true);
    setFailure(null);
    const isMissing = !isEncrypted && vaultPassword === '';
    setPasswordError(isMissing ? t('password.empty') : null);
    return !isBusy && !isMissing && (!isEncrypted || isUsable(filePassword));
  };
  const refuse = (code: FailureCode) => {
    setBusy(false);
    if (code === 'wrong-password') setPasswordError(t('failure.wrong-password'));
    else setFailure(code);
  };
  const save = async () => {
    if (!mayGoOn()) return;
    setBusy(true);
    const target = await authenticator.files.chooseExportTarget({ format });
    if (!target.ok) return refuse(target.code);
    if (target.value === null) return setBusy(false);
    const { grant } = target.value;
    const password = isEncrypted ? filePassword.password : vaultPassword;
    const result = await authenticator.export.write({ grant, format, password });
    if (result.ok) onWritten({ ...result.value, isEncrypted });
    else refuse(result.code);
  };
  const show = async () => {
    if (!isShown(format) || !mayGoOn()) return;
    setBusy(true);
    const result = await authenticator.export.showCodes({ format, password: vaultPassword });
    if (result.ok) onCodes(result.value);
    else refuse(result.code);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('export.title')}
      description={t('export.lead')}
      onSubmit={() => void (isShown(format) ? show() : save())}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          {isShown(format) && <Button onClick={() => void save()}>{t('export.savePage')}</Button>}
          <Button kind="primary" type="submit" aria-disabled={isBusy}>
            {isBusy ? t('export.busy') : isShown(format) ? t('export.show') : t('export.submit')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <OptionBar
          label={t('export.protection')}
          options={(['encrypted', 'plain'] as const).map((value) => ({
            value,
            label: t(`export.${value}`),
          }))}
          value={protection}
          onChange={choose}
        />
        <SelectField
          label={t('export.format')}
          options={formatsOf(protection).map((value) => ({ value, label: t(`export.name.${value}`) }))}
          value={format}
          onChange={setFormat}
        />
        <p className="quiet small">{t(`export.about.${format}`)}</p>
        {!isEncrypted && <Notice kind="warn">{t('export.plainWarning')}</Notice>}
        {preview && <CannotHold preview={preview} />}
        {isEncrypted ? (
          <NewPasswordFields
            label={t('export.filePassword')}
            value={filePassword}
            onChange={setFilePassword}
            isTried={isTried}
          />
        ) : (
          <PasswordField
            label={t('backup.vaultPassword')}
            hint={t('export.whyPassword')}
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

/** What the chosen format would hold; null until it is known. */
function usePreview(
  format: ExportFormat,
  onFailure: (code: FailureCode | null) => void,
): ExportPreview | null {
  const [preview, setPreview] = useState<ExportPreview | null>(null);
  useEffect(() => {
    let isWanted = true;
    onFailure(null);
    void authenticator.export.preview({ format }).then((result) => {
      if (!isWanted) return;
      setPreview(result.ok ? result.value : null);
      if (!result.ok) onFailure(result.code);
    });
    return () => {
      isWanted = false;
    };
  }, [format, onFailure]);
  return preview;
}
