/**
 * The state of automatic backups, asked for and acted on. Runs in the page.
 * The rule: a failure is shown until the vault process tells of a success.
 */
import { useCallback, useEffect, useState } from 'react';
import type { AutomaticBackupState } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { usePage } from '../page-context.ts';

/** Main tells the vault process of a chosen folder by a way of its own; this long is waited for it to arrive. */
const FOLDER_TRIES = 20;
const FOLDER_PAUSE_MS = 50;
/** While one is being made; and while one is due or has failed, since those are made without the page's asking. */
const RUNNING_PAUSE_MS = 1000;
const DUE_PAUSE_MS = 10_000;

export interface AutomaticBackup {
  /** Null until it is known. */
  readonly state: AutomaticBackupState | null;
  readonly isBusy: boolean;
  readonly run: () => Promise<void>;
  /** Asks for a folder, and backs up into it at once. */
  readonly chooseFolder: () => Promise<void>;
  readonly turnOff: () => Promise<void>;
}

/** `changes`: another value asks again. */
export function useAutomaticBackup(changes?: unknown): AutomaticBackup {
  const { report } = usePage();
  const [state, setState] = useState<AutomaticBackupState | null>(null);
  const [isBusy, setBusy] = useState(false);

  const read = useCallback(async () => {
    const result = await authenticator.backup.automatic();
    if (!result.ok) {
      report(result.code);
      return null;
    }
    setState(result.value);
    return result.value;
  }, [report]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the vault is what makes a backup due.
  useEffect(() => void read(), [read, changes]);
  useEffect(() => {
    if (!state) return;
    const isDue = state.folderName !== null && (state.notBackedUpSinceMs ?? state.failure) !== null;
    if (!state.isRunning && !isDue) return;
    const timer = setTimeout(read, state.isRunning ? RUNNING_PAUSE_MS : DUE_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [state, read]);

  const run = async () => {
    if (isBusy) return;
    setBusy(true);
    const result = await authenticator.backup.runAutomatic();
    setBusy(false);
    if (result.ok) setState(result.value);
    else report(result.code);
  };
  const hasFolder = async (name: string | null) => {
    for (let tries = 0; tries < FOLDER_TRIES; tries += 1) {
      const now = await read();
      if (now === null || now.folderName === name) return now !== null;
      await new Promise((resolve) => setTimeout(resolve, FOLDER_PAUSE_MS));
    }
    return false;
  };
  return {
    state,
    isBusy,
    run,
    chooseFolder: async () => {
      const chosen = await authenticator.files.chooseBackupFolder();
      if (!chosen.ok) return report(chosen.code);
      if (chosen.value && (await hasFolder(chosen.value.folderName))) await run();
    },
    turnOff: async () => {
      const result = await authenticator.files.forgetBackupFolder();
      if (!result.ok) return report(result.code);
      await hasFolder(null);
    },
  };
}
