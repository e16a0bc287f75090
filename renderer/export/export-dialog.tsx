/**
 * "Export for another app": format, what it cannot hold, password, where to save, and the proof. Runs in the page.
 * The rules: encrypted is offered first; what is not encrypted says so before and after; either takes the vault's password.
 */
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import type { ExportFormat, ExportWritten, FailureCode, ShownCode } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { OptionBar, SelectField } from '../components/choice.tsx';
import { CopyPasswordFields, useCopyPasswords } from '../components/copy-passwords.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { usePreview } from '../components/use-preview.ts';
import { pageDirection, t } from '../locales/text.ts';
import { CannotHold } from './cannot-hold.tsx';
import { ExportResult } from './export-result.tsx';
import { FIRST_OF, formatsOf, isShown, type Protection } from './formats.ts';
import { ShownCodes } from './shown-codes.tsx';
import './export.css';

export interface ExportDialogProps {
  /** These accounts only; null for all. */
  readonly ids: readonly string[] | null;
  readonly onClose: () => void;
}

export function ExportDialog({ ids, onClose }: ExportDialogProps): ReactElement {
  const [written, setWritten] = useState<(ExportWritten & { isEncrypted: boolean }) | null>(null);
  const [codes, setCodes] = useState<readonly ShownCode[] | null>(null);
  if (written) return <ExportResult written={written} onClose={onClose} />;
  if (codes) return <ShownCodes codes={codes} onClose={onClose} />;
  return <ExportForm ids={ids} onWritten={setWritten} onCodes={setCodes} onClose={onClose} />;
}

const pageWords = () => ({
  language: document.documentElement.lang,
  direction: pageDirection(),
  title: t('export.pageTitle'),
  warning: t('export.pageWarning'),
});

interface ExportFormProps extends ExportDialogProps {
  readonly onWritten: (written: ExportWritten & { readonly isEncrypted: boolean }) => void;
  readonly onCodes: (codes: readonly ShownCode[]) => void;
}

function ExportForm({ ids, onWritten, onCodes, onClose }: ExportFormProps): ReactElement {
  const [protection, setProtection] = useState<Protection>('encrypted');
  const [format, setFormat] = useState<ExportFormat>(FIRST_OF.encrypted);
  const [isBusy, setBusy] = useState(false);
  /** The place is chosen: from here on cancelling ends the work, not the dialog. */
  const [isWriting, setWriting] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const which = useMemo(() => (ids === null ? {} : { ids: [...ids] }), [ids]);
  const askPreview = useCallback(() => authenticator.export.preview({ format, ...which }), [format, which]);
  const preview = usePreview(askPreview, setFailure);
  const isEncrypted = protection === 'encrypted';
  const passwords = useCopyPasswords(isEncrypted);

  const choose = (chosen: Protection) => {
    setProtection(chosen);
    setFormat(FIRST_OF[chosen]);
    passwords.forgetTry();
  };
  const mayGoOn = () => {
    setFailure(null);
    return passwords.areReady() && !isBusy;
  };
  const refuse = (code: FailureCode) => {
    setBusy(false);
    if (code === 'cancelled') return;
    if (!passwords.showFailure(code)) setFailure(code);
  };
  const save = async () => {
    if (!mayGoOn()) return;
    setBusy(true);
    const target = await authenticator.files.chooseExportTarget({ format });
    if (!target.ok) return refuse(target.code);
    if (target.value === null) return setBusy(false);
    const { grant } = target.value;
    const { vaultPassword, ownPassword } = passwords;
    setWriting(true);
    const result = await authenticator.export.write({
      grant,
      format,
      ...which,
      vaultPassword,
      filePassword: ownPassword,
      // Of those with QR codes alone a page is made.
      ...(isShown(format) && { pageWords: pageWords() }),
    });
    setWriting(false);
    if (result.ok) onWritten({ ...result.value, isEncrypted });
    else refuse(result.code);
  };
  /** While a file is being written, cancelling ends that and the dialog stays. */
  const close = () => {
    if (isWriting) void authenticator.export.cancel();
    else onClose();
  };
  const show = async () => {
    if (!isShown(format) || !mayGoOn()) return;
    setBusy(true);
    const result = await authenticator.export.showCodes({
      format,
      ...which,
      password: passwords.vaultPassword,
    });
    if (result.ok) onCodes(result.value);
    else refuse(result.code);
  };

  return (
    <Dialog
      open
      onClose={close}
      title={ids === null ? t('export.title') : t('export.titleChosen', { count: ids.length })}
      description={t('export.lead')}
      onSubmit={() => void (isShown(format) ? show() : save())}
      actions={
        <>
          <Button onClick={close}>{t('action.cancel')}</Button>
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
        <CopyPasswordFields
          ownLabel={t('export.filePassword')}
          vaultHint={t('export.whyPassword')}
          {...passwords.fields}
        />
        {isWriting && isEncrypted && (
          <div>
            <p className="quiet small">{t('import.deriving')}</p>
            <div className="progress" role="progressbar" aria-label={t('export.busy')} />
          </div>
        )}
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </Dialog>
  );
}
