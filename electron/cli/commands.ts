/**
 * The commands. Runs under Node.
 * The rule: parser, help, completion and man page come from this one table; a new command is one line here.
 */

import { addCommand } from './add-command.ts';
import { codesCommand } from './codes-command.ts';
import type { Command } from './command.ts';
import { editCommand } from './edit-command.ts';
import { initCommand } from './init-command.ts';
import { listCommand } from './list-command.ts';
import { readCommand } from './read-command.ts';
import { removeCommand } from './remove-command.ts';
import { undoCommand } from './undo-command.ts';

export const COMMANDS: readonly Command[] = [
  initCommand,
  addCommand,
  listCommand,
  codesCommand,
  editCommand,
  removeCommand,
  undoCommand,
  readCommand,
];
