/**
 * The dialogs over the opened vault, one at a time. Runs in the page.
 * The rule: features meet here and in open-vault.tsx, and nowhere else.
 */
import type { ReactElement } from 'react';
import type { AccountView } from '../electron/ipc/contract.ts';
import type { Add } from './add/use-add.tsx';
import { BackupDialog } from './backup/backup-dialog.tsx';
import { BackupsGroup } from './backup/backups-group.tsx';
import { RestoreDialog } from './backup/restore-dialog.tsx';
import { CheckDialog } from './checks/check-dialog.tsx';
import { ClockDoctor } from './checks/clock-doctor.tsx';
import { DuplicatesDialog } from './checks/duplicates-dialog.tsx';
import { HealthDialog } from './checks/health-dialog.tsx';
import type { OtherScreen } from './codes/account-actions.ts';
import { EditAccount } from './codes/edit-account.tsx';
import { CannotHold } from './export/cannot-hold.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { BinDialog } from './history/bin-dialog.tsx';
import { HistoryDialog } from './history/history-dialog.tsx';
import { ImportDialog } from './import/import-dialog.tsx';
import { KeyboardMap } from './keyboard/keyboard-map.tsx';
import { ChangePassword } from './keys/change-password.tsx';
import { KeysGroup } from './keys/keys-group.tsx';
import { PaperDialog } from './paper/paper-dialog.tsx';
import { CodesPasswordGroup } from './recovery-codes/codes-password-group.tsx';
import { RecoveryCodesDialog } from './recovery-codes/recovery-codes-dialog.tsx';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import type { Dropped } from './ways-in.ts';

export type Open =
  | {
      readonly kind:
        | 'none'
        | 'backup'
        | 'paper'
        | 'bin'
        | 'clock'
        | 'health'
        | 'keyboard'
        | 'settings'
        | 'new-password';
    }
  /** `ids`: these accounts only; null for all. */
  | { readonly kind: 'export'; readonly ids: readonly string[] | null }
  /** `startId`: an account of the group to begin with. */
  | { readonly kind: 'duplicates'; readonly startId: string | null }
  | { readonly kind: 'history'; readonly account: AccountView | null }
  | { readonly kind: Exclude<OtherScreen, 'history'>; readonly account: AccountView }
  | { readonly kind: 'edit'; readonly account: AccountView }
  | { readonly kind: 'restore'; readonly file: File | null }
  | { readonly kind: 'import'; readonly dropped: Dropped | null };

export const NONE: Open = { kind: 'none' };
export const NEW_PASSWORD: Open = { kind: 'new-password' };

export interface VaultDialogsProps extends Pick<Add, 'showReview' | 'takeFiles'> {
  readonly open: Open;
  readonly accounts: readonly AccountView[];
  readonly onOpen: (open: Open) => void;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  /** Any account may have another key now. */
  readonly onPastChanged: () => void;
  readonly onPasswordChanged: () => void;
}

export function VaultDialogs(props: VaultDialogsProps): ReactElement {
  const {
    open,
    accounts,
    onOpen,
    onClose,
    onChanged,
    onPastChanged,
    onPasswordChanged,
    showReview,
    takeFiles,
  } = props;
  return (
    <>
      {open.kind === 'export' && <ExportDialog ids={open.ids} onClose={onClose} />}
      {open.kind === 'paper' && <PaperDialog CannotHold={CannotHold} onClose={onClose} />}
      {open.kind === 'backup' && <BackupDialog onClose={onClose} />}
      {open.kind === 'bin' && <BinDialog onChanged={onPastChanged} onClose={onClose} />}
      {open.kind === 'history' && (
        <HistoryDialog account={open.account} onChanged={onPastChanged} onClose={onClose} />
      )}
      {open.kind === 'edit' && <EditAccount account={open.account} onClose={onClose} onChanged={onChanged} />}
      {open.kind === 'check' && (
        <CheckDialog
          account={open.account}
          onChanged={onChanged}
          onClockDoctor={() => onOpen({ kind: 'clock' })}
          onClose={onClose}
        />
      )}
      {open.kind === 'clock' && <ClockDoctor accounts={accounts} onClose={onClose} />}
      {open.kind === 'duplicates' && (
        <DuplicatesDialog
          accounts={accounts}
          startId={open.startId}
          onChanged={onPastChanged}
          onClose={onClose}
        />
      )}
      {open.kind === 'health' && (
        <HealthDialog
          accounts={accounts}
          actions={{
            openSettings: () => onOpen({ kind: 'settings' }),
            backUp: () => onOpen({ kind: 'backup' }),
            compare: ({ id }) => onOpen({ kind: 'duplicates', startId: id }),
            edit: (account) => onOpen({ kind: 'edit', account }),
            check: (account) => onOpen({ kind: 'check', account }),
            noteRecoveryCodes: (account) => onOpen({ kind: 'recovery-codes', account }),
          }}
          onClose={onClose}
        />
      )}
      {open.kind === 'keyboard' && <KeyboardMap onClose={onClose} />}
      {open.kind === 'recovery-codes' && (
        <RecoveryCodesDialog account={open.account} onClose={onClose} onChanged={onChanged} />
      )}
      {open.kind === 'settings' && (
        <SettingsDialog
          keys={
            <>
              <KeysGroup onPasswordChanged={onPasswordChanged} />
              <CodesPasswordGroup onChanged={onChanged} />
            </>
          }
          backups={<BackupsGroup />}
          onClose={onClose}
        />
      )}
      {open.kind === 'new-password' && (
        <ChangePassword
          isOldAsked={false}
          onChanged={() => {
            onPasswordChanged();
            onClose();
          }}
          onClose={onClose}
        />
      )}
      {open.kind === 'restore' && (
        <RestoreDialog
          droppedFile={open.file}
          onClose={onClose}
          onReview={(review) => {
            onClose();
            showReview(review, 'backup');
          }}
        />
      )}
      {open.kind === 'import' && (
        <ImportDialog
          dropped={open.dropped}
          onClose={onClose}
          onReview={(review, remarks) => {
            onClose();
            showReview(review, 'import', remarks);
          }}
          onPicture={(picture) => {
            onClose();
            takeFiles([picture]);
          }}
        />
      )}
    </>
  );
}
