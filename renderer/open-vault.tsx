/**
 * The opened vault: the main screen and the dialogs over it, wired to each other and to main's commands.
 * Runs in the page, loaded while the password is typed. The rule: features meet here and nowhere else.
 */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AccountView, Command, VaultOpened } from '../electron/ipc/contract.ts';
import { DropOverlay } from './add/drop-overlay.tsx';
import { authenticator } from './authenticator.ts';
import { BackupDialog } from './backup/backup-dialog.tsx';
import { BackupReminder } from './backup/backup-reminder.tsx';
import { BackupsGroup } from './backup/backups-group.tsx';
import { RestoreDialog } from './backup/restore-dialog.tsx';
import { CodesScreen } from './codes/codes-screen.tsx';
import { Toasts } from './components/toast.tsx';
import type { FirstLook } from './first-look.ts';
import { BinDialog } from './history/bin-dialog.tsx';
import { HistoryDialog } from './history/history-dialog.tsx';
import { MergeNotices } from './history/merge-notices.tsx';
import { ImportDialog } from './import/import-dialog.tsx';
import { ChangePassword } from './keys/change-password.tsx';
import { KeysGroup } from './keys/keys-group.tsx';
import { VaultNotices } from './keys/vault-notices.tsx';
import { t } from './locales/text.ts';
import { type Page, PageProvider } from './page-context.ts';
import { type PageGround, usePageValue } from './page-value.ts';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import { type Dropped, useWaysIn } from './ways-in.ts';
import './styles/menu.css';
import './styles/dialog.css';
import './styles/choice.css';
import './styles/code.css';
import './styles/toast.css';
import './settings/settings.css';
import './keys/keys.css';
import './styles/past.css';
import './codes/codes.css';
import './codes/toolbar.css';
import './codes/rows.css';
import './add/add.css';

export interface OpenVaultProps extends PageGround {
  /** What unlocking said; null when the page was loaded beside an open vault. */
  readonly opened: VaultOpened | null;
}

export default function OpenVault(props: OpenVaultProps): ReactElement {
  const page = usePageValue(props);
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        <PageProvider value={page}>
          <MainScreen page={page} opened={props.opened} first={props.first} />
        </PageProvider>
        <Toasts />
      </Tooltip.Provider>
    </CSPProvider>
  );
}

type Open =
  | { readonly kind: 'none' | 'backup' | 'bin' | 'settings' | 'new-password' }
  | { readonly kind: 'history'; readonly account: AccountView | null }
  | { readonly kind: 'restore'; readonly file: File | null }
  | { readonly kind: 'import'; readonly dropped: Dropped | null };

const NONE: Open = { kind: 'none' };
const NEW_PASSWORD: Open = { kind: 'new-password' };

interface MainScreenProps {
  readonly page: Page;
  readonly opened: VaultOpened | null;
  readonly first: FirstLook | null;
}

