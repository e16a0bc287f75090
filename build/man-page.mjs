/**
 * `npm run man-page`: writes docs/halfminute.1 from the table of commands. Runs under Node.
 * The rule: the page is never edited by hand; a test says when it is not what the table makes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installNpmPackages } from './npm-packages.mjs';
import { PROJECT, runScript, say } from './project.mjs';

const PAGE = 'docs/halfminute.1';

await runScript(async () => {
  await installNpmPackages();
  const { runnerImport } = await import('vite');
  /** @type {{module: {manPage: (version: string) => string}}} */
  const { module } = await runnerImport(path.join(PROJECT, 'electron/cli/man-page.ts'), {
    configFile: false,
    root: PROJECT,
    logLevel: 'error',
  });
  const { version } = JSON.parse(await readFile(path.join(PROJECT, 'package.json'), 'utf8'));
  await writeFile(path.join(PROJECT, PAGE), module.manPage(version));
  say(`Wrote ${PAGE}.`);
});
