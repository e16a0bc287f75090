/**
 * `npm run dev`: the page with hot reload; main, preload and vault process rebuilt, and the app started again,
 * when electron/ changes. Runs under Node. The rule: only an unpackaged app takes its page from a server.
 */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { installNpmPackages } from './npm-packages.mjs';
import { PROJECT, runScript, ScriptError, say } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** Editors write a file in several steps; this waits for the last of them. */
const QUIET_MS = 150;
const PARTS = ['main.cjs', 'preload.cjs', 'region-preload.cjs', 'vault-process.cjs', 'import-worker.cjs'];

await runScript(async () => {
  await installNpmPackages();
  await ensureSystemPackages('app');
  const { createServer } = await import('vite');
  const { buildParts } = await import('./build.mjs');
  const { findElectron } = await import('./electron-runtime.mjs');
  const { electronEnvironment, sandboxSwitches } = await import('./launch.mjs');
  const { pageConfig } = await import('./vite-page.mjs');

  const { executablePath } = await findElectron();
  const server = await createServer({ ...pageConfig(), server: { host: 'localhost', open: false } });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new ScriptError('The development server has no address.');
  await buildParts(PARTS);
  say(`Every component in every state: ${url}look.html`);

  /** @type {import('node:child_process').ChildProcess} */
  let app;
  let isRestarting = false;
  /** @type {(code: number) => void} */
  let finish;
  const finished = new Promise((/** @type {(code: number) => void} */ resolve) => {
    finish = resolve;
  });
  const open = () => {
    app = spawn(executablePath, [...sandboxSwitches(), PROJECT, ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: { ...electronEnvironment(), HALFMINUTE_DEV_SERVER: url },
    });
    app.once('exit', (code) => {
      if (!isRestarting) finish(code ?? 1);
      isRestarting = false;
    });
  };
  const restart = async () => {
    try {
      await buildParts(PARTS);
    } catch (error) {
      say(`Not restarted: ${error instanceof Error ? error.message : error}`);
      return;
    }
    say('electron/ changed: starting again.');
    isRestarting = true;
    app.once('exit', open);
    app.kill();
  };

  /** @type {NodeJS.Timeout | undefined} */
  let waiting;
  const watcher = watch(path.join(PROJECT, 'electron'), { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(restart, QUIET_MS);
  });
  process.once('SIGINT', () => app.kill());
  process.once('SIGTERM', () => app.kill());
  open();
  const code = await finished;
  watcher.close();
  await server.close();
  return code;
});
