/**
 * The opened vault: the main screen and the dialogs over it, wired to each other and to main's commands.
 * Runs in the page, loaded while the password is typed. The rule: features meet here and nowhere else.
 */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AccountView, Command, VaultOpened } from '../electron/ipc/contract.ts';
import { DropOverlay } from './add/drop-overlay.tsx';
import { AfterAdded } from './after-added.tsx';
import { authenticator } from './authenticator.ts';
import { BackupReminder } from './backup/backup-reminder.tsx';
import { ClockMoved } from './checks/clock-moved.tsx';
import { ClockNotice } from './checks/clock-notice.tsx';
import type { OtherScreen } from './codes/account-actions.ts';
import { CodesScreen } from './codes/codes-screen.tsx';
import { Toasts } from './components/toast.tsx';
import type { FirstLook } from './first-look.ts';
import { MergeNotices } from './history/merge-notices.tsx';
import { VaultNotices } from './keys/vault-notices.tsx';
import { pageDirection, t } from './locales/text.ts';
import { type Page, PageProvider } from './page-context.ts';
import { type PageGround, usePageValue } from './page-value.ts';
import { NEW_PASSWORD, NONE, type Open, VaultDialogs } from './vault-dialogs.tsx';
import { useWaysIn } from './ways-in.ts';
import './styles/menu.css';
import './styles/dialog.css';
import './styles/choice.css';
import './styles/code.css';
import './styles/toast.css';
import './settings/settings.css';
import './keyboard/keyboard.css';
import './keys/keys.css';
import './recovery-codes/recovery-codes.css';
import './checks/checks.css';
import './styles/past.css';
import './codes/codes.css';
import './codes/toolbar.css';
import './codes/rows.css';
import './codes/order.css';
import './codes/icons.css';
import './codes/select.css';
import './add/add.css';

export interface OpenVaultProps extends PageGround {
  /** What unlocking said; null when the page was loaded beside an open vault. */
  readonly opened: VaultOpened | null;
}

export default function OpenVault(props: OpenVaultProps): ReactElement {
  const page = usePageValue(props);
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={pageDirection()}>
        <Tooltip.Provider delay={500}>
          <PageProvider value={page}>
            <MainScreen page={page} opened={props.opened} first={props.first} />
          </PageProvider>
          <Toasts />
        </Tooltip.Provider>
      </DirectionProvider>
    </CSPProvider>
  );
}

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
  /** Remembered until the page is thrown away, which locking does. */
  const [chosenTags, setChosenTags] = useState<readonly string[]>([]);
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
  const openOfAccount = useCallback(
    (kind: OtherScreen, account: AccountView) => setOpen({ kind, account }),
    [],
  );

  const exportChosen = useCallback((ids: readonly string[]) => setOpen({ kind: 'export', ids }), []);

  const { add, capture, takeLinks, ...waysIn } = useWaysIn({
    page,
    onChanged: readList,
    onRestore: useCallback((file) => setOpen({ kind: 'restore', file }), []),
    onImport: useCallback((dropped) => setOpen({ kind: 'import', dropped }), []),
    afterAdded: (account, onDone) => (
      <AfterAdded
        account={account}
        onChanged={readList}
        onClockDoctor={() => {
          onDone();
          setOpen({ kind: 'clock' });
        }}
        onRecoveryCodes={() => {
          onDone();
          setOpen({ kind: 'recovery-codes', account });
        }}
      />
    ),
    isElsewhere: open.kind !== 'none',
  });

  const actions = useMemo(
    () => ({
      ...waysIn.actions,
      backUp: () => setOpen({ kind: 'backup' }),
      restore: () => setOpen({ kind: 'restore', file: null }),
      importFile: () => setOpen({ kind: 'import', dropped: null }),
      openBin: () => setOpen({ kind: 'bin' }),
      openHealth: () => setOpen({ kind: 'health' }),
      openDuplicates: () => setOpen({ kind: 'duplicates', startId: null }),
      openClock: () => setOpen({ kind: 'clock' }),
      openHistory: () => setOpen({ kind: 'history', account: null }),
      exportFile: () => setOpen({ kind: 'export', ids: null }),
      printPaper: () => setOpen({ kind: 'paper' }),
      openManual: () => void authenticator.help.showManual(),
      openKeyboardMap: () => setOpen({ kind: 'keyboard' }),
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
    const commands: { readonly [Name in Command]?: () => void } = {
      'scan-screen': actions.scanScreen,
      'scan-region': actions.scanRegion,
      'enter-key': actions.enterKey,
      'choose-picture': actions.choosePicture,
      'back-up': actions.backUp,
      settings: actions.openSettings,
      search: () => searchRef.current?.focus(),
      restore: actions.restore,
      import: actions.importFile,
      export: actions.exportFile,
      paper: actions.printPaper,
      bin: actions.openBin,
      history: actions.openHistory,
      health: actions.openHealth,
      clock: actions.openClock,
      'keyboard-map': actions.openKeyboardMap,
      'link-waiting': takeLinks,
      'accounts-changed': readList,
    };
    return authenticator.onCommand((command) => isFree && commands[command]?.());
  }, [actions, isFree, takeLinks, readList]);

  /** Made anew only when they change: while a scan fills its dialog, nothing behind it is drawn again. */
  const notices = useMemo(
    () =>
      list && (
        <>
          <VaultNotices
            opened={opened}
            isPasswordWanted={isPasswordWanted}
            onSetPassword={() => setOpen(NEW_PASSWORD)}
            onShowHistory={actions.openHistory}
          />
          <ClockNotice onCheck={actions.openClock} />
          <ClockMoved onCheck={actions.openClock} />
          {add.unfinished}
          <MergeNotices accounts={list.accounts} onChanged={onPastChanged} />
          {/* Asked again when a dialog closes, too: it may have been the one that backs up. */}
          <BackupReminder changes={open.kind === 'none' ? list : open} onBackUp={actions.backUp} />
        </>
      ),
    [opened, isPasswordWanted, actions, add.unfinished, list, onPastChanged, open],
  );

  if (!list) return <main className="waiting" aria-busy="true" aria-label={t('app.loading')} />;
  return (
    <>
      <CodesScreen
        // Rows keep what they have drawn; in another language they are drawn anew.
        key={page.settings.language}
        list={list}
        actions={actions}
        onChanged={readList}
        onOpen={openOfAccount}
        searchRef={searchRef}
        chosenTags={chosenTags}
        onChooseTags={setChosenTags}
        onExport={exportChosen}
        isOlderThanLastSeen={opened?.notices.includes('older-than-last-seen') ?? false}
        notices={notices}
      />
      {capture.dialogs}
      {add.dialogs}
      <VaultDialogs
        open={open}
        accounts={list.accounts}
        onOpen={setOpen}
        onClose={close}
        onChanged={readList}
        onPastChanged={onPastChanged}
        onPasswordChanged={() => setPasswordWanted(false)}
        showReview={add.showReview}
        takeFiles={add.takeFiles}
      />
      {waysIn.isDragging && <DropOverlay />}
    </>
  );
}
