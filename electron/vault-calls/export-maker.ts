/**
 * Makes another app's file and proves it by reading it back, in a thread of its own where a key is derived. Runs in the vault
 * process and in that thread. The rule: the thread gets the accounts that go into the file and the file's password, and
 * nothing else of the vault.
 */
import type { PageWords } from '../formats/writing.ts';
import type { AccountDraft } from '../otp/account.ts';
import { inOwnThread } from './own-thread.ts';

export interface ExportRequest {
  readonly format: string;
  readonly accounts: readonly AccountDraft[];
  /** Unix milliseconds. */
  readonly nowMs: number;
  /** Null: English. */
  readonly pageWords: PageWords | null;
  /** Null where the format is not encrypted. */
  readonly password: string | null;
  /** The file as it was found where it was written to; null: it is to be made. */
  readonly written: Uint8Array | null;
}

export interface ExportAnswer {
  readonly bytes: Uint8Array;
  /** Of a file that was made already: accounts that came back as they went in, of all that it was to hold. */
  readonly matchedCount: number;
  readonly totalCount: number;
}

/** @throws FileProblem, `cancelled` as soon as the signal says so. */
export type ExportMaker = (request: ExportRequest, signal: AbortSignal) => Promise<ExportAnswer>;

/** In the thread that asks: cancelling is heeded before and after a derivation, not in it. */
export const makeHere: ExportMaker = async (request, signal) => {
  // The writers are loaded with the first export: most runs of the app never need them.
  const { planExport, readBackExport, writeExport } = await import('../formats/write-export.ts');
  const { format, accounts, nowMs, pageWords, password, written } = request;
  if (written === null) {
    const { bytes, held } = await writeExport(format, accounts, {
      nowMs,
      signal,
      ...(pageWords === null ? {} : { pageWords }),
      ...(password === null ? {} : { password }),
    });
    return { bytes, matchedCount: 0, totalCount: held.length };
  }
  const plan = planExport(format, accounts);
  const { fileName } = plan.writer;
  const counts = await readBackExport({ ...plan, bytes: written, fileName }, written, password ?? undefined);
  return { bytes: written, ...counts };
};

/** @param workerPath the script of the thread; plain files are made here: a thread costs more than writing them. */
export function makerInThread(workerPath: string): ExportMaker {
  return (request, signal) =>
    request.password === null
      ? makeHere(request, signal)
      : inOwnThread(workerPath, { exported: request }, signal, () => makeHere(request, signal));
}
