/**
 * Starts, connects and ends the process that holds the unlocked vault. Runs in main.
 * The rule: locking ends that process; main hands ports, file grants and the keychain's key over, never a password.
 */
import { randomUUID } from 'node:crypto';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import {
  type FromVaultProcess,
  type GrantPurpose,
  type ToVaultProcess,
  type TrayAnswer,
  type TrayQuestion,
  VAULT_PORT_CHANNEL,
  type VaultSeen,
  type VaultSettings,
  type VaultStart,
} from '../ipc/channels.ts';
import type { BackupMemory } from '../ipc/earlier.ts';
import { CodedError } from '../ipc/failure.ts';
import type { KeychainAnswer, KeychainRequest, PasswordMemory } from '../ipc/key-messages.ts';

/** How long a running save may take to finish when the process is asked to end. */
const END_LIMIT_MS = 3000;
/** After that it is killed, and main goes on whether it hears of its end or not. */
const KILLED_LIMIT_MS = 1000;
/** A fresh process that proves a backup: the KDF and reading the file, with room for a slow disk. */
const BACKUP_CHECK_LIMIT_MS = 120_000;
/** What a process that is gone has to say. */
const NO_TRAY_ANSWER: TrayAnswer = { accounts: [], code: null };

export interface VaultProcessEvents {
  /** Whether there is something to lock: true from the moment at which a key is derived. */
  readonly onOpen: (isOpen: boolean) => void;
  readonly onUnlocked: () => void;
  readonly onSeen: (seen: VaultSeen) => void;
  /** A code was copied: it is among those used last, though nothing is saved yet. */
  readonly onUsed: () => void;
  /** A counter gave a code, asked for in any window. */
  readonly onCounted: () => void;
  readonly onPasswordMemory: (memory: PasswordMemory) => void;
  readonly onBackupMemory: (memory: BackupMemory) => void;
  readonly askKeychain: (request: KeychainRequest) => Promise<KeychainAnswer>;
  /** The process ended without being asked to. */
  readonly onLost: () => void;
}

export interface VaultProcessHost {
  /** Hands one end of a new channel to the main frame of `page` and the other to the vault process, unless that ends. */
  readonly connectPage: (page: WebContents) => void;
  /** Lets the vault process write to `path`, once and for `purpose`; the answer names the permission, not the path. @throws CodedError `locked`. */
  readonly grantFile: (purpose: GrantPurpose, path: string) => string;
  /** Never answers once the process ends. */
  readonly askTray: (question: TrayQuestion) => Promise<TrayAnswer>;
  readonly changeSettings: (settings: VaultSettings) => void;
  /** Ends the process, after the save that may be running; resolves when the system says that it is gone. */
  readonly end: () => Promise<void>;
}

const send = (process: UtilityProcess, message: ToVaultProcess, ports: Electron.MessagePortMain[] = []) =>
  process.postMessage(message, ports);

/** Forks the bundle at `entry`. Standard output is ignored: an unlocked process must have no way to print. */
const fork = (entry: string, name: string) =>
  utilityProcess.fork(entry, [], { serviceName: name, stdio: ['ignore', 'ignore', 'inherit'] });

/** `kill` of a utility process asks it to end; this does not ask. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Whether `done` comes within the time. */
async function isWithin(limitMs: number, done: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, limitMs, false);
  });
  const isDone = await Promise.race([done.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}

/** Starts a vault process with what it must know at once. */
export function startVaultProcess(
  entry: string,
  start: VaultStart,
  events: VaultProcessEvents,
): VaultProcessHost {
  const vault = fork(entry, 'Halfminute Vault');
  let isEnding = false;
  let backupCheck: UtilityProcess | undefined;
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => vault.once('exit', () => resolve()));

  const endBackupCheck = () => {
    backupCheck?.kill();
    backupCheck = undefined;
  };

  /** The fresh process that proves a backup talks to the vault process alone; main only connects the two. */
  const startBackupCheck = () => {
    endBackupCheck();
    const { port1, port2 } = new MessageChannelMain();
    const fresh = fork(entry, 'Halfminute Backup Check');
    backupCheck = fresh;
    setTimeout(() => fresh.kill(), BACKUP_CHECK_LIMIT_MS).unref();
    send(fresh, { kind: 'backup-check-port' }, [port1]);
    send(vault, { kind: 'backup-check-port' }, [port2]);
  };

  const answerKeychain = async (sequence: number, request: KeychainRequest) => {
    const answer = await events.askKeychain(request);
    if (!isEnding) send(vault, { kind: 'keychain', sequence, answer });
  };

  const trayQuestions = new Map<number, (answer: TrayAnswer) => void>();
  let traySequence = 0;

  vault.on('message', (message: FromVaultProcess) => {
    if (message.kind === 'opening') events.onOpen(true);
    if (message.kind === 'not-opened') events.onOpen(false);
    if (message.kind === 'unlocked') events.onUnlocked();
    if (message.kind === 'unlocked' || message.kind === 'saved') events.onSeen(message);
    if (message.kind === 'used') events.onUsed();
    if (message.kind === 'counted') events.onCounted();
    if (message.kind === 'remember-password') events.onPasswordMemory(message.memory);
    if (message.kind === 'remember-backup') events.onBackupMemory(message.memory);
    if (message.kind === 'keychain') answerKeychain(message.sequence, message.request);
    if (message.kind === 'tray') {
      trayQuestions.get(message.sequence)?.(message.answer);
      trayQuestions.delete(message.sequence);
    }
    if (message.kind === 'start-backup-check') startBackupCheck();
    if (message.kind === 'backup-check-done') endBackupCheck();
  });
  vault.once('exit', () => {
    hasEnded = true;
    for (const answer of trayQuestions.values()) answer(NO_TRAY_ANSWER);
    trayQuestions.clear();
    endBackupCheck();
    if (!isEnding) events.onLost();
  });
  send(vault, { kind: 'start', ...start });

  return {
    connectPage(page) {
      // The page asks again until it has a port; by then the next process is there. A port of this one would stay mute.
      if (isEnding || hasEnded) return;
      const { port1, port2 } = new MessageChannelMain();
      send(vault, { kind: 'page-port' }, [port1]);
      page.postMessage(VAULT_PORT_CHANNEL, null, [port2]);
    },
    grantFile(purpose, path) {
      if (isEnding || hasEnded) throw new CodedError('locked');
      const grant = randomUUID();
      send(vault, { kind: 'grant-file', grant, purpose, path });
      return grant;
    },
    askTray(question) {
      if (isEnding || hasEnded) return Promise.resolve(NO_TRAY_ANSWER);
      traySequence += 1;
      const sequence = traySequence;
      return new Promise((resolve) => {
        trayQuestions.set(sequence, resolve);
        send(vault, { kind: 'tray', sequence, question });
      });
    },
    changeSettings(settings) {
      if (!isEnding) send(vault, { kind: 'settings', settings });
    },
    async end() {
      isEnding = true;
      // Electron 25 may crash on a message to a process that is gone.
      if (hasEnded) return;
      send(vault, { kind: 'end' });
      if (await isWithin(END_LIMIT_MS, ended)) return;
      vault.kill();
      if (vault.pid !== undefined) killNow(vault.pid);
      await isWithin(KILLED_LIMIT_MS, ended);
    },
  };
}
