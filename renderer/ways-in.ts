/**
 * Every way an account comes in, wired together: the screen, pictures and files given or dropped, text, links, the
 * setup key, other apps' exports. Runs in the page. The rule: whichever way it came, it ends in one review.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { AppInfo } from '../electron/ipc/contract.ts';
import { exportsAmong } from './add/file-kinds.ts';
import { useIncoming } from './add/incoming.ts';
import { type Add, type AddOptions, useAdd } from './add/use-add.tsx';
import { authenticator } from './authenticator.ts';
import { isBackupFile } from './backup/backup-file.ts';
import type { Captured } from './capture/capture-screen.ts';
import { type Capture, useCapture } from './capture/use-capture.tsx';
import type { ScreenActions } from './codes/toolbar-buttons.tsx';
import { say } from './components/toast.tsx';
import type { NotReviewed } from './import/import-dialog.tsx';
import { readExport } from './import/read-export.ts';
import { t } from './locales/text.ts';
import type { Page } from './page-context.ts';

/** Files that are another app's export and could not be reviewed at once: a password is needed, or something is wrong. */
export interface Dropped {
  readonly files: readonly File[];
  readonly outcome: NotReviewed;
}

export interface WaysInOptions {
  readonly page: Page;
  readonly onChanged: () => void;
  /** A backup was dropped. */
  readonly onRestore: (file: File) => void;
  readonly onImport: (dropped: Dropped) => void;
  readonly afterAdded: AddOptions['afterAdded'];
  /** Whether another dialog has the word; what is dropped then is refused. */
  readonly isElsewhere: boolean;
}

export interface WaysIn {
  readonly add: Add;
  readonly capture: Capture;
  /** Something that can be dropped is held over the window. */
  readonly isDragging: boolean;
  readonly isIdle: boolean;
  readonly takeLinks: () => Promise<void>;
  /** What the toolbar, the empty list and main's menu start. */
  readonly actions: Pick<
    ScreenActions,
    | 'scanScreen'
    | 'scanRegion'
    | 'scanWindow'
    | 'watchScreen'
    | 'choosePicture'
    | 'chooseFolder'
    | 'openCamera'
    | 'enterKey'
    | 'showPasteHint'
  >;
}

export function useWaysIn(options: WaysInOptions): WaysIn {
  const { page, onChanged, onRestore, onImport, afterAdded, isElsewhere } = options;
  /** Scanning the screen captures, then adds, and a review scans again: each hook needs the other. */
  const afterCapture = useRef({ take: (_captured: Captured) => {}, choosePicture: () => {} });
  const capture = useCapture({
    onCaptured: useCallback((captured) => afterCapture.current.take(captured), []),
    onChoosePicture: useCallback(() => afterCapture.current.choosePicture(), []),
    pasteKeys: pasteKeys(page.info),
  });
  const add = useAdd({
    onChanged,
    onScanScreen: capture.scanScreen,
    onChooseRegion: capture.scanRegion,
    afterAdded,
  });
  afterCapture.current = { take: add.takeCaptured, choosePicture: add.choosePicture };
  const [isReading, setReading] = useState(false);
  /** Another app's export goes to the vault process; what that does not know is looked at as pictures and links are. */
  const takeExports = useCallback(
    async (files: readonly File[]) => {
      const exported = await exportsAmong(files);
      if (exported.length === 0) return add.takeFiles(files);
      const given = [...exported, ...files.filter((file) => !exported.includes(file))];
      const outcome = await readExport({ files: given, password: null });
      if (outcome.kind === 'review') add.showReview(outcome.review, 'import', outcome.remarks);
      else if (isUnknown(outcome)) add.takeFiles(files);
      else if (outcome.kind === 'failure') page.report(outcome.code);
      else onImport({ files: given, outcome });
    },
    [add.takeFiles, add.showReview, onImport, page.report],
  );
  const takeFiles = useCallback(
    async (files: readonly File[]) => {
      capture.close();
      const backup = files.find(isBackupFile);
      if (backup) return onRestore(backup);
      setReading(true);
      await takeExports(files).finally(() => setReading(false));
    },
    [takeExports, capture.close, onRestore],
  );
  const takeText = useCallback(
    (text: string) => {
      capture.close();
      add.takeText(text);
    },
    [add.takeText, capture.close],
  );
  const isDragging = useIncoming({
    onFiles: takeFiles,
    onText: takeText,
    onAddress: add.takeAddress,
    onFolder: add.takeFolder,
    isWelcome: !isElsewhere && !isReading,
  });
  const takeLinks = useCallback(async () => {
    const links = await authenticator.app.takeLinks();
    if (links.ok && links.value.length > 0) add.takeText(links.value.join('\n'));
  }, [add.takeText]);

  const { scanScreen, scanRegion, scanWindow, watch } = capture;
  const { choosePicture, chooseFolder, openCamera, enterKey } = add;
  const actions = useMemo(
    () => ({
      scanScreen,
      scanRegion,
      scanWindow,
      watchScreen: watch,
      choosePicture,
      chooseFolder,
      openCamera,
      enterKey,
      showPasteHint: () => say(t('codes.pasteHow', { keys: pasteKeys(page.info) }), { topic: 'paste' }),
    }),
    [scanScreen, scanRegion, scanWindow, watch, choosePicture, chooseFolder, openCamera, enterKey, page.info],
  );

  return { add, capture, isDragging, isIdle: add.isIdle && capture.isIdle, takeLinks, actions };
}

function isUnknown(outcome: NotReviewed): boolean {
  return outcome.kind === 'problem' && (outcome.problem === 'not-recognised' || outcome.problem === 'empty');
}

function pasteKeys({ platform }: AppInfo): string {
  return platform === 'darwin' ? '⌘V' : 'Ctrl+V';
}
