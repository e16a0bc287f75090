/**
 * The manual page halfminute(1), from the table of commands. Pure; build/man-page.mjs writes docs/halfminute.1.
 * The rule: nothing is said here that `--help` does not say, but what holds for all commands.
 * Format: man-pages(7), groff_man(7).
 */
import type { Command, OptionSpecification } from './command.ts';
import { COMMANDS } from './commands.ts';
import { EXIT_MEANING } from './exit-codes.ts';
import { synopsis } from './help-text.ts';
import { GLOBAL_OPTIONS } from './options.ts';

/** @param version as package.json has it. */
export function manPage(version: string): string {
  const commands = COMMANDS.filter(({ isInternal }) => isInternal !== true);
  return [
    `.TH HALFMINUTE 1 "" "Halfminute ${text(version)}" "User Commands"`,
    '.SH NAME',
    'halfminute \\- one-time passwords from an encrypted vault',
    '.SH SYNOPSIS',
    ...commands.flatMap((command, index) => [
      ...(index === 0 ? [] : ['.br']),
      `.B halfminute ${text(command.name)}`,
      ...(command.operands === '' ? [] : [`.I ${text(command.operands)}`]),
      '.RI [ OPTION ].\\|.\\|.',
    ]),
    '.SH DESCRIPTION',
    'The command line of the Halfminute app, over the same code and the same vault. Passwords are asked for without echo or read from a file, and are never arguments. The app may be open: what it and this command save at the same time is merged.',
    '.SH GLOBAL OPTIONS',
    'They may also stand before the name of the command.',
    ...GLOBAL_OPTIONS.flatMap(optionLines),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH EXIT STATUS',
    ...Object.entries(EXIT_MEANING).flatMap(([code, meaning]) => ['.TP', `.B ${code}`, text(meaning)]),
    '.SH FILES',
    '.TP',
    '.I ~/.config/Halfminute/vault.halfminute',
    text(
      'The vault, on Linux ($XDG_CONFIG_HOME is followed). ~/Library/Application Support/Halfminute on macOS, %APPDATA%\\Halfminute on Windows.',
    ),
    '',
  ].join('\n');
}

function commandLines(command: Command): readonly string[] {
  const { summary, details = [], options } = command;
  return [
    `.SS ${text(synopsis(command))}`,
    text(summary),
    ...details.flatMap((paragraph) => ['.PP', text(paragraph)]),
    ...options.flatMap(optionLines),
  ];
}

function optionLines({ name, value, summary }: OptionSpecification): readonly string[] {
  const flag = `\\fB\\-\\-${text(name)}\\fR`;
  return ['.TP', value === undefined ? flag : `${flag} \\fI${text(value)}\\fR`, text(summary)];
}

/** Text that roff prints as it is: its own marks escaped, and no line of it a request. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('~', '\\(ti')
    .replaceAll('…', '\\|.\\|.\\|.')
    .replace(/^[.']/, '\\&$&');
}
