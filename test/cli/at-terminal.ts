/**
 * Runs a shell line at a pseudo-terminal (script of util-linux) and types when a prompt is there. Tests only.
 * The rule: nothing is typed before its prompt is seen, as a terminal would show it otherwise.
 */
import { spawn } from 'node:child_process';

/** A prompt that nobody answers would wait for ever. */
const TIMEOUT_MS = 60_000;

/** @param steps what to wait for, and what to type then. */
export async function atTerminal(
  line: string,
  steps: readonly (readonly [prompt: string, typed: string])[],
): Promise<{ readonly code: number | null; readonly shown: string }> {
  const child = spawn('script', ['-qefc', line, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: TIMEOUT_MS,
  });
  let shown = '';
  let seen = 0;
  const waiting = [...steps];
  child.stdout.on('data', (chunk) => {
    shown += chunk;
    const [next] = waiting;
    const at = next === undefined ? -1 : shown.indexOf(next[0], seen);
    if (next === undefined || at < 0) return;
    seen = at + next[0].length;
    waiting.shift();
    child.stdin.write(next[1]);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, shown };
}
