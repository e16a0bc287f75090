/**
 * `npm run -s cli -- …`: the command line from a checkout. Runs under Node.
 * The rule: nothing but the command's own output goes to standard output, also when it has to be bundled first.
 */
import { pathToFileURL } from 'node:url';
import { freshCliBundle } from './cli-bundle.mjs';
import { runScript } from './project.mjs';

await runScript(async () => {
  const script = await freshCliBundle();
  // npm runs scripts in the project's folder; file names are meant from where the person is.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  process.argv.splice(1, 1, script);
  await import(pathToFileURL(script).href);
});
