/**
 * The completion script for zsh, from the table of commands. Pure.
 * The rule: every text goes through `quoted`, since summaries hold what the shell takes for itself.
 */
import type { Command, Completion, OptionSpecification } from './command.ts';
import { GLOBAL_OPTIONS } from './options.ts';

export function zshCompletion(commands: readonly Command[]): string {
  const named = commands.map(({ name, summary }) => quoted(`${name}:${summary.replaceAll(':', '\\:')}`));
  return `#compdef halfminute
# made by "halfminute completion zsh"

_halfminute() {
  local -a commands
  local context state state_descr line
  typeset -A opt_args
  commands=(
${named.map((each) => `    ${each}`).join('\n')}
  )
  _arguments -C \\
${GLOBAL_OPTIONS.map((option) => `    ${optionWord(option)} \\`).join('\n')}
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command) _describe -t commands command commands ;;
    argument)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}

if [ "$funcstack[1]" = _halfminute ]; then
  _halfminute "$@"
else
  compdef _halfminute halfminute
fi
`;
}

function commandCase({ name, operands, options, operandCompletion }: Command): string {
  const words = [...options, ...GLOBAL_OPTIONS].map(optionWord);
  const operand = operands === '' ? [] : [quoted(`*:${plain(operands)}:${actionOf(operandCompletion)}`)];
  const all = [...words, ...operand].map((word) => `          ${word}`).join(' \\\n');
  return `        ${name})
        _arguments \\
${all} ;;`;
}

function optionWord({ name, value, summary, completion }: OptionSpecification): string {
  const text = `--${name}[${plain(summary)}]`;
  return quoted(value === undefined ? text : `${text}:${plain(value)}:${actionOf(completion)}`);
}

function actionOf(completion: Completion | undefined): string {
  if (completion === undefined) return '';
  return completion === 'file' ? '_files' : `(${completion.join(' ')})`;
}

/** Without what _arguments reads as its own. */
function plain(text: string): string {
  return text.replace(/[[\]:\\]/g, (mark) => `\\${mark}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
