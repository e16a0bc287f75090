/**
 * Reads another app's file in a thread of its own, so that a costly key derivation can be ended and holds up no codes.
 * Runs in the vault process; `serveReading` runs in the thread. The rule: the thread has what it was given and ends with
 * its one answer, and with it what it knew.
 */
import { type MessagePort, Worker } from 'node:worker_threads';
import { FileProblem, type FileProblemCode } from '../formats/problem.ts';
import type { ColumnChoice, Reading } from '../formats/reading.ts';
import { sourceFile } from '../formats/source-file.ts';

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

type Answer =
  | { readonly kind: 'started' }
  | { readonly kind: 'reading'; readonly reading: Reading }
  | {
      readonly kind: 'problem';
      readonly code: FileProblemCode;
      readonly format: string | null;
      readonly formats: readonly string[];
    };

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
 * @param workerPath the script that runs `serveReading`.
 */
export function readerInThread(workerPath: string): ForeignReader {
  return (request, signal) =>
    request.password === null ? readHere(request, signal) : readInThread(workerPath, request, signal);
}

function readInThread(workerPath: string, request: ReadRequest, signal: AbortSignal): Promise<Reading> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new FileProblem('cancelled'));
    const worker = new Worker(workerPath, { workerData: request });
    const cancel = () => end(() => reject(new FileProblem('cancelled')));
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', cancel);
      settle();
      // Its wasm stops at once; a derivation of Node's own goes on to its (bounded) end and is thrown away.
      void worker.terminate();
    };
    signal.addEventListener('abort', cancel);
    let hasStarted = false;
    // A thread that cannot be started must not keep anybody from their accounts.
    worker.once('error', (error) =>
      end(() => (hasStarted ? reject(error) : resolve(readHere(request, signal)))),
    );
    // Only where it gave no answer: what came before has settled it.
    worker.once('exit', () => end(() => reject(new Error('the thread ended without an answer'))));
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'started') hasStarted = true;
      else if (answer.kind === 'reading') end(() => resolve(answer.reading));
      else end(() => reject(new FileProblem(answer.code, answer.format, { formats: answer.formats })));
    });
  });
}

/** The thread's side: reads what it was started with, answers and has nothing more to do. */
export async function serveReading(port: MessagePort, request: ReadRequest): Promise<void> {
  port.postMessage({ kind: 'started' } satisfies Answer);
  const answer = await readHere(request, new AbortController().signal).then(
    (reading): Answer => ({ kind: 'reading', reading }),
    (error: unknown): Answer => {
      // Anything else ends the thread with an error, which the vault process is told.
      if (!(error instanceof FileProblem)) throw error;
      const { code, format, formats } = error;
      return { kind: 'problem', code, format, formats };
    },
  );
  port.postMessage(answer);
}
