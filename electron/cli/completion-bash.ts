/**
 * The completion script for bash, from the table of commands. Pure.
 * The rule: it runs in bash 3.2 too, which macOS has.
 */
import type { Command, Completion, OptionSpecification } from './command.ts';
import { GLOBAL_OPTIONS } from './options.ts';

export function bashCompletion(commands: readonly Command[]): string {
  const valued = GLOBAL_OPTIONS.filter(({ value }) => value !== undefined).map(flag);
  return `# bash completion for halfminute, made by "halfminute completion bash"
_halfminute() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" name= index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      ${valued.join(' | ')}) index=$((index + 1)) ;;
      -*) ;;
      *) name="\${COMP_WORDS[index]}"; break ;;
    esac
  done
  local IFS=$'\\n' words= files=
  case "$name" in
    '')
${valueCases(GLOBAL_OPTIONS)}
      words=${quoted([...commands.map((command) => command.name), ...GLOBAL_OPTIONS.map(flag)])} ;;
${commands.map(commandCase).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ -n "$files" ]; then
    compopt -o filenames 2> /dev/null
    COMPREPLY+=($(compgen -f -- "$current"))
  fi
}
complete -F _halfminute halfminute
`;
}

function commandCase({ name, options, operandCompletion }: Command): string {
  const all = [...options, ...GLOBAL_OPTIONS];
  const words = [...(typeof operandCompletion === 'object' ? operandCompletion : []), ...all.map(flag)];
  const files = operandCompletion === 'file' ? '\n      files=yes' : '';
  return `    ${name})
${valueCases(all)}
      words=${quoted(words)}${files} ;;`;
}

/** Ends the function where the word is an option's value. */
function valueCases(options: readonly OptionSpecification[]): string {
  const cases = options
    .filter(({ value }) => value !== undefined)
    .map((option) => `        ${flag(option)}) ${valueAnswer(option.completion)} return ;;`);
  return ['      case "$before" in', ...cases, '      esac'].join('\n');
}

function valueAnswer(completion: Completion | undefined): string {
  if (completion === undefined) return 'COMPREPLY=();';
  if (completion === 'file')
    return 'compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -f -- "$current"));';
  return `COMPREPLY=($(compgen -W ${quoted(completion)} -- "$current"));`;
}

/** One word a line, as IFS has it. */
function quoted(words: readonly string[]): string {
  return `$'${words.join('\\n')}'`;
}

const flag = ({ name }: Pick<OptionSpecification, 'name'>) => `--${name}`;
