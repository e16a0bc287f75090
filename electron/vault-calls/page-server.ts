/**
 * Everything that answers one page: the vault half of the contract over one vault file. Runs in the vault process.
 * The rule: it reaches main only by `tellMain` and knows no process, so that tests run all of it under plain Node.
 */
import { uptime } from 'node:os';
import type { FromVaultProcess, VaultSettings, VaultStart } from '../ipc/channels.ts';
import { vaultCalls } from '../ipc/contract.ts';
import { serveCalls } from '../ipc/server.ts';
import { createAccountCalls } from './accounts.ts';
import { createAutomaticBackups } from './automatic-backups.ts';
import { createBackupCalls } from './backup.ts';
import type { BackupCheck } from './backup-check.ts';
import { createBinCalls } from './bin.ts';
import { createCheckCalls } from './checks.ts';
import { createClockWatch } from './clock-watch.ts';
import { createCodeCalls } from './codes.ts';
import { createCodesKeys } from './codes-keys.ts';
import { createEarlierCalls } from './earlier.ts';
import { createExportCalls } from './export.ts';
import type { ExportMaker } from './export-maker.ts';
import type { ForeignReader } from './foreign-reader.ts';
import { createGrants } from './grants.ts';
import { createHistoryCalls } from './history.ts';
import { createImportCalls } from './import.ts';
import { createKeychainLink } from './keychain-link.ts';
import { createKeyCalls } from './keys.ts';
import { createPaperCalls } from './paper.ts';
import { createPasswordGate } from './password-gate.ts';
import { createQuarantineCalls } from './quarantine.ts';
import { createRecoveryCodeCalls } from './recovery-codes.ts';
import { createReviews } from './reviews.ts';
import { createTrayAnswers } from './tray.ts';
import { createUseSaving } from './use-saving.ts';
import { createVaultCalls } from './vault.ts';
import { createVaultHolder } from './vault-holder.ts';

interface Parts {
  /** What main knows at the start. */
  readonly start: VaultStart;
  readonly tellMain: (message: FromVaultProcess) => void;
  readonly backupCheck: BackupCheck;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyClock: () => number;
  /** Milliseconds of a clock that goes on while the computer sleeps; the system's when left out. */
  readonly bootClock?: () => number;
  /** How long changes are gathered before an automatic backup; the default is that of `createAutomaticBackups`. */
  readonly batchMs?: number;
  /** How other apps' files are read; in this thread when left out. */
  readonly readForeign?: ForeignReader;
  /** How files for other apps are made; in this thread when left out. */
  readonly makeExport?: ExportMaker;
  /** A call failed in a way that has no failure code. */
  readonly onUnexpected: (fullName: string, error: unknown) => void;
}

/** Serves one page: `answer` takes a call's full name and argument and resolves to its `Result`, never rejects. */
export function createPageServer(parts: Parts) {
  const { start, tellMain, backupCheck, now, steadyClock, batchMs, readForeign, makeExport, onUnexpected } =
    parts;
  const clockWatch = createClockWatch(now, parts.bootClock ?? (() => uptime() * 1000));
  let { settings } = start;
  const gate = createPasswordGate({
    memory: start.passwordMemory,
    now,
    steadyClock,
    remember: (memory) => tellMain({ kind: 'remember-password', memory }),
    rehearsePasswordWeeks: start.rehearsePasswordWeeks,
  });
  const keychain = createKeychainLink((sequence, request) =>
    tellMain({ kind: 'keychain', sequence, request }),
  );
  const holder = createVaultHolder({
    path: start.vaultPath,
    lastSeenRevision: start.lastSeenRevision,
    lastSeenWork: start.lastSeenWork,
    gate,
    now,
    emptyBinDays: () => settings.emptyBinDays,
    onOpening: () => tellMain({ kind: 'opening' }),
    onNotOpened: () => tellMain({ kind: 'not-opened' }),
    onUnlocked: (seen) => {
      tellMain({ kind: 'unlocked', ...seen });
      // The command line, or another computer, has made it or saved since: that is in no backup that this app knows of.
      if (seen.revision !== start.lastSeenRevision) automatic.changed();
      automatic.resume();
    },
    onSaved: (seen) => {
      tellMain({ kind: 'saved', ...seen });
      automatic.changed();
    },
  });
  const reviews = createReviews();
  const uses = createUseSaving(holder, () => tellMain({ kind: 'used' }));
  const automatic = createAutomaticBackups({
    folder: () => settings.backupFolder,
    retention: () => settings.backupsKept,
    session: () => (holder.isUnlocked() ? holder.session() : null),
    check: backupCheck,
    now,
    memory: start.backupMemory,
    remember: (memory) => tellMain({ kind: 'remember-backup', memory }),
    ...(batchMs === undefined ? {} : { batchMs }),
  });
  const grants = createGrants();
  const codesKeys = createCodesKeys(now, steadyClock);
  const clockCorrectionMs = () => (now() < settings.clockCorrectionUntilMs ? settings.clockCorrectionMs : 0);
  const answer = serveCalls(
    vaultCalls,
    {
      vault: createVaultCalls(holder, keychain),
      keys: createKeyCalls(holder, keychain),
      accounts: createAccountCalls(holder, reviews, now, codesKeys.sealed),
      recoveryCodes: createRecoveryCodeCalls(holder, codesKeys, now),
      checks: createCheckCalls({ holder, automatic, clockWatch, now, clockCorrectionMs }),
      quarantine: createQuarantineCalls(holder, grants),
      bin: createBinCalls(holder),
      history: createHistoryCalls(holder),
      earlier: createEarlierCalls(holder, () => settings.backupFolder),
      codes: createCodeCalls(holder, now, clockCorrectionMs, uses, () => tellMain({ kind: 'counted' })),
      backup: createBackupCalls({ holder, reviews, backupCheck, grants, now, automatic }),
      import: createImportCalls(holder, reviews, grants, readForeign),
      export: createExportCalls(holder, grants, now, makeExport),
      paper: createPaperCalls(holder, reviews, now),
    },
    onUnexpected,
  );
  const changeSettings = (changed: VaultSettings) => {
    settings = changed;
    if (holder.isUnlocked()) automatic.resume();
  };
  const tray = createTrayAnswers(holder, now, clockCorrectionMs, uses);
  return { tray, holder, keychain, grants, answer, changeSettings, automatic, uses };
}
