/** What stands beside the search: scan, add, view, more. Runs in the page. Not drawn again while somebody types. */
import {
  AppWindow,
  ArchiveRestore,
  BookOpen,
  Camera,
  ClipboardPaste,
  Clock,
  CopyCheck,
  EllipsisVertical,
  Eye,
  FileInput,
  FileOutput,
  FolderSearch,
  HardDriveDownload,
  HeartPulse,
  History,
  ImagePlus,
  Keyboard,
  ListChecks,
  Lock,
  Plus,
  Printer,
  ScanLine,
  Settings,
  SquareDashedMousePointer,
  Trash2,
} from 'lucide-react';
import { memo, type ReactElement, useDeferredValue } from 'react';
import { Button } from '../components/button.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { Menu } from '../components/menu.tsx';
import { SplitButton } from '../components/split-button.tsx';
import { t } from '../locales/text.ts';
import { ViewMenu } from './view-menu.tsx';

/** Everything that the toolbar and the empty list can start; the app's shell carries it out. */
export interface ScreenActions {
  readonly scanScreen: () => void;
  readonly scanRegion: () => void;
  readonly scanWindow: () => void;
  readonly watchScreen: () => void;
  readonly choosePicture: () => void;
  readonly chooseFolder: () => void;
  readonly openCamera: () => void;
  readonly enterKey: () => void;
  readonly showPasteHint: () => void;
  readonly backUp: () => void;
  readonly restore: () => void;
  readonly importFile: () => void;
  readonly openBin: () => void;
  readonly openHistory: () => void;
  readonly openHealth: () => void;
  readonly openDuplicates: () => void;
  readonly openClock: () => void;
  readonly exportFile: () => void;
  readonly printPaper: () => void;
  readonly openKeyboardMap: () => void;
  readonly openManual: () => void;
  readonly openSettings: () => void;
  readonly lock: () => void;
}

export interface ToolbarButtonsProps {
  readonly actions: ScreenActions;
  /** Begins to select several accounts. */
  readonly onSelect: () => void;
}

export const ToolbarButtons = memo(function ToolbarButtons(props: ToolbarButtonsProps): ReactElement {
  const { actions, onSelect } = props;
  // The codes are shown before menus and tooltips, which take as long to draw as all rows and follow right after.
  const hasMenus = useDeferredValue(true, false);
  if (!hasMenus) return <ToolbarPlaces onScan={actions.scanScreen} />;
  return (
    <>
      <SplitButton
        kind="primary"
        className="toolbar-scan"
        icon={<ScanLine aria-hidden />}
        onClick={actions.scanScreen}
        menuLabel={t('capture.menu')}
        groups={[
          [
            {
              label: t('capture.region'),
              icon: <SquareDashedMousePointer aria-hidden />,
              onChoose: actions.scanRegion,
            },
            { label: t('capture.window'), icon: <AppWindow aria-hidden />, onChoose: actions.scanWindow },
            { label: t('capture.watch'), icon: <Eye aria-hidden />, onChoose: actions.watchScreen },
          ],
        ]}
      >
        {t('codes.scan')}
      </SplitButton>
      <Menu
        trigger={<IconButton label={t('codes.addMenu')} icon={<Plus aria-hidden />} />}
        groups={[
          [
            {
              label: t('codes.choosePicture'),
              icon: <ImagePlus aria-hidden />,
              onChoose: actions.choosePicture,
            },
            {
              label: t('codes.chooseFolder'),
              icon: <FolderSearch aria-hidden />,
              onChoose: actions.chooseFolder,
            },
            { label: t('codes.camera'), icon: <Camera aria-hidden />, onChoose: actions.openCamera },
            { label: t('codes.enterKey'), icon: <Keyboard aria-hidden />, onChoose: actions.enterKey },
            {
              label: t('codes.pasteHint'),
              icon: <ClipboardPaste aria-hidden />,
              onChoose: actions.showPasteHint,
            },
          ],
        ]}
      />
      <ViewMenu />
      <Menu
        trigger={<IconButton label={t('codes.moreMenu')} icon={<EllipsisVertical aria-hidden />} />}
        groups={[
          [
            { label: t('codes.backUp'), icon: <HardDriveDownload aria-hidden />, onChoose: actions.backUp },
            { label: t('codes.restore'), icon: <ArchiveRestore aria-hidden />, onChoose: actions.restore },
            { label: t('codes.import'), icon: <FileInput aria-hidden />, onChoose: actions.importFile },
            { label: t('codes.export'), icon: <FileOutput aria-hidden />, onChoose: actions.exportFile },
            { label: t('codes.paper'), icon: <Printer aria-hidden />, onChoose: actions.printPaper },
          ],
          [{ label: t('select.start'), icon: <ListChecks aria-hidden />, onChoose: onSelect }],
          [
            { label: t('codes.bin'), icon: <Trash2 aria-hidden />, onChoose: actions.openBin },
            { label: t('codes.history'), icon: <History aria-hidden />, onChoose: actions.openHistory },
            { label: t('codes.health'), icon: <HeartPulse aria-hidden />, onChoose: actions.openHealth },
            { label: t('twins.menu'), icon: <CopyCheck aria-hidden />, onChoose: actions.openDuplicates },
            { label: t('codes.clockDoctor'), icon: <Clock aria-hidden />, onChoose: actions.openClock },
          ],
          [
            { label: t('codes.settings'), icon: <Settings aria-hidden />, onChoose: actions.openSettings },
            {
              label: t('keyboard.title'),
              icon: <Keyboard aria-hidden />,
              onChoose: actions.openKeyboardMap,
            },
            { label: t('keyboard.manual'), icon: <BookOpen aria-hidden />, onChoose: actions.openManual },
          ],
          [{ label: t('codes.lock'), icon: <Lock aria-hidden />, onChoose: actions.lock }],
        ]}
      />
    </>
  );
});

/** The same places, empty, so that nothing moves. */
function ToolbarPlaces({ onScan }: { readonly onScan: () => void }): ReactElement {
  return (
    <>
      <div className="split-button toolbar-scan">
        <Button kind="primary" icon={<ScanLine aria-hidden />} onClick={onScan}>
          {t('codes.scan')}
        </Button>
        <span className="icon-button split-more" />
      </div>
      <span className="icon-button" />
      <span className="icon-button" />
      <span className="icon-button" />
    </>
  );
}
