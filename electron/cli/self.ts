/**
 * Starts this command line again, in a process of its own. Runs under Node.
 * The rule: what is secret goes through the new process's standard input, never through its arguments.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Its output, once it has ended. @throws Error when it does not end well. */
export async function runSelf(args: readonly string[], input: string): Promise<string> {
  const child = spawn(process.execPath, selfArguments(args), { stdio: ['pipe', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ended with ${code}`);
  return Buffer.concat(chunks).toString('utf8');
}

/** Leaves it running when this process ends. Resolves when it has the input. */
export async function leaveSelfRunning(args: readonly string[], input: string): Promise<void> {
  const child = spawn(process.execPath, selfArguments(args), {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  });
  child.stdin.end(input);
  await once(child.stdin, 'close');
  child.unref();
}

function selfArguments(args: readonly string[]): readonly string[] {
  const [, script] = process.argv;
  if (script === undefined) throw new Error('not started from a script');
  return [...process.execArgv, script, ...args];
}
