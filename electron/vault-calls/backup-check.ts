/**
 * Proof that a backup opens: a fresh process reads the written file and makes every code. Runs in both processes.
 * The rule: the fresh process gets the file and a key to it and nothing else, as a person with only those would.
 */
import { readFile } from 'node:fs/promises';
import type { BackupCheckRequest } from '../ipc/channels.ts';
import { CodedError } from '../ipc/failure.ts';
import { type AccountCode, codesAt, readBackup } from '../vault/backup.ts';
import { openVaultWithMasterKey } from '../vault/format.ts';
import { quarantinedOf } from '../vault/vault.ts';

/** Starting the process, the KDF and reading the file, with room for a slow disk. */
const CHECK_LIMIT_MS = 60_000;

/** What is used of Electron's MessagePortMain; this folder runs under plain Node, too. */
export interface CheckPort {
  once(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  start(): void;
  postMessage(message: BackupCheckRequest): void;
}

export interface BackupContent {
  readonly codes: readonly AccountCode[];
  readonly quarantinedCount: number;
}

/** The fresh process's side: what the file holds, or null when it cannot be opened. */
export async function answerBackupCheck(request: BackupCheckRequest): Promise<BackupContent | null> {
  try {
    const { path, key } = request;
    const bytes = await readFile(path);
    const { vault } =
      'password' in key
        ? await readBackup(bytes, key.password)
        : openVaultWithMasterKey(bytes, key.masterKey);
    return { codes: codesAt(vault, request.atMs), quarantinedCount: quarantinedOf(vault).length };
  } catch {
    return null;
  }
}

export interface BackupCheck {
  /** Main gives the port to the fresh process here. */
  readonly connect: (port: CheckPort) => void;
  /** @throws CodedError `backup-not-verified` when the file does not open there, or no answer comes in time. */
  readonly run: (request: BackupCheckRequest) => Promise<BackupContent>;
}

/** The vault process's side. Checks run one after the other. */
export function createBackupCheck(startFreshProcess: () => void, onDone: () => void): BackupCheck {
  let onPort: ((port: CheckPort) => void) | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const check = async (request: BackupCheckRequest): Promise<BackupContent> => {
    let timer: NodeJS.Timeout | undefined;
    try {
      const content = await new Promise<BackupContent | null>((resolve) => {
        timer = setTimeout(() => resolve(null), CHECK_LIMIT_MS);
        onPort = (port) => {
          port.once('message', (event) => resolve(event.data as BackupContent | null));
          port.start();
          port.postMessage(request);
        };
        startFreshProcess();
      });
      if (!content) throw new CodedError('backup-not-verified');
      return content;
    } finally {
      clearTimeout(timer);
      onPort = undefined;
      onDone();
    }
  };

  return {
    connect: (port) => onPort?.(port),
    run(request) {
      const turn = last.then(() => check(request));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
