/**
 * Options that several commands take, and reading the values of any. Runs under Node.
 * The rule: there is no option for a password or a recovery key itself, only for where it comes from.
 */
import { type OptionSpecification, type OptionValues, UsageError } from './command.ts';

/** A file may ask for any work within the format's bounds before its password can be tried. */
export const ANY_WORK: OptionSpecification = {
  name: 'any-work',
  summary: 'try the password even where that takes far more work than with files of Halfminute',
};

/** Every command takes these, and they may stand before its name. */
export const GLOBAL_OPTIONS: readonly OptionSpecification[] = [
  {
    name: 'vault',
    value: 'PATH',
    summary: "the vault's file, instead of the app's own",
    completion: 'file',
  },
  {
    name: 'password-file',
    value: 'FILE',
    summary: 'take the password from FILE, - for standard input',
    completion: 'file',
  },
  ANY_WORK,
  { name: 'json', summary: 'print JSON' },
  { name: 'help', summary: 'say how the command is used' },
  { name: 'version', summary: 'say which version this is' },
];

export const SECRETS: OptionSpecification = { name: 'secrets', summary: 'print secrets too' };

/** For commands that open the vault and a file with a password of its own. */
export const FILE_PASSWORD_FILE: OptionSpecification = {
  name: 'file-password-file',
  value: 'FILE',
  summary: "take the other file's password from FILE, - for standard input",
  completion: 'file',
};

export const RECOVERY_FILE: OptionSpecification = {
  name: 'recovery-file',
  value: 'FILE',
  summary: 'take the recovery key, or shares of it, one a line, from FILE, - for standard input',
  completion: 'file',
};

/** The option's text; undefined when it was not given. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** A whole number within bounds. @throws UsageError when it is none. */
export function numberOption(
  options: OptionValues,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d{1,16}$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`--${name} takes a whole number from ${min} to ${max}`);
}

/** One of some words, whatever their case. @throws UsageError when it is another. */
export function choiceOption<Choice extends string>(
  options: OptionValues,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const choice = choices.find((each) => each.toLowerCase() === text.toLowerCase());
  if (choice === undefined) throw new UsageError(`--${name} takes one of: ${choices.join(', ')}`);
  return choice;
}

/** @throws UsageError when more than one of the options, or an operand, means standard input. */
export function refuseSharedInput(operands: readonly string[], options: OptionValues): void {
  const uses = [...operands, ...options.values()].filter((value) => value === '-');
  if (uses.length > 1) throw new UsageError('standard input (-) can be used for one thing only');
}
