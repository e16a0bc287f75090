/**
 * The process that holds the unlocked vault: binds the vault half of the contract to the page's port.
 * Runs as an Electron utility process. The rule: it dies when the vault locks, and it prints nothing.
 */
import type {
  BackupCheckRequest,
  FromVaultProcess,
  PortRequest,
  ToVaultProcess,
  VaultSettings,
} from './ipc/channels.ts';
import { vaultCalls } from './ipc/contract.ts';
import { serveCalls } from './ipc/server.ts';
import { log } from './log.ts';
import { createSpentMemoryReturn } from './spent-memory.ts';
import { createAccountCalls } from './vault-calls/accounts.ts';
import { createAutomaticBackups } from './vault-calls/automatic-backups.ts';
import { createBackupCalls } from './vault-calls/backup.ts';
import { answerBackupCheck, createBackupCheck } from './vault-calls/backup-check.ts';
import { createBinCalls } from './vault-calls/bin.ts';
import { createCodeCalls } from './vault-calls/codes.ts';
import { createEarlierCalls } from './vault-calls/earlier.ts';
import { createHistoryCalls } from './vault-calls/history.ts';
import { createImportCalls } from './vault-calls/import.ts';
import { createKeychainLink } from './vault-calls/keychain-link.ts';
import { createKeyCalls } from './vault-calls/keys.ts';
import { createPasswordGate } from './vault-calls/password-gate.ts';
import { createReviews } from './vault-calls/reviews.ts';
import { createVaultCalls } from './vault-calls/vault.ts';
import { createVaultHolder } from './vault-calls/vault-holder.ts';

const parent = process.parentPort;
const tellMain = (message: FromVaultProcess) => parent.postMessage(message);

/** Serves one page: every request is answered in its own time, matched by its sequence number. */
function servePage({
  vaultPath,
  lastSeenRevision,
  passwordMemory,
  rehearsePasswordWeeks,
  settings: settingsAtStart,
  backupMemory,
}: Extract<ToVaultProcess, { readonly kind: 'start' }>) {
  const now = Date.now;
  let settings = settingsAtStart;
  const gate = createPasswordGate({
    memory: passwordMemory,
    now,
    steadyClock: () => performance.now(),
    remember: (memory) => tellMain({ kind: 'remember-password', memory }),
    rehearsePasswordWeeks,
  });
  const keychain = createKeychainLink((sequence, request) =>
    tellMain({ kind: 'keychain', sequence, request }),
  );
  const holder = createVaultHolder({
    path: vaultPath,
    lastSeenRevision,
    gate,
    now,
    emptyBinDays: () => settings.emptyBinDays,
    onOpening: () => tellMain({ kind: 'opening' }),
    onNotOpened: () => tellMain({ kind: 'not-opened' }),
    onUnlocked: (revision) => {
      tellMain({ kind: 'unlocked', revision });
      automatic.resume();
    },
    onSaved: (revision) => {
      tellMain({ kind: 'saved', revision });
      automatic.changed();
    },
  });
  const reviews = createReviews();
  const backupCheck = createBackupCheck(
    () => tellMain({ kind: 'start-backup-check' }),
    () => tellMain({ kind: 'backup-check-done' }),
  );
  const automatic = createAutomaticBackups({
    folder: () => settings.backupFolder,
    retention: () => settings.backupsKept,
    session: () => (holder.isUnlocked() ? holder.session() : null),
    check: backupCheck,
    now,
    memory: backupMemory,
    remember: (memory) => tellMain({ kind: 'remember-backup', memory }),
  });
  const grants = new Map<string, string>();
  const answer = serveCalls(
    vaultCalls,
    {
      vault: createVaultCalls(holder, keychain),
      keys: createKeyCalls(holder, keychain),
      accounts: createAccountCalls(holder, reviews, now),
      bin: createBinCalls(holder),
      history: createHistoryCalls(holder),
      earlier: createEarlierCalls(holder, () => settings.backupFolder),
      codes: createCodeCalls(holder, now),
      backup: createBackupCalls({ holder, reviews, backupCheck, grants, now, automatic }),
      import: createImportCalls(holder, reviews),
    },
    (name, error) => log(`call ${name}`, error),
  );
  const changeSettings = (changed: VaultSettings) => {
    settings = changed;
    if (holder.isUnlocked()) automatic.resume();
  };
  return { holder, keychain, backupCheck, grants, answer, changeSettings, automatic };
}

/**
 * Runs `work` in a turn of Node's own loop. Inside a port's event Electron (25 at least) looks for unhandled rejections
 * before microtasks have run, so a rejection that is caught one microtask later would end the process.
 */
const inOwnTurn = (work: () => Promise<void>) => void setImmediate(work);

/** Of the calls, those that take a password derive a key from it. */
const derivesKey = (argument: unknown) =>
  typeof argument === 'object' && argument !== null && 'password' in argument;
const returnSpentMemory = createSpentMemoryReturn();

let page: ReturnType<typeof servePage> | undefined;

parent.on('message', async ({ data, ports }) => {
  const message = data as ToVaultProcess;
  const port = ports[0];
  if (message.kind === 'start') page = servePage(message);
  if (message.kind === 'settings') page?.changeSettings(message.settings);
  if (message.kind === 'grant-file') page?.grants.set(message.grant, message.path);
  if (message.kind === 'keychain') page?.keychain.answered(message.sequence, message.answer);
  if (message.kind === 'page-port' && port && page) {
    const { answer } = page;
    port.on('message', (event) => {
      const request = event.data as PortRequest;
      inOwnTurn(async () => {
        const result = await answer(request?.fullName, request?.argument);
        port.postMessage({ sequence: request?.sequence, result });
        if (derivesKey(request?.argument)) returnSpentMemory();
      });
    });
    port.start();
  }
  if (message.kind === 'backup-check-port' && port) {
    if (page) page.backupCheck.connect(port);
    else {
      port.once('message', async (event) =>
        port.postMessage(await answerBackupCheck(event.data as BackupCheckRequest)),
      );
      port.start();
    }
  }
  if (message.kind === 'end') {
    await page?.holder.settled();
    // Main waits for seconds only; what does not get done is made up for at the next unlock.
    await page?.automatic.flush();
    process.exit(0);
  }
});
