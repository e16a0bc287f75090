/**
 * Runs one command line. Runs under Node.
 * The rule: whatever goes wrong ends in one sentence on standard error and a documented exit code.
 */
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { type Command, type OptionValues, type Streams, UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { failureOf } from './failures.ts';
import { commandUsage, usage } from './help-text.ts';
import { GLOBAL_OPTIONS, refuseSharedInput } from './options.ts';
import { withoutControls } from './print.ts';

/** What may be repeated on standard error: a word that could be a command, and no key. */
const COMMAND_LIKE = /^[a-z][a-z-]{0,14}$/;

/** What every other command line takes for `--help`, too; the only short option. */
const HELP_SHORT = '-h';

/** @param argumentsGiven without the interpreter and the script. */
export async function run(argumentsGiven: readonly string[], given: Streams): Promise<ExitCode> {
  const { errors } = given;
  const streams = { ...given, errors: { write: (text: string) => errors.write(withoutControls(text)) } };
  const { name, rest } = splitAtCommand(argumentsGiven);
  if (name === undefined && rest.includes('--version')) return sayVersion(rest, streams);
  const isHelpWanted = name === 'help' || rest.includes('--help') || rest.includes(HELP_SHORT);
  // Who asks for JSON reads no usage: that is told as every other failure.
  if (name === 'help' || (name === undefined && (isHelpWanted || !rest.includes('--json')))) {
    const about = name === 'help' ? COMMANDS.find((each) => rest.includes(each.name)) : undefined;
    streams.output.write(about === undefined ? usage(COMMANDS) : commandUsage(about));
    return isHelpWanted ? EXIT.done : EXIT.wrongUse;
  }
  try {
    if (name === undefined) throw new UsageError('no command was given');
    const command = COMMANDS.find((each) => each.name === name);
    if (command === undefined)
      throw new UsageError(COMMAND_LIKE.test(name) ? `there is no command "${name}"` : 'that is no command');
    const { operands, options } = parse(command, rest);
    if (options.has('version')) return sayVersion(rest, streams);
    if (options.has('help')) {
      streams.output.write(commandUsage(command));
      return EXIT.done;
    }
    refuseWrongCount(command, operands.length);
    refuseEmptyOperand(command, operands);
    refuseSharedInput(operands, options);
    return await command.run(operands, options, streams);
  } catch (error) {
    const { problem, exitCode, message } = failureOf(error);
    if (rest.includes('--json')) streams.output.write(`${JSON.stringify({ problem }, null, 2)}\n`);
    const hint = error instanceof UsageError ? 'Try "halfminute --help".\n' : '';
    streams.errors.write(`halfminute: ${message}\n${hint}`);
    return exitCode;
  }
}

function sayVersion(given: readonly string[], { output }: Streams): ExitCode {
  output.write(given.includes('--json') ? `${JSON.stringify({ version })}\n` : `halfminute ${version}\n`);
  return EXIT.done;
}

/** Global options may come before the command's name. */
function splitAtCommand(given: readonly string[]): {
  readonly name: string | undefined;
  readonly rest: readonly string[];
} {
  let at = 0;
  while (given[at]?.startsWith('--') || given[at] === HELP_SHORT) {
    const option = GLOBAL_OPTIONS.find(({ name }) => given[at] === `--${name}`);
    at += option?.value === undefined ? 1 : 2;
  }
  return { name: given[at], rest: [...given.slice(0, at), ...given.slice(at + 1)] };
}

/** @throws UsageError. */
function refuseWrongCount({ name, operands, operandCount: { min, max } }: Command, count: number): void {
  if (count >= min && count <= max) return;
  throw new UsageError(max === 0 ? `${name} takes options only` : `usage: halfminute ${name} ${operands}`);
}

/**
 * An empty operand that has to be there is a script's variable without a value: as a QUERY it fits every account, and
 * in a vault of one that one would be removed. @throws UsageError.
 */
function refuseEmptyOperand(
  { name, operands, operandCount: { min } }: Command,
  given: readonly string[],
): void {
  if (min > 0 && given.some((operand) => operand.trim() === ''))
    throw new UsageError(`${name} takes ${operands}, and what was given is empty`);
}

function parse(
  command: Command,
  argumentsGiven: readonly string[],
): { readonly operands: readonly string[]; readonly options: OptionValues } {
  const known = [...command.options, ...GLOBAL_OPTIONS];
  try {
    const parsed = parseArgs({
      args: [...argumentsGiven],
      options: Object.fromEntries(
        known.map(({ name, value }) => [
          name,
          {
            type: value === undefined ? ('boolean' as const) : ('string' as const),
            ...(name === 'help' ? { short: HELP_SHORT.slice(1) } : {}),
          },
        ]),
      ),
      allowPositionals: true,
    });
    const given = Object.entries(parsed.values).filter(
      ([, value]) => value === true || typeof value === 'string',
    );
    return { operands: parsed.positionals, options: new Map(given as [string, string | true][]) };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the arguments make no sense');
  }
}
