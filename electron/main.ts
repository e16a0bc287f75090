/**
 * Start-up, as one ordered list. Runs in main.
 * The rule: every guard stands before the first window; what locks, locks here and in one way.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  safeStorage,
  session,
  clipboard as systemClipboard,
  systemPreferences,
  type WebContents,
} from 'electron';
import { CALL_CHANNEL, COMMAND_CHANNEL, VAULT_PORT_CHANNEL } from './ipc/channels.ts';
import { type Command, mainCalls } from './ipc/contract.ts';
import { CodedError } from './ipc/failure.ts';
import { serveCalls } from './ipc/server.ts';
import { VAULT_FILE } from './ipc/vault-file.ts';
import { log, logUncaughtErrors } from './log.ts';
import { PAGE_ORIGINS, PAGE_PATH, registerAppScheme } from './platform/app-protocol.ts';
import { refuseDefaultMenu, setUpApplicationMenu } from './platform/application-menu.ts';
import { cleanUpBeforeQuit } from './platform/before-quit.ts';
import { createMainHandlers } from './platform/call-handlers.ts';
import { createCameraGate } from './platform/camera-gate.ts';
import { createCapturedPictures } from './platform/captured-pictures.ts';
import { watchClosing } from './platform/close-to-tray.ts';
import { createCodeClipboard } from './platform/code-clipboard.ts';
import { asksForDebugging, guardContents, guardSession, refuseBackgroundNetwork } from './platform/guards.ts';
import { helpBoxes } from './platform/help-boxes.ts';
import { refuseIdleCollections } from './platform/idle-memory.ts';
import { createKeychain } from './platform/keychain.ts';
import { createKeychainPrompt } from './platform/keychain-prompt.ts';
import { createWaitingLinks } from './platform/links.ts';
import { createLockTriggers } from './platform/lock-triggers.ts';
import { bringToFront, createMainWindow, replacePage } from './platform/main-window.ts';
import { setUpManual } from './platform/manual-window.ts';
import {
  developmentUrl,
  isOurUrl,
  isPageUrl,
  manualUrl,
  pageOrigins,
  regionUrl,
} from './platform/page-addresses.ts';
import { createPageAddress } from './platform/page-turns.ts';
import { openPreferences } from './platform/preferences.ts';
import { goToProfileFolder, mayBeHeld } from './platform/profile-folder.ts';
import { createSafeStorage } from './platform/safe-storage.ts';
import { setUpScreen } from './platform/screen-calls.ts';
import { isFromOurPage, type Sender } from './platform/sender.ts';
import { servePages } from './platform/serve-pages.ts';
import { setUpSmallWindows } from './platform/small-windows.ts';
import { firstWindow, startAtLogin } from './platform/start-at-login.ts';
import { startHints } from './platform/start-hints.ts';
import { speakLanguage, text } from './platform/texts/text.ts';
import { setUpTray } from './platform/tray.ts';
import { startVaultProcess, type VaultProcessHost } from './platform/vault-process-host.ts';
import { vaultSettingsOf, vaultStartOf } from './platform/vault-settings.ts';
import { rememberPlace } from './platform/window-place.ts';

logUncaughtErrors();

const OUT = __dirname;
/** A vault process that ends this often in a row will not come up; saying so beats a loop. */
const LOSSES_MAX = 3;

/** A development server's page names the origin that serves pictures; ours is served from there itself. */
const pictures = createCapturedPictures(developmentUrl ? PAGE_ORIGINS[0] : '');
const camera = createCameraGate(process.platform === 'darwin' ? systemPreferences : null, Date.now);

/**
 * From the page to the rest of the start (vault process, menu, tray, shortcuts): the first frame and the first key come
 * first, and no password is typed by then. A window that is closed before gets none.
 */
const AFTER_PAGE_MS = 100;

const profile = goToProfileFolder(app);

