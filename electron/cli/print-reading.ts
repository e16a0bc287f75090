/**
 * Prints what was read, for people or as JSON. Runs under Node.
 * The rule: the JSON has the same members whether or not something went wrong.
 */
import { missingPagesOf } from '../formats/migration-pages.ts';
import type { FileProblemCode } from '../formats/problem.ts';
import type { Reading } from '../formats/reading.ts';
import { type AccountJson, accountJson } from './account-json.ts';
import type { OptionValues, Streams } from './command.ts';

/** @param problem why a file gave nothing; null when all were read. */
export function printReading(
  reading: Reading,
  problem: FileProblemCode | null,
  options: OptionValues,
  { output }: Streams,
): void {
  const accounts = reading.accounts.map((account) => accountJson(account, options.has('secrets')));
  const skipped = reading.skipped.map(({ name, reason }) => ({ name, reason }));
  const missing = missingPagesOf(reading.batches);
  if (options.has('json')) {
    const answer = {
      format: reading.format,
      accounts,
      skipped,
      ...(missing.length > 0 ? { missing } : {}),
      ...(problem === null ? {} : { problem }),
    };
    output.write(`${JSON.stringify(answer, null, 2)}\n`);
    return;
  }
  const lines = [
    ...accounts.map(accountLine),
    ...skipped.map(({ name, reason }) => `skipped  ${name === '' ? '(no name)' : name}: ${reason}`),
    ...missing.map((pages) => `missing  page ${pages.missing.join(', ')} of ${pages.pageCount}`),
    ...(problem === null
      ? [`${accounts.length} accounts, ${skipped.length} skipped (${reading.format})`]
      : []),
  ];
  output.write(lines.map((line) => `${line}\n`).join(''));
}

function accountLine(account: AccountJson): string {
  const moving = account.counter === undefined ? `${account.period} s` : `counter ${account.counter}`;
  const name = [account.issuer, account.account].filter((part) => part !== '').join(': ');
  const parts = [account.type.padEnd(7), name, `${account.algorithm}, ${account.digits} digits, ${moving}`];
  return [...parts, ...(account.secret === undefined ? [] : [account.secret])].join('  ');
}
