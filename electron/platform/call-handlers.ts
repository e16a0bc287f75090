/**
 * Main's half of the contract: settings, clipboard, the save dialog, and the screen's from elsewhere. Runs in main.
 * The rule: nothing here knows what a vault holds; a path that a person chose leaves only as a grant.
 */
import path from 'node:path';
import { app, BrowserWindow, dialog, type FileFilter, nativeTheme } from 'electron';
import { EXPORT_FILES } from '../ipc/calls/export.ts';
import type { GrantPurpose } from '../ipc/channels.ts';
import type { HandlersOf, mainCalls } from '../ipc/contract.ts';
import { readClockSync } from './clock-sync.ts';
import type { CodeClipboard, FollowingCode } from './code-clipboard.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { WaitingLinks } from './links.ts';
import type { Preferences } from './preferences.ts';
import { text } from './texts/text.ts';

/** The oldest major that still gets fixes beside the one in package.json (Electron supports three). */
const OLDEST_SUPPORTED_ELECTRON = 43;
export const BACKUP_EXTENSION = 'halfminute-backup';

interface Parts {
  readonly window: () => BrowserWindow;
  readonly preferences: Preferences;
  readonly clipboard: CodeClipboard;
  readonly links: WaitingLinks;
  readonly screen: HandlersOf<typeof mainCalls>['screen'];
  readonly camera: HandlersOf<typeof mainCalls>['camera'];
  readonly popup: HandlersOf<typeof mainCalls>['popup'];
  readonly login: HandlersOf<typeof mainCalls>['login'];
  readonly showManual: () => void;
  readonly mini: HandlersOf<typeof mainCalls>['mini'];
  readonly lock: () => void;
  readonly onSettingsChanged: () => void;
  readonly grantFile: (purpose: GrantPurpose, path: string) => string;
}

const isoDay = (date: Date) => date.toISOString().slice(0, 10);

/** Makes the handlers that `serveCalls` answers main's calls with. */
export function createMainHandlers(parts: Parts): HandlersOf<typeof mainCalls> {
  const { window, preferences, clipboard, links } = parts;
  const copyCode = async ({
    code,
    next,
  }: {
    readonly code: string;
    readonly next?: FollowingCode | undefined;
  }) => {
    const clearAfterSeconds = preferences.settings().clipboardClearSeconds;
    await clipboard.copy(code, clearAfterSeconds, next);
    return { clearAfterSeconds };
  };

  const chooseTarget = async (
    purpose: GrantPurpose,
    { title, fileName, filters }: { title: string; fileName: string; filters?: FileFilter[] },
  ) => {
    const answer = await dialog.showSaveDialog(window(), {
      title,
      defaultPath: path.join(app.getPath('documents'), fileName),
      ...(filters && { filters }),
      properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    });
    if (answer.canceled || !answer.filePath) return null;
    const grant = parts.grantFile(purpose, answer.filePath);
    return { grant, fileName: path.basename(answer.filePath) };
  };

  return {
    app: {
      info: () => ({
        version: app.getVersion(),
        platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
        isSupportedElectron: Number.parseInt(process.versions.electron, 10) >= OLDEST_SUPPORTED_ELECTRON,
      }),
      lock: () => {
        parts.lock();
        return null;
      },
      collectGarbage: async () => {
        await collectGarbage(BrowserWindow.getAllWindows());
        return null;
      },
      clockSync: readClockSync,
      takeLinks: () => links.take(),
    },
    settings: {
      get: () => preferences.settings(),
      set: (patch) => {
        const settings = preferences.change(patch);
        nativeTheme.themeSource = settings.theme;
        parts.onSettingsChanged();
        return settings;
      },
    },
    clipboard: {
      copy: copyCode,
      copyRecoveryCode: copyCode,
    },
    screen: parts.screen,
    camera: parts.camera,
    popup: parts.popup,
    login: parts.login,
    help: {
      showManual: () => {
        parts.showManual();
        return null;
      },
    },
    mini: parts.mini,
    files: {
      chooseBackupFolder: async () => {
        const answer = await dialog.showOpenDialog(window(), {
          title: text('dialog.backupFolder'),
          properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
        });
        const [folder] = answer.filePaths;
        if (answer.canceled || !folder) return null;
        preferences.chooseBackupFolder(folder);
        parts.onSettingsChanged();
        return { folderName: path.basename(folder) };
      },
      forgetBackupFolder: () => {
        preferences.chooseBackupFolder(null);
        parts.onSettingsChanged();
        return null;
      },
      chooseBackupTarget: () =>
        chooseTarget('backup', {
          title: text('dialog.backUp'),
          fileName: `Halfminute ${isoDay(new Date())}.${BACKUP_EXTENSION}`,
          filters: [{ name: text('dialog.backupKind'), extensions: [BACKUP_EXTENSION] }],
        }),
      chooseExportTarget: ({ format }) =>
        chooseTarget('export', { title: text('dialog.export'), fileName: EXPORT_FILES[format] }),
      chooseReportTarget: () =>
        chooseTarget('import-report', {
          title: text('dialog.report'),
          fileName: `Halfminute import report ${isoDay(new Date())}.txt`,
        }),
      chooseRecordsTarget: () =>
        chooseTarget('unread-records', {
          title: text('dialog.records'),
          fileName: `Halfminute unread records ${isoDay(new Date())}.txt`,
        }),
    },
  };
}
