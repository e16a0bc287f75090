/**
 * Choosing another app's export and opening it; what it lacks (a password, the columns' meaning) is asked for then.
 * Runs in the page. The rule: it ends in the review of every other way of adding, and adds nothing itself.
 */
import { type ReactElement, useState } from 'react';
import { authenticator } from '../authenticator.ts';
import { SelectField } from '../components/choice.tsx';
import { PasswordField } from '../components/field.tsx';
import { FileDrop } from '../components/file-drop.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { ColumnFields } from './column-fields.tsx';
import { type Columns, type ExportReview, type ReadExport, readExport } from './read-export.ts';

export type NotReviewed = Exclude<ReadExport, { kind: 'review' }>;

export interface ImportDialogProps {
  /** Files that were dropped on the window, with what came of them; without, one is chosen here. */
  readonly dropped: { readonly files: readonly File[]; readonly outcome: NotReviewed } | null;
  readonly onReview: (review: ExportReview, remarks: readonly string[]) => void;
  /** A picture of QR codes was chosen: those are decoded in the page. */
  readonly onPicture: (file: File) => void;
  readonly onClose: () => void;
}

/** The format's name of pictures. */
const PICTURE = 'qr-picture';

const FIRST_COLUMN: Columns = { secret: 0, issuer: null, accountName: null };

type Wanting = 'nothing' | 'password' | 'columns' | 'format';

function wantingIn(outcome: NotReviewed | null): Wanting {
  if (outcome?.kind !== 'problem') return 'nothing';
  const { problem } = outcome;
  if (problem === 'password-needed' || problem === 'wrong-password') return 'password';
  if (problem === 'format-needed') return 'format';
  return problem === 'columns-needed' ? 'columns' : 'nothing';
}

function sentenceOf(outcome: NotReviewed): string {
  if (outcome.kind === 'unreadable') return t('restore.unreadable');
  return outcome.kind === 'failure' ? t(`failure.${outcome.code}`) : t(`import.problem.${outcome.problem}`);
}

function firstFormat(outcome: NotReviewed | null): string | undefined {
  return outcome?.kind === 'problem' ? outcome.formats[0] : undefined;
}

function formatName(id: string): string {
  return id === 'csv' ? t('import.asTable') : t('import.asLinks');
}

export function ImportDialog({ dropped, onReview, onPicture, onClose }: ImportDialogProps): ReactElement {
  const [files, setFiles] = useState(dropped?.files ?? []);
  const [outcome, setOutcome] = useState<NotReviewed | null>(dropped?.outcome ?? null);
  const [password, setPassword] = useState('');
  const [passwordError, setPasswordError] = useState<string | null>(null);
  const [columns, setColumns] = useState(FIRST_COLUMN);
  const [format, setFormat] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const wanting = wantingIn(outcome);

  const open = async (given: readonly File[], isFirst: boolean) => {
    setTried(true);
    if (given.length === 0 || isBusy) return;
    const asksPassword = wanting === 'password' && !isFirst;
    setPasswordError(asksPassword && password === '' ? t('password.empty') : null);
    if (asksPassword && password === '') return;
    setBusy(true);
    const read = await readExport({
      files: given,
      password: asksPassword ? password : null,
      columns: wanting === 'columns' && !isFirst ? columns : undefined,
      format: isFirst ? undefined : (format ?? firstFormat(outcome)),
    });
    setBusy(false);
    if (read.kind === 'review') {
      setPassword('');
      return onReview(read.review, read.remarks);
    }
    const [file] = given;
    if (file && read.kind === 'problem' && read.format === PICTURE) return onPicture(file);
    if (read.kind === 'failure' && read.code === 'cancelled') return;
    setOutcome(read);
    const isWrong = read.kind === 'problem' && read.problem === 'wrong-password';
    setPasswordError(isWrong ? t('import.wrongPassword') : null);
  };

  /** While a file is being opened, cancelling ends that and the dialog stays. */
  const close = () => {
    if (isBusy) void authenticator.import.cancel();
    else onClose();
  };

  const choose = (file: File) => {
    setFiles([file]);
    setOutcome(null);
    setPassword('');
    setColumns(FIRST_COLUMN);
    setFormat(null);
    void open([file], true);
  };

  return (
    <FormDialog
      onClose={close}
      title={t('import.title')}
      description={t('import.lead')}
      onSubmit={() => void open(files, false)}
      submit={isBusy ? t('import.busy') : t('import.open')}
      isBusy={isBusy}
    >
      <div className="stack">
        <FileDrop
          file={files[0] ?? null}
          onFile={choose}
          label={t('import.choose')}
          error={isTried && files.length === 0 ? t('import.noFile') : null}
        />
        {wanting === 'password' && (
          <>
            <p>{t('import.passwordNeeded')}</p>
            <PasswordField
              label={t('import.password')}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              error={passwordError}
            />
          </>
        )}
        {outcome?.kind === 'problem' && wanting === 'columns' && (
          <ColumnFields names={outcome.columns} value={columns} onChange={setColumns} />
        )}
        {outcome?.kind === 'problem' && wanting === 'format' && (
          <>
            <p>{t('import.formatNeeded')}</p>
            <SelectField
              label={t('import.readAs')}
              options={outcome.formats.map((id) => ({ value: id, label: formatName(id) }))}
              value={format ?? firstFormat(outcome) ?? ''}
              onChange={setFormat}
            />
          </>
        )}
        {isBusy && wanting === 'password' && (
          <div>
            <p className="quiet small">{t('import.deriving')}</p>
            <div className="progress" role="progressbar" aria-label={t('import.busy')} />
          </div>
        )}
        {outcome && wanting === 'nothing' && <Notice kind="bad">{sentenceOf(outcome)}</Notice>}
        {outcome?.kind === 'problem' &&
          outcome.remarks.map((remark) => (
            <Notice kind="info" key={remark}>
              {remark}
            </Notice>
          ))}
      </div>
    </FormDialog>
  );
}
