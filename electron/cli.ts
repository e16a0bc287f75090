#!/usr/bin/env node
/**
 * The command line, `halfminute`: the same code as the app's under plain Node, without Electron.
 * The rule: it only hands over arguments and streams; what is done is done in cli/.
 */
import { run } from './cli/run.ts';
import { openTerminal } from './cli/terminal.ts';

/** Set when output could not be written: a full disk must not pass for success. A reader that has gone is its own choice. */
let hasOutputFailed = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    hasOutputFailed = true;
    process.exitCode = 1;
  });
}

const streams = { input: process.stdin, output: process.stdout, errors: process.stderr, openTerminal };

void run(process.argv.slice(2), streams).then((code) => {
  process.exitCode = hasOutputFailed ? 1 : code;
});
