/**
 * What a command of the command line is. Runs under Node.
 * The rule: a command touches the world through `Streams` and the file system only, so that tests hold both ends.
 */
import type { Readable, Writable } from 'node:stream';
import type { ExitCode } from './exit-codes.ts';

export interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };
  readonly output: Writable;
  readonly errors: Writable;
}

export interface OptionSpecification {
  readonly name: string;
  /** What stands for the value in the usage line; none for a switch. */
  readonly value?: string;
  readonly summary: string;
}

export type OptionValues = ReadonlyMap<string, string | true>;

export interface Command {
  readonly name: string;
  /** Operands as the usage line has them, `FILE…`. */
  readonly operands: string;
  readonly summary: string;
  readonly options: readonly OptionSpecification[];
  run(operands: readonly string[], options: OptionValues, streams: Streams): Promise<ExitCode>;
}

/** Thrown for arguments that make no sense; its message is shown with exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
