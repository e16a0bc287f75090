/**
 * Starts a child that reports lines and kills it at a random moment after the first one. Tests only.
 * The rule: a child that ends by itself is an error, and what it wrote to standard error is the reason.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';

/** The last whole line that the child reported before SIGKILL, some time within `longestWaitMs` after its first. */
export function lastLineBeforeKill(args: readonly string[], longestWaitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let reported = '';
    let complaint = '';
    let isKillPlanned = false;
    child.stderr.on('data', (text) => {
      complaint += text;
    });
    child.stdout.on('data', (text) => {
      reported += text;
      if (isKillPlanned) return;
      isKillPlanned = true;
      // Microseconds count: a save has moments that are shorter than a millisecond.
      const untilMs = performance.now() + randomInt(longestWaitMs * 1000) / 1000;
      const kill = () => (performance.now() < untilMs ? setImmediate(kill) : child.kill('SIGKILL'));
      setTimeout(kill, untilMs - performance.now() - 2);
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the child ended by itself: ${complaint}`));
      resolve(reported.slice(0, reported.lastIndexOf('\n')).split('\n').at(-1) ?? '');
    });
  });
}
