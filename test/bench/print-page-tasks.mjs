/**
 * `npm run bench:scan -- --page`: prints the longest tasks of the page's main thread during scans of a 4K screen.
 * Runs under Node. The rule: what is printed comes from Chromium's own trace of the real app (page-tasks.ts).
 */
import path from 'node:path';
import { runnerImport } from 'vite';
import { prepareElectron } from '../../build/prepare-electron.mjs';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const ROUNDS = 5;

/** @typedef {{picture: string, cpuMs: number, wallMs: number, taskCount: number, scanMs: number}} PageTasks */

export async function printPageTasks() {
  const stop = await prepareElectron();
  try {
    /** @type {{module: {TASK_LIMIT_MS: number, measurePageTasks(rounds: number): Promise<readonly PageTasks[]>}}} */
    const { module } = await runnerImport(path.join(PROJECT, 'test/bench/page-tasks.ts'), {
      configFile: false,
      root: PROJECT,
      logLevel: 'error',
    });
    console.log(`Longest task of the page's main thread during a scan (goal: ${module.TASK_LIMIT_MS} ms)`);
    console.log('picture                   processor ms  clock ms  tasks  click to result ms');
    const measured = await module.measurePageTasks(ROUNDS);
    for (const { picture, cpuMs, wallMs, taskCount, scanMs } of measured) {
      const cells = [cpuMs.toFixed(1).padStart(12), wallMs.toFixed(1).padStart(9)];
      const counts = [String(taskCount).padStart(6), scanMs.toFixed(0).padStart(19)];
      console.log([picture.padEnd(25), ...cells, ...counts].join(' '));
    }
    const worst = Math.max(...measured.map(({ cpuMs }) => cpuMs));
    console.log(
      `${worst <= module.TASK_LIMIT_MS ? 'Met' : 'Missed'}: ${worst.toFixed(1)} ms of processor time.`,
    );
  } finally {
    await stop();
  }
}
