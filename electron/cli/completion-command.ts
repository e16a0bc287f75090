/**
 * `halfminute completion SHELL`: a script that makes a shell complete commands, options and files. Runs under Node.
 * The rule: it completes what the table of commands says, and never opens a vault.
 */
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { bashCompletion } from './completion-bash.ts';
import { fishCompletion } from './completion-fish.ts';
import { zshCompletion } from './completion-zsh.ts';
import { EXIT } from './exit-codes.ts';

const SCRIPTS: Readonly<Record<string, (commands: readonly Command[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};
const SHELLS = Object.keys(SCRIPTS);

/** @param commands the whole table, which this command is in. */
export function createCompletionCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    operands: SHELLS.join('|'),
    operandCount: { min: 1, max: 1 },
    operandCompletion: SHELLS,
    summary: 'Print a completion script for a shell.',
    details: [
      'bash: source <(halfminute completion bash). zsh: write it to a file _halfminute in a folder of $fpath. fish: write it to ~/.config/fish/completions/halfminute.fish.',
    ],
    options: [],
    async run([shell = ''], _options, { output }) {
      const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
      if (script === undefined) throw new UsageError(`completion takes one of: ${SHELLS.join(', ')}`);
      output.write(script(commands().filter(({ isInternal }) => isInternal !== true)));
      return EXIT.done;
    },
  };
}