function MainScreen({ page, opened, first }: MainScreenProps): ReactElement {
  const [list, setList] = useState(first?.list ?? null);
  const [isPasswordWanted, setPasswordWanted] = useState(
    opened?.notices.includes('set-new-password') ?? false,
  );
  const [open, setOpen] = useState<Open>(isPasswordWanted ? NEW_PASSWORD : NONE);
  const searchRef = useRef<HTMLInputElement>(null);
  const close = useCallback(() => setOpen(NONE), []);

  const readList = useCallback(async () => {
    const result = await authenticator.accounts.list();
    if (result.ok) setList(result.value);
    else page.report(result.code);
  }, [page.report]);
  useEffect(() => {
    if (first === null) void readList();
  }, [first, readList]);

  /** Going back may have given any account another key. */
  const onPastChanged = useCallback(() => {
    for (const { id } of list?.accounts ?? []) page.liveCodes.refresh(id);
    void readList();
  }, [list, readList, page.liveCodes]);
  const showHistoryOf = useCallback((account: AccountView) => setOpen({ kind: 'history', account }), []);

  const { add, capture, takeLinks, ...waysIn } = useWaysIn({
    page,
    onChanged: readList,
    onRestore: useCallback((file) => setOpen({ kind: 'restore', file }), []),
    onImport: useCallback((dropped) => setOpen({ kind: 'import', dropped }), []),
    isElsewhere: open.kind !== 'none',
  });

  const actions = useMemo(
    () => ({
      ...waysIn.actions,
      backUp: () => setOpen({ kind: 'backup' }),
      restore: () => setOpen({ kind: 'restore', file: null }),
      importFile: () => setOpen({ kind: 'import', dropped: null }),
      openBin: () => setOpen({ kind: 'bin' }),
      openHistory: () => setOpen({ kind: 'history', account: null }),
      openSettings: () => setOpen({ kind: 'settings' }),
      lock: () => void authenticator.app.lock(),
    }),
    [waysIn.actions],
  );
  const isFree = open.kind === 'none' && waysIn.isIdle;
  /** A link may have arrived while the vault was locked, or while a dialog was open. */
  useEffect(() => {
    if (isFree) void takeLinks();
  }, [isFree, takeLinks]);

  useEffect(() => {
    const commands: { readonly [Name in Command]: () => void } = {
      'scan-screen': actions.scanScreen,
      'scan-region': actions.scanRegion,
      'enter-key': actions.enterKey,
      'choose-picture': actions.choosePicture,
      'back-up': actions.backUp,
      settings: actions.openSettings,
      search: () => searchRef.current?.focus(),
      'link-waiting': takeLinks,
    };
    return authenticator.onCommand((command) => isFree && commands[command]());
  }, [actions, isFree, takeLinks]);

  if (!list) return <main className="waiting" aria-busy="true" aria-label={t('app.loading')} />;
  return (
    <>
      <CodesScreen
        // Rows keep what they have drawn; in another language they are drawn anew.
        key={page.settings.language}
        list={list}
        actions={actions}
        onChanged={readList}
        onHistory={showHistoryOf}
        searchRef={searchRef}
        isOlderThanLastSeen={opened?.notices.includes('older-than-last-seen') ?? false}
        notices={
          <>
            <VaultNotices
              opened={opened}
              isPasswordWanted={isPasswordWanted}
              onSetPassword={() => setOpen(NEW_PASSWORD)}
              onShowHistory={actions.openHistory}
            />
            <MergeNotices accounts={list.accounts} onChanged={onPastChanged} />
            {/* Asked again when a dialog closes, too: it may have been the one that backs up. */}
            <BackupReminder changes={open.kind === 'none' ? list : open} onBackUp={actions.backUp} />
          </>
        }
      />
      {capture.dialogs}
      {add.dialogs}
      {open.kind === 'backup' && <BackupDialog onClose={close} />}
      {open.kind === 'bin' && <BinDialog onChanged={onPastChanged} onClose={close} />}
      {open.kind === 'history' && (
        <HistoryDialog account={open.account} onChanged={onPastChanged} onClose={close} />
      )}
      {open.kind === 'settings' && (
        <SettingsDialog
          keys={<KeysGroup onPasswordChanged={() => setPasswordWanted(false)} />}
          backups={<BackupsGroup />}
          onClose={close}
        />
      )}
      {open.kind === 'new-password' && (
        <ChangePassword
          isOldAsked={false}
          onChanged={() => {
            setPasswordWanted(false);
            close();
          }}
          onClose={close}
        />
      )}
      {open.kind === 'restore' && (
        <RestoreDialog
          droppedFile={open.file}
          onClose={close}
          onReview={(review) => {
            close();
            add.showReview(review, 'backup');
          }}
        />
      )}
      {open.kind === 'import' && (
        <ImportDialog
          dropped={open.dropped}
          onClose={close}
          onReview={(review, remarks) => {
            close();
            add.showReview(review, 'import', remarks);
          }}
          onPicture={(picture) => {
            close();
            add.takeFiles([picture]);
          }}
        />
      )}
      {waysIn.isDragging && <DropOverlay />}
    </>
  );
}
