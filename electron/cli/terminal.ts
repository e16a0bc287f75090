/**
 * The terminal behind a process whose standard input is a file or a pipe. Runs under Node.
 * The rule: where there is none, nobody is asked, and nothing waits.
 */
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { Terminal } from './command.ts';

/** Null where the process has no terminal: a service, a scheduled job. */
export function openTerminal(): Terminal | null {
  try {
    return new ReadStream(openSync(process.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty', 'r+'));
  } catch {
    return null;
  }
}
