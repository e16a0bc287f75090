/**
 * The text of `--help`, made from the table of commands. Runs under Node.
 * The rule: nothing is said here that the table does not say.
 */
import type { Command, OptionSpecification } from './command.ts';
import { EXIT_MEANING } from './exit-codes.ts';
import { GLOBAL_OPTIONS } from './options.ts';

const LINE_LENGTH = 80;
const SUMMARY_COLUMN = 28;

export function usage(commands: readonly Command[]): string {
  const shown = commands
    .filter(({ isInternal }) => isInternal !== true)
    .flatMap((command) => [`  ${synopsis(command)}`, `      ${command.summary}`]);
  const codes = Object.entries(EXIT_MEANING).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return [
    'Usage: halfminute COMMAND [OPTION…]',
    '',
    'Commands:',
    ...shown,
    '',
    '`halfminute COMMAND --help` lists the options of a command.',
    '',
    'Every command takes:',
    ...GLOBAL_OPTIONS.flatMap(optionLines),
    '',
    'Exit codes:',
    ...codes,
    '',
  ].join('\n');
}

export function commandUsage(command: Command): string {
  return [
    `Usage: halfminute ${synopsis(command)} [OPTION…]`,
    '',
    command.summary,
    '',
    ...(command.details ?? []).flatMap((paragraph) => [...wrapped(paragraph, LINE_LENGTH), '']),
    ...[...command.options, ...GLOBAL_OPTIONS].flatMap(optionLines),
    '',
  ].join('\n');
}

/** The command's name and operands. */
export function synopsis({ name, operands }: Command): string {
  return operands === '' ? name : `${name} ${operands}`;
}

/** `--name VALUE`. */
export function flagOf({ name, value }: OptionSpecification): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function optionLines(option: OptionSpecification): readonly string[] {
  const flag = `  ${flagOf(option)}`;
  const [first = '', ...rest] = wrapped(option.summary, LINE_LENGTH - SUMMARY_COLUMN);
  const indented = [first, ...rest].map((line) => `${' '.repeat(SUMMARY_COLUMN)}${line}`);
  if (flag.length > SUMMARY_COLUMN - 2) return [flag, ...indented];
  return [`${flag.padEnd(SUMMARY_COLUMN)}${first}`, ...indented.slice(1)];
}

/** Text broken at spaces into lines of at most `length` characters. */
function wrapped(text: string, length: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > length) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
