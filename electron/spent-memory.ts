/**
 * Gives the memory of a finished key derivation back to the system. Runs in the vault process.
 * The rule: it runs beside the work, never before an answer.
 *
 * The KDF fills 64 MiB of WebAssembly memory. Nothing refers to it afterwards, but a process that then has little to do
 * collects no garbage, so the memory, and what it still holds of the password's derivation, would stay until the lock.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** After the first codes; what is asked for in a row is collected once. */
const DELAY_MS = 1000;

/** Makes the function that has spent memory collected soon. V8 gives its collector to new contexts only: hence one. */
export function createSpentMemoryReturn(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(collect, DELAY_MS);
  };
}
