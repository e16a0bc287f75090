/**
 * Prints what a command found or did: as JSON, or in lines for people. Runs under Node.
 * The rule: a name from outside reaches a terminal only cleaned, since control characters would be obeyed there.
 */
import { cleanName, displayName, UNSAFE } from '../otp/draft.ts';
import type { MergeReport } from '../vault/save-or-merge.ts';
import type { AccountJson } from './account-json.ts';
import type { OptionValues, Streams } from './command.ts';

/** @param json the answer's members, documented in docs/command-line.md. */
export function print(
  { output }: Streams,
  options: OptionValues,
  json: object,
  lines: readonly string[],
): void {
  if (options.has('json')) output.write(`${JSON.stringify(json, null, 2)}\n`);
  else output.write(lines.map((line) => `${withoutControls(line)}\n`).join(''));
}

/** Text that names a file or repeats an argument, for a terminal. Tabs and line breaks stay. */
export function withoutControls(text: string): string {
  return text.replace(UNSAFE, (each) => ('\t\n\r'.includes(each) ? each : '\ufffd'));
}

/** A name from a file or a vault, safe to show. */
export function shownName(name: string): string {
  const { name: clean } = cleanName(name);
  return clean === '' ? '(no name)' : clean;
}

export function fullName({ issuer, account }: { readonly issuer: string; readonly account: string }): string {
  return shownName(displayName(issuer, account));
}

/** An account's name and parameters in one line, its secret too where it is there. */
export function accountLine(account: AccountJson): string {
  const { type, algorithm, digits, period, counter, secret, id } = account;
  const moving = counter === undefined ? `${period} s` : `counter ${counter}`;
  const parts = [type.padEnd(7), fullName(account), `${algorithm}, ${digits} digits, ${moving}`];
  return [
    ...(id === undefined ? [] : [id.slice(0, 8)]),
    ...parts,
    ...(secret === undefined ? [] : [secret]),
  ].join('  ');
}

/** Says that a save took in what another program had saved in the meantime. */
export function tellMerge(merge: MergeReport | null, { errors }: Streams): void {
  if (merge === null) return;
  const conflicts =
    merge.conflictIds.length > 0
      ? `; ${counted(merge.conflictIds.length, 'account')} changed on both sides are there twice`
      : '';
  errors.write(`halfminute: another program had changed the vault: both changes are in it now${conflicts}\n`);
}

/** "1 account", "2 accounts". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
