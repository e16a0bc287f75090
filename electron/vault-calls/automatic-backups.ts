/**
 * When an automatic backup is made, and what is told about it. Runs in the vault process.
 * The rule: a backup counts once a fresh process has opened it; a failure is told until one succeeds.
 */
import { basename } from 'node:path';
import type { AutomaticBackupState } from '../ipc/contract.ts';
import type { BackupMemory } from '../ipc/earlier.ts';
import { CodedError } from '../ipc/failure.ts';
import { pruneAutomaticBackups, writeAutomaticBackup } from '../vault/automatic-backup.ts';
import { codesAt, compareCodes } from '../vault/backup.ts';
import type { Retention } from '../vault/retention.ts';
import type { Session } from '../vault/session.ts';
import { quarantinedOf } from '../vault/vault.ts';
import type { BackupCheck } from './backup-check.ts';

/** Changes that come one soon after the other go into one backup. */
const BATCH_MS = 30_000;
const REMINDER_MS = 30 * 24 * 60 * 60 * 1000;

interface Parts {
  /** Null: the person chose none. */
  readonly folder: () => string | null;
  readonly retention: () => Retention;
  /** Null while locked. */
  readonly session: () => Session | null;
  readonly check: BackupCheck;
  readonly now: () => number;
  readonly memory: BackupMemory;
  readonly remember: (memory: BackupMemory) => void;
  readonly batchMs?: number;
}

export interface AutomaticBackups {
  /** The vault was saved with something else in it. */
  readonly changed: () => void;
  /** After unlocking, or when a folder was chosen: what is in no backup yet will be. */
  readonly resume: () => void;
  /** A backup was made by hand, and proved. */
  readonly madeByHand: () => void;
  /** Makes one now; what goes wrong is in the state. */
  readonly run: () => Promise<void>;
  /** Makes the one that is waiting, if there is one: the vault is about to lock. */
  readonly flush: () => Promise<void>;
  readonly state: () => AutomaticBackupState;
}

export function createAutomaticBackups(parts: Parts): AutomaticBackups {
  const { folder, retention, session, check, now, remember, batchMs = BATCH_MS } = parts;
  let { memory } = parts;
  let timer: NodeJS.Timeout | undefined;
  let changeCount = 0;
  let runningCount = 0;
  let last: Promise<void> = Promise.resolve();

  const keep = (change: Partial<BackupMemory>) => {
    memory = { ...memory, ...change };
    remember(memory);
  };
  const succeeded = (startedAtMs: number, isAllInIt: boolean) =>
    keep({
      lastBackupAtMs: startedAtMs,
      notBackedUpSinceMs: isAllInIt ? 0 : startedAtMs,
      failure: null,
      failedAtMs: 0,
    });

  const make = async () => {
    const target = folder();
    const open = session();
    if (target === null || open === null) return;
    const startedAtMs = now();
    const countAtStart = changeCount;
    try {
      await writeAndProve(open, target, startedAtMs, check);
      succeeded(startedAtMs, changeCount === countAtStart);
    } catch (error) {
      const failure = error instanceof CodedError ? error.code : 'unexpected';
      return keep({ failure, failedAtMs: startedAtMs });
    }
    // Old ones that stay a day longer are no failed backup.
    await pruneAutomaticBackups(open.masterKey, target, retention()).catch(() => undefined);
  };
  const run = () => {
    clearTimeout(timer);
    timer = undefined;
    runningCount += 1;
    last = last.then(make).finally(() => {
      runningCount -= 1;
    });
    return last;
  };
  const schedule = () => {
    if (folder() === null || timer !== undefined) return;
    timer = setTimeout(run, batchMs);
    timer.unref();
  };

  return {
    changed() {
      changeCount += 1;
      if (memory.notBackedUpSinceMs === 0) keep({ notBackedUpSinceMs: now() });
      schedule();
    },
    resume() {
      if (memory.notBackedUpSinceMs > 0 || memory.failure !== null || memory.lastBackupAtMs === 0) schedule();
    },
    madeByHand: () => keep({ lastBackupAtMs: now(), notBackedUpSinceMs: 0 }),
    run,
    flush: async () => {
      if (timer !== undefined) await run();
      await last;
    },
    state: () => {
      const { lastBackupAtMs, notBackedUpSinceMs, failure, failedAtMs } = memory;
      const target = folder();
      return {
        folderName: target === null ? null : basename(target),
        lastBackupAtMs: lastBackupAtMs || null,
        notBackedUpSinceMs: notBackedUpSinceMs || null,
        isRunning: runningCount > 0,
        failure,
        failedAtMs: failedAtMs || null,
        isReminderDue: notBackedUpSinceMs > 0 && now() - notBackedUpSinceMs >= REMINDER_MS,
      };
    },
  };
}

async function writeAndProve(open: Session, folder: string, atMs: number, check: BackupCheck): Promise<void> {
  const { masterKey, slots, vault } = open;
  const path = await writeAutomaticBackup({ masterKey, slots, vault }, folder, atMs);
  const content = await check.run({ path, key: { masterKey }, atMs });
  const { matched, total } = compareCodes(codesAt(vault, atMs), content.codes);
  const isWhole =
    matched === total &&
    content.codes.length === total &&
    content.quarantinedCount === quarantinedOf(vault).length;
  if (!isWhole) throw new CodedError('backup-not-verified');
}
