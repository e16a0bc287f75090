/**
 * "Backups" in the settings: the folder of automatic ones, what is kept, how the last one went. Runs in the page.
 * The rule: "backed up" is what the vault process proved; a failure stays in view until it succeeds.
 */
import type { ReactElement } from 'react';
import type { AutomaticBackupState, Settings } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { SelectField } from '../components/choice.tsx';
import { Notice } from '../components/notice.tsx';
import { momentText, t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { useAutomaticBackup } from './automatic-state.ts';

type KeepName = 'backupKeepLast' | 'backupKeepDays' | 'backupKeepWeeks' | 'backupKeepMonths';

/** The contract's picklists, in the order in which they are offered. */
const KEPT: { readonly [Name in KeepName]: readonly Settings[Name][] } = {
  backupKeepLast: [1, 3, 5, 10, 20],
  backupKeepDays: [7, 14, 30, 0],
  backupKeepWeeks: [4, 8, 12, 0],
  backupKeepMonths: [6, 12, 24, 0],
};

export function BackupsGroup(): ReactElement | null {
  const { state, isBusy, run, chooseFolder, turnOff } = useAutomaticBackup();
  if (!state) return null;
  const { folderName } = state;
  return (
    <>
      <div className="key-row">
        <h4>{t('automatic.title')}</h4>
        <p className="field-hint">
          {folderName === null ? t('automatic.off') : t('automatic.on', { name: folderName })}
        </p>
        {(folderName !== null || state.lastBackupAtMs !== null) && <LastBackup state={state} />}
        <div className="key-actions">
          <Button onClick={() => void chooseFolder()}>
            {folderName === null ? t('automatic.choose') : t('automatic.change')}
          </Button>
          {folderName !== null && (
            <>
              <Button aria-disabled={isBusy || state.isRunning} onClick={() => void run()}>
                {isBusy || state.isRunning ? t('automatic.busy') : t('automatic.now')}
              </Button>
              <Button kind="quiet" onClick={() => void turnOff()}>
                {t('automatic.turnOff')}
              </Button>
            </>
          )}
        </div>
      </div>
      {folderName !== null && (
        <div className="kept-fields">
          <Kept name="backupKeepLast" />
          <Kept name="backupKeepDays" />
          <Kept name="backupKeepWeeks" />
          <Kept name="backupKeepMonths" />
        </div>
      )}
    </>
  );
}

function LastBackup({ state }: { readonly state: AutomaticBackupState }): ReactElement {
  const { lastBackupAtMs, notBackedUpSinceMs, failure, failedAtMs } = state;
  if (failure !== null) return <BackupFailure failure={failure} failedAtMs={failedAtMs} />;
  const last =
    lastBackupAtMs === null
      ? t('automatic.never')
      : t('automatic.last', { moment: momentText(lastBackupAtMs) });
  const since =
    notBackedUpSinceMs === null
      ? t('automatic.allIn')
      : t('automatic.since', { moment: momentText(notBackedUpSinceMs) });
  return (
    <p className="field-hint" role="status">
      {lastBackupAtMs === null && notBackedUpSinceMs === null ? last : `${last} ${since}`}
    </p>
  );
}

interface BackupFailureProps {
  readonly failure: NonNullable<AutomaticBackupState['failure']>;
  readonly failedAtMs: number | null;
}

function BackupFailure({ failure, failedAtMs }: BackupFailureProps): ReactElement {
  return <Notice kind="bad">{failureText(failure, failedAtMs)}</Notice>;
}

/** What went wrong with an automatic backup, and when. */
export function failureText(failure: BackupFailureProps['failure'], failedAtMs: number | null): string {
  const reason = t(`failure.${failure}`);
  return failedAtMs === null ? reason : t('automatic.failed', { moment: momentText(failedAtMs), reason });
}

function Kept<Name extends KeepName>({ name }: { readonly name: Name }): ReactElement {
  const { settings, changeSettings } = usePage();
  return (
    <SelectField<Settings[Name]>
      label={t(`automatic.${name}`)}
      options={KEPT[name].map((value) => ({ value, label: t(`automatic.count.${name}`, { count: value }) }))}
      value={settings[name]}
      onChange={(value) => changeSettings({ [name]: value })}
    />
  );
}
