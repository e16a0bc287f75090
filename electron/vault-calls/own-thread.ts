/**
 * Runs one piece of work in a thread of its own, so that a costly key derivation can be ended and holds up no codes.
 * Runs in the vault process; `answerInThread` in the thread. The rule: the thread has what it was given and ends with its one
 * answer, and with it what it knew.
 */
import { type MessagePort, Worker } from 'node:worker_threads';
import { FileProblem, type FileProblemCode } from '../formats/problem.ts';

type Answer =
  | { readonly kind: 'started' }
  | { readonly kind: 'value'; readonly value: unknown }
  | {
      readonly kind: 'problem';
      readonly code: FileProblemCode;
      readonly format: string | null;
      readonly formats: readonly string[];
    };

/**
 * @param workerPath the script that gives `workerData` to `answerInThread`.
 * @param here the same work in this thread: one that cannot be started must not keep anybody from their accounts.
 * @throws FileProblem, `cancelled` as soon as the signal says so.
 */
export function inOwnThread<Value>(
  workerPath: string,
  workerData: object,
  signal: AbortSignal,
  here: () => Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new FileProblem('cancelled'));
    const worker = new Worker(workerPath, { workerData });
    const cancel = () => end(() => reject(new FileProblem('cancelled')));
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', cancel);
      settle();
      // Its wasm stops at once; a derivation of Node's own goes on to its (bounded) end and is thrown away.
      void worker.terminate();
    };
    signal.addEventListener('abort', cancel);
    let hasStarted = false;
    worker.once('error', (error) => end(() => (hasStarted ? reject(error) : resolve(here()))));
    // Only where it gave no answer: what came before has settled it.
    worker.once('exit', () => end(() => reject(new Error('the thread ended without an answer'))));
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'started') hasStarted = true;
      // The caller knows what it asked for.
      else if (answer.kind === 'value') end(() => resolve(answer.value as Value));
      else end(() => reject(new FileProblem(answer.code, answer.format, { formats: answer.formats })));
    });
  });
}

/** The thread's side: does its work, answers and has nothing more to do. */
export async function answerInThread(port: MessagePort, work: () => Promise<unknown>): Promise<void> {
  port.postMessage({ kind: 'started' } satisfies Answer);
  const answer = await work().then(
    (value): Answer => ({ kind: 'value', value }),
    (error: unknown): Answer => {
      // Anything else ends the thread with an error, which the vault process is told.
      if (!(error instanceof FileProblem)) throw error;
      const { code, format, formats } = error;
      return { kind: 'problem', code, format, formats };
    },
  );
  port.postMessage(answer);
}
