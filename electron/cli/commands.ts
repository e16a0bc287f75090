/**
 * The commands, and the text of `--help` made from them. Runs under Node.
 * The rule: help and parsing come from this one table.
 */
import type { Command } from './command.ts';
import { EXIT_MEANING } from './exit-codes.ts';
import { readCommand } from './read-command.ts';

export const COMMANDS: readonly Command[] = [readCommand];

export function usage(): string {
  const commands = COMMANDS.map(
    (command) => `  ${command.name} ${command.operands}\n      ${command.summary}`,
  );
  const codes = Object.entries(EXIT_MEANING).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return [
    'Usage: halfminute COMMAND [OPTION…]',
    '',
    'Commands:',
    ...commands,
    '',
    '`halfminute COMMAND --help` lists the options of a command.',
    '',
    'Exit codes:',
    ...codes,
    '',
  ].join('\n');
}

export function commandUsage(command: Command): string {
  const options = command.options.map(({ name, value, summary }) => {
    const flag = `--${name}${value === undefined ? '' : ` ${value}`}`;
    return `  ${flag.padEnd(26)}${summary}`;
  });
  return [
    `Usage: halfminute ${command.name} ${command.operands} [OPTION…]`,
    '',
    command.summary,
    '',
    ...options,
    '',
  ].join('\n');
}
