/**
 * The commands. Runs under Node.
 * The rule: parser, help, completion and man page come from this one table; a new command is one line here.
 */
import { addCommand } from './add-command.ts';
import { backupCommand, checkBackupCommand } from './backup-command.ts';
import { codesCommand } from './codes-command.ts';
import type { Command } from './command.ts';
import { createCompletionCommand } from './completion-command.ts';
import { clearClipboardCommand, copyCommand } from './copy-command.ts';
import { editCommand } from './edit-command.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { initCommand } from './init-command.ts';
import { listCommand } from './list-command.ts';
import { readCommand } from './read-command.ts';
import { recoverCommand } from './recover-command.ts';
import { removeCommand } from './remove-command.ts';
import { undoCommand } from './undo-command.ts';
import { verifyCommand } from './verify-command.ts';

/** In the order in which people are shown them. */
export const COMMANDS: readonly Command[] = [
  initCommand,
  addCommand,
  listCommand,
  codesCommand,
  copyCommand,
  readCommand,
  importCommand,
  exportCommand,
  backupCommand,
  verifyCommand,
  editCommand,
  removeCommand,
  undoCommand,
  recoverCommand,
  createCompletionCommand(() => COMMANDS),
  checkBackupCommand,
  clearClipboardCommand,
];
