/**
 * Prints what was read, for people or as JSON. Runs under Node.
 * The rule: the JSON has the same members whether or not something went wrong.
 */
import { type MissingPages, missingPagesOf } from '../formats/migration-pages.ts';
import type { Reading } from '../formats/reading.ts';
import { accountJson } from './account-json.ts';
import type { OptionValues, Streams } from './command.ts';
import { accountLine, counted, print, shownName } from './print.ts';
import type { FileFailure } from './read-files.ts';

/** @param problem why a file gave nothing; null when all were read. */
export function printReading(
  reading: Reading,
  problem: FileFailure['problem'] | null,
  options: OptionValues,
  streams: Streams,
): void {
  const accounts = reading.accounts.map((account) => accountJson(account, options.has('secrets')));
  const skipped = reading.skipped.map(({ name, reason }) => ({ name, reason }));
  const missing = missingPagesOf(reading.batches);
  const answer = {
    format: reading.format,
    accounts,
    skipped,
    ...(missing.length > 0 ? { missing } : {}),
    ...(problem === null ? {} : { problem }),
  };
  print(streams, options, answer, [
    ...accounts.map(accountLine),
    ...skipped.map(skippedLine),
    ...missing.map(missingLine),
    ...(problem === null
      ? [`${counted(accounts.length, 'account')}, ${skipped.length} skipped (${reading.format})`]
      : []),
  ]);
}

export function skippedLine({ name, reason }: { readonly name: string; readonly reason: string }): string {
  return `skipped  ${shownName(name)}: ${reason}`;
}

/** Page numbers count from 1. */
export function missingLine({ missing, pageCount }: MissingPages): string {
  return `missing  page ${missing.join(', ')} of ${pageCount}`;
}