function start(): void {
  const preferences = openPreferences(app.getPath('userData'), (error) => log('settings', error));
  const keychain = createKeychain({
    folder: app.getPath('userData'),
    storage: createSafeStorage(safeStorage, process.platform),
    prompt: createKeychainPrompt(process.platform),
    platform: process.platform,
    onProblem: log,
  });
  const manual = setUpManual(manualUrl);
  const clipboard = createCodeClipboard(systemClipboard);
  const links = createWaitingLinks();
  links.offer(process.argv);
  let window: BrowserWindow | null = null;
  /** True from the moment at which a key is derived: a lock in that moment must hold, too. */
  let isOpen = false;
  let losses = 0;
  const vaultPath = path.join(app.getPath('userData'), VAULT_FILE);
  const hints = () => startHints(existsSync(vaultPath), preferences.settings().language);
  const nextPageUrl = createPageAddress(pageOrigins, PAGE_PATH, hints);

  const startVault = (): VaultProcessHost =>
    startVaultProcess(path.join(OUT, 'vault-process.cjs'), vaultStartOf(preferences, vaultPath), {
      onOpen: (opens) => {
        isOpen = opens;
        menu.refresh();
      },
      onUnlocked: () => {
        losses = 0;
        triggers.unlocked();
        tray.refresh();
      },
      onSeen: (seen) => {
        preferences.sawVault(seen);
        tray.refresh();
        smallWindows.tellChange();
      },
      onPasswordMemory: (memory) => preferences.rememberPassword(memory),
      onBackupMemory: (memory) => preferences.rememberBackup(memory),
      askKeychain: keychain.answer,
      onUsed: () => tray.refresh(),
      onCounted: () => sendCommand('accounts-changed'),
      onLost: () => {
        log('the vault process ended unexpectedly');
        losses += 1;
        if (losses < LOSSES_MAX)
          return void replaceEverything().catch((error) => log('starting anew', error));
        dialog.showErrorBox(app.getName(), text('start.failed'));
        app.exit(1);
      },
    });

  /** Ends the process that holds the secrets and the page that shows codes; both start anew, locked. */
  const replaceEverything = async () => {
    isOpen = false;
    menu.refresh();
    tray.refresh();
    triggers.stop();
    screen.drop();
    const bringPopupBack = smallWindows.drop();
    await Promise.all([clipboard.clearIfOurs(), vault?.end()]);
    vault = startVault();
    bringPopupBack();
    if (window) await replacePage(window, nextPageUrl());
  };
  const lock = () => {
    camera.close();
    if (isOpen) replaceEverything().catch((error) => log('locking', error));
  };
  const triggers = createLockTriggers(preferences.settings, lock);
  let vault: VaultProcessHost | null = null;
  let waitingPage: WebContents | null = null;
  /** Once the page is there: what nobody needs before is done while the person begins to type, not while the page is drawn. */
  const goOnAfterPage = () => {
    if (!window) return;
    vault ??= startVault();
    if (waitingPage) vault.connectPage(waitingPage);
    waitingPage = null;
    followSettings();
  };

  const openWindow = (start: 'shown' | 'minimised' | 'hidden') => {
    const onLost = (error: Error) => log('the page', error);
    const opened = createMainWindow(path.join(OUT, 'preload.cjs'), nextPageUrl, isPageUrl, onLost, start);
    camera.belongsTo(opened.webContents);
    opened.webContents.once('did-stop-loading', () => setTimeout(goOnAfterPage, AFTER_PAGE_MS));
    triggers.watchWindow(opened);
    rememberPlace(opened, { read: preferences.windowPlace, keep: preferences.keepWindowPlace });
    watchClosing(opened, { preferences, onStay: () => tray.setShown(true) });
    opened.on('closed', () => {
      window = null;
      smallWindows.close();
      manual.close();
    });
    window = opened;
  };
  const showWindow = () => window && bringToFront(window);
  const sendCommand = (command: Command) => window?.webContents.send(COMMAND_CHANNEL, command);
  const offerLinks = (texts: readonly string[]) => {
    if (links.offer(texts)) sendCommand('link-waiting');
    showWindow();
  };

  const screen = setUpScreen({
    regionPage: { out: OUT, url: regionUrl, language: () => preferences.settings().language },
    pictures,
    showWindow,
    isOpen: () => isOpen,
    sendCommand,
  });
  const smallWindows = setUpSmallWindows({
    preload: path.join(OUT, 'preload.cjs'),
    hints,
    isOpen: () => isOpen,
    preferences,
    staysOnBlur: keychain.isAsking,
    showMain: showWindow,
    onUnlocked: () => sendCommand('unlocked'),
  });
  const tray = setUpTray(OUT, {
    isOpen: () => isOpen,
    accounts: async () => (await vault?.askTray({ kind: 'accounts' }))?.accounts ?? [],
    copyCode: async (id) => {
      const asked = await vault?.askTray({ kind: 'code', id });
      // A lock may have come first: it has cleared the clipboard.
      if (asked?.code && isOpen) await clipboard.copyBySettings(asked.code, preferences.settings());
    },
    showMain: showWindow,
    findCode: smallWindows.show,
    scanScreen: () => screen.scan(),
    lock,
  });
  const menu = setUpApplicationMenu(
    {
      sendCommand,
      lock,
      findCode: smallWindows.show,
      showManual: manual.show,
      ...helpBoxes(() => window),
    },
    () => ({ isOpen, hidesCodes: preferences.settings().hideCodes }),
  );
  const followSettings = () => {
    speakLanguage(preferences.settings().language, app.getPreferredSystemLanguages());
    menu.refresh();
    tray.setShown(preferences.settings().closeToTray);
    tray.refresh();
    screen.follow(preferences.settings());
    smallWindows.follow(preferences.settings());
  };
  const isOurs = (event: Sender) => isFromOurPage(event, window, isPageUrl) || smallWindows.isSender(event);

  const handlers = createMainHandlers({
    window: () => window as BrowserWindow,
    preferences,
    clipboard,
    links,
    screen: screen.handlers,
    camera: camera.handlers,
    ...smallWindows.handlers,
    login: startAtLogin(app, profile),
    showManual: manual.show,
    lock,
    onSettingsChanged: () => {
      followSettings();
      if (isOpen) triggers.watchIdle();
      vault?.changeSettings(vaultSettingsOf(preferences));
    },
    grantFile: (purpose, file) => {
      if (!vault) throw new CodedError('locked');
      return vault.grantFile(purpose, file);
    },
  });
  const answer = serveCalls(mainCalls, handlers, (name, error) => log(`call ${name}`, error));
  ipcMain.handle(CALL_CHANNEL, (event, fullName: unknown, argument: unknown) =>
    isOurs(event) ? answer(fullName, argument) : { ok: false, code: 'not-allowed' },
  );
  ipcMain.on(VAULT_PORT_CHANNEL, (event) => {
    if (!isOurs(event)) return;
    if (vault) vault.connectPage(event.sender);
    else waitingPage = event.sender;
  });

  nativeTheme.themeSource = preferences.settings().theme;
  openWindow(firstWindow(app, process.argv, preferences.settings().closeToTray));

  app.on('second-instance', (_event, argv) => offerLinks(argv));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    offerLinks([url]);
  });
  app.on('window-all-closed', () => app.quit());
  cleanUpBeforeQuit(app, () => Promise.all([clipboard.clearIfOurs(), vault?.end()]));
}

if (app.isPackaged && asksForDebugging((name) => app.commandLine.hasSwitch(name))) {
  log('refused to start: debugging switches are not taken');
  app.exit(1);
} else if (!app.requestSingleInstanceLock() && mayBeHeld(app.getPath('userData'))) {
  app.quit();
} else {
  refuseDefaultMenu();
  registerAppScheme(developmentUrl !== undefined);
  refuseIdleCollections();
  refuseBackgroundNetwork(developmentUrl ? new URL(developmentUrl).hostname : null);
  guardContents(isPageUrl);
  // Every page is sandboxed by its own options, too; Chromium refuses this switch as root with --no-sandbox.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.whenReady().then(() => {
    guardSession(session.defaultSession, isOurUrl, camera.allows);
    servePages(OUT, pictures.take);
    start();
  });
}
