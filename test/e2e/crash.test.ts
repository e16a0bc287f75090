/**
 * What the vault process prints when it ends by an error. Runs in the real app.
 * The rule: the bundle that ships is made to fail, in the kind of process that it ships in.
 */
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';

const ENTRY = path.resolve(import.meta.dirname, '../../out/vault-process.cjs');
let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => discardApps([app]));

/** Starts another vault process, sends it a message and waits until it has ended. */
const endedBy = (message: unknown) =>
  app.electron.evaluate(
    async ({ utilityProcess }, { entry, sent }) => {
      const child = utilityProcess.fork(entry, [], { stdio: ['ignore', 'pipe', 'pipe'] });
      let printed = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk) => {
          printed += chunk;
        });
      }
      child.postMessage(sent);
      const exitCode = await new Promise((resolve) => child.once('exit', resolve));
      return { exitCode, printed };
    },
    { entry: ENTRY, sent: message },
  );

test('a vault process that fails prints one line, without a stack or a path', async () => {
  const { exitCode, printed } = await endedBy({ kind: 'start', vaultPath: '/home/ann/vault.halfminute' });
  expect(exitCode).toBe(1);
  expect(printed).toMatch(/^halfminute ends by an error that nobody caught: TypeError [^\n]*\n$/);
  expect(printed).not.toContain('/');
});

test('one that ends as asked prints nothing', async () => {
  expect(await endedBy({ kind: 'end' })).toEqual({ exitCode: 0, printed: '' });
});
