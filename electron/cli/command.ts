/**
 * What a command of the command line is. Runs under Node.
 * The rule: help, completion, man page and parser know a command by these members alone.
 */
import type { Readable, Writable } from 'node:stream';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** Where a person types. */
export type Terminal = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };

export interface Streams {
  readonly input: Terminal;
  readonly output: Writable & { readonly isTTY?: boolean };
  readonly errors: { write(text: string): unknown };
  /** The terminal itself, for passwords while `input` is a file or a pipe; null where there is none. */
  readonly openTerminal?: () => Terminal | null;
}

/** What a shell completes a value with: names of files, or one of these words. */
export type Completion = 'file' | readonly string[];

export interface OptionSpecification {
  readonly name: string;
  /** What stands for the value in the usage line; none for a switch. */
  readonly value?: string;
  readonly summary: string;
  readonly completion?: Completion;
}

export type OptionValues = ReadonlyMap<string, string | true>;

export interface Command {
  readonly name: string;
  /** Operands as the usage line has them, `FILE…`. */
  readonly operands: string;
  readonly operandCount: { readonly min: number; readonly max: number };
  readonly operandCompletion?: Completion;
  readonly summary: string;
  /** What else there is to know, a paragraph each. */
  readonly details?: readonly string[];
  /** Beside those that every command takes. */
  readonly options: readonly OptionSpecification[];
  /** A part of another command that runs in a process of its own: in no list of commands. */
  readonly isInternal?: true;
  run(operands: readonly string[], options: OptionValues, streams: Streams): Promise<ExitCode>;
}

/** Ends a command with a sentence, an exit code and, in JSON, `problem`. None of them holds a secret. */
export class CommandFailure extends Error {
  override readonly name: string = 'CommandFailure';
  readonly problem: string;
  readonly exitCode: ExitCode;

  constructor(problem: string, exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
    this.exitCode = exitCode;
  }
}

/** Thrown for arguments that make no sense. */
export class UsageError extends CommandFailure {
  override readonly name = 'UsageError';

  constructor(message: string, options?: ErrorOptions) {
    super('wrong-use', EXIT.wrongUse, message, options);
  }
}
