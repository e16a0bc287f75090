/**
 * The completion script for fish, from the table of commands. Pure.
 * The rule: every text goes through `quoted`, since summaries hold what the shell takes for itself.
 */
import type { Command, Completion, OptionSpecification } from './command.ts';
import { GLOBAL_OPTIONS } from './options.ts';

export function fishCompletion(commands: readonly Command[]): string {
  const lines = [
    '# fish completion for halfminute, made by "halfminute completion fish"',
    'complete -c halfminute -f',
    ...commands.map(
      ({ name, summary }) =>
        `complete -c halfminute -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...GLOBAL_OPTIONS.map((option) => `complete -c halfminute ${optionWords(option)}`),
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, options, operandCompletion }: Command): readonly string[] {
  const start = `complete -c halfminute -n '__fish_seen_subcommand_from ${name}'`;
  const operand = operandCompletion === undefined ? [] : [`${start} ${wordsOf(operandCompletion)}`];
  return [...operand, ...options.map((option) => `${start} ${optionWords(option)}`)];
}

function optionWords({ name, value, summary, completion }: OptionSpecification): string {
  return `-l ${name}${value === undefined ? '' : valueWords(completion)} -d ${quoted(summary)}`;
}

/** Files are offered only where a file is meant (-x: a value, and no files). */
function valueWords(completion: Completion | undefined): string {
  if (completion === undefined) return ' -x';
  return completion === 'file' ? ' -r -F' : ` -x ${wordsOf(completion)}`;
}

function wordsOf(completion: Completion): string {
  return completion === 'file' ? '-F' : `-a ${quoted(completion.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, (mark) => `\\${mark}`)}'`;
}
