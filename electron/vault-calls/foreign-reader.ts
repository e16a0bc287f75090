/**
 * Reads another app's file, in a thread of its own where that takes a key derivation. Runs in the vault process and in that
 * thread. The rule: the thread knows the file and its password, and nothing of the vault.
 */
import type { ColumnChoice, Reading } from '../formats/reading.ts';
import { sourceFile } from '../formats/source-file.ts';
import { inOwnThread } from './own-thread.ts';

export interface ForeignBytes {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

export interface ReadRequest extends ForeignBytes {
  readonly password: string | null;
  readonly companions: readonly ForeignBytes[];
  readonly columns?: ColumnChoice;
  readonly format?: string;
}

/** @throws FileProblem, `cancelled` as soon as the signal says so. */
export type ForeignReader = (request: ReadRequest, signal: AbortSignal) => Promise<Reading>;

/** Reads in the thread that asks: cancelling is heeded before and after a derivation, not in it. */
export const readHere: ForeignReader = async (request, signal) => {
  // The readers are loaded with the first file: most runs of the app never need them.
  const { readFile } = await import('../formats/registry.ts');
  const { bytes, fileName, password, companions, columns, format } = request;
  return await readFile(sourceFile(bytes, fileName), {
    companions: companions.map((companion) => sourceFile(companion.bytes, companion.fileName)),
    ...(password === null ? {} : { password }),
    ...(columns ? { columns } : {}),
    ...(format ? { format } : {}),
    asksFormat: true,
    signal,
  });
};

/**
 * Reads what takes a key derivation in a thread, all else here: a thread costs more than reading a plain file.
 * @param workerPath the script of the thread.
 */
export function readerInThread(workerPath: string): ForeignReader {
  return (request, signal) =>
    request.password === null
      ? readHere(request, signal)
      : inOwnThread(workerPath, { read: request }, signal, () => readHere(request, signal));
}
