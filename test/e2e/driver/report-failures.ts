/**
 * Says after a failed end-to-end test what the app shows and printed. Runs in each test process before its file.
 * The rule: a failure on a machine that nobody can look at still tells what was on its screen.
 */
import { afterEach } from 'vitest';
import { describeRunningApps } from './running-app.ts';

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stdout.write(`${task.name}\n${await describeRunningApps()}\n`);
});
