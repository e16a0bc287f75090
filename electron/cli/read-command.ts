/**
 * `halfminute read FILE…`: what another app's file holds, without a vault. Runs under Node.
 * The rule: secrets are printed only with --secrets, and every entry that was left out is named with its reason.
 */
import type { Reading } from '../formats/reading.ts';
import type { Command } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { SECRETS } from './options.ts';
import { printReading } from './print-reading.ts';
import { COLUMNS, readFiles } from './read-files.ts';

export const readCommand: Command = {
  name: 'read',
  operands: 'FILE…',
  operandCount: { min: 1, max: Number.POSITIVE_INFINITY },
  operandCompletion: 'file',
  summary: "Show what another app's file would bring in.",
  details: [
    'No vault is needed, and nothing is written. Several files are read together, so that pages of one export find each other. --password-file is for their password.',
  ],
  options: [COLUMNS, SECRETS],
  async run(operands, options, streams) {
    const { reading, failure } = await readFiles(operands, options, 'password-file', streams);
    printReading(reading, failure?.problem ?? null, options, streams);
    return failure === null ? exitCodeFor(reading) : failure.exitCode;
  },
};

function exitCodeFor(reading: Reading): ExitCode {
  if (reading.skipped.length > 0) return EXIT.someSkipped;
  return reading.accounts.length === 0 ? EXIT.nothingFound : EXIT.done;
}
