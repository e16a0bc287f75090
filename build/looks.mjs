/**
 * `npm run looks`: compares every screen and dialog with the pictures in docs/images/looks; `-- --write` renews those.
 * Names of views limit it to them: `npm run looks -- --write list settings`.
 * Runs under Node with nothing installed. The rule: whoever renews them looks at what changed before committing.
 */
import { installNpmPackages } from './npm-packages.mjs';
import { run, runScript, ScriptError } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const VITEST = 'node_modules/vitest/vitest.mjs';
const TEST = 'test/page/looks/looks.test.ts';

await runScript(async () => {
  const args = process.argv.slice(2);
  const names = args.filter((arg) => arg !== '--write');
  const unknown = names.find((name) => !/^[a-z-]+$/.test(name));
  if (unknown) throw new ScriptError(`Known: --write and names of views, not '${unknown}'.`);
  await installNpmPackages();
  await ensureSystemPackages('test');
  const env = { ...process.env, HALFMINUTE_LOOKS: args.includes('--write') ? 'write' : 'compare' };
  const only = names.length > 0 ? ['-t', `'(${names.join('|')})'`] : [];
  return run(process.execPath, [VITEST, 'run', '--project', 'page', TEST, ...only], { env });
});
