/**
 * The command line, `halfminute`: the same code as the app's under plain Node, without Electron.
 * The rule: it only hands over arguments and streams; what is done is done in cli/.
 */
import { run } from './cli/run.ts';

const streams = { input: process.stdin, output: process.stdout, errors: process.stderr };

void run(process.argv.slice(2), streams).then((code) => {
  process.exitCode = code;
});
