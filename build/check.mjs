/**
 * `npm run check`: format, lint with no warning left, and types on every side. Runs under Node.
 * The rule: every part runs even when an earlier one fails, so that one run shows all there is to mend.
 */
import { installNpmPackages } from './npm-packages.mjs';
import { run, runScript, say } from './project.mjs';

const BIOME = 'node_modules/@biomejs/biome/bin/biome';
const TSC = 'node_modules/typescript/bin/tsc';
/** Each side sees only its own globals: the page no Node, the vault no DOM. */
const SIDES = ['electron', 'electron/preload.tsconfig.json', 'renderer', 'test', 'build'];

await runScript(async () => {
  await installNpmPackages();
  /** @type {readonly (readonly [string, readonly string[]])[]} */
  const parts = [
    ['format and lint', [BIOME, 'check', '--error-on-warnings', '.']],
    ...SIDES.map((side) => /** @type {const} */ ([`types of ${side}`, [TSC, '--noEmit', '-p', side]])),
  ];
  const failed = [];
  for (const [name, args] of parts) {
    if ((await run(process.execPath, args)) !== 0) failed.push(name);
  }
  say(failed.length === 0 ? 'Format, lint and types are fine.' : `Failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});
