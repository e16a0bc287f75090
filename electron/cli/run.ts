/**
 * Runs one command line. Runs under Node.
 * The rule: whatever goes wrong ends in one sentence on standard error and a documented exit code.
 */
import { parseArgs } from 'node:util';
import { type Command, type OptionValues, type Streams, UsageError } from './command.ts';
import { COMMANDS, commandUsage, usage } from './commands.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** @param argumentsGiven without the interpreter and the script. */
export async function run(argumentsGiven: readonly string[], streams: Streams): Promise<ExitCode> {
  const [name, ...rest] = argumentsGiven;
  if (name === undefined || name === '--help' || name === 'help') {
    streams.output.write(usage());
    return name === undefined ? EXIT.wrongUse : EXIT.done;
  }
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) return wrongUse(streams, `there is no command "${name}"`);
  try {
    const { operands, options } = parse(command, rest);
    if (options.has('help')) {
      streams.output.write(commandUsage(command));
      return EXIT.done;
    }
    return await command.run(operands, options, streams);
  } catch (error) {
    if (error instanceof UsageError) return wrongUse(streams, error.message);
    throw error;
  }
}

function wrongUse(streams: Streams, message: string): ExitCode {
  streams.errors.write(`halfminute: ${message}\nTry "halfminute --help".\n`);
  return EXIT.wrongUse;
}

function parse(
  command: Command,
  argumentsGiven: readonly string[],
): { readonly operands: readonly string[]; readonly options: OptionValues } {
  const known = [...command.options, { name: 'help', summary: '' }];
  try {
    const parsed = parseArgs({
      args: [...argumentsGiven],
      options: Object.fromEntries(
        known.map((option) => [
          option.name,
          { type: 'value' in option ? ('string' as const) : ('boolean' as const) },
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
