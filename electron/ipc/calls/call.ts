/**
 * What a call of the contract is, and the argument parsers that several calls share. Runs in every process.
 * The rule: every text, list and number that crosses has a bound.
 */
import * as v from 'valibot';
import type { Result } from '../failure.ts';
import { FILE_BYTES_MAX } from '../file-bounds.ts';

export interface Call<Argument, Answer> {
  readonly argument: v.GenericSchema<unknown, Argument>;
  /** Carries the answer's type; never set. */
  readonly answer?: Answer;
  /** Whether the answer may hold thousands of records; it is plain JSON then, and crosses as one text. */
  readonly isLarge?: true;
}

// biome-ignore lint/suspicious/noExplicitAny: stands for every argument and answer; each leaf keeps its own.
export type AnyCall = Call<any, any>;
export type CallTree = { readonly [group: string]: { readonly [name: string]: AnyCall } };

type ArgumentOf<Leaf> = Leaf extends Call<infer Argument, infer _> ? Argument : never;
export type AnswerOf<Leaf> = Leaf extends Call<infer _, infer Answer> ? Answer : never;

/** The client of a tree: the same names as functions. A call without an argument takes none. */
export type ClientOf<Tree extends CallTree> = {
  readonly [Group in keyof Tree]: {
    readonly [Name in keyof Tree[Group]]: [ArgumentOf<Tree[Group][Name]>] extends [undefined]
      ? () => Promise<Result<AnswerOf<Tree[Group][Name]>>>
      : (argument: ArgumentOf<Tree[Group][Name]>) => Promise<Result<AnswerOf<Tree[Group][Name]>>>;
  };
};

/** What serves a tree: one handler a call. It throws CodedError to answer a failure. */
export type HandlersOf<Tree extends CallTree> = {
  readonly [Group in keyof Tree]: {
    readonly [Name in keyof Tree[Group]]: (
      argument: ArgumentOf<Tree[Group][Name]>,
    ) => AnswerOf<Tree[Group][Name]> | Promise<AnswerOf<Tree[Group][Name]>>;
  };
};

export const call =
  <Answer>() =>
  <Argument>(argument: v.GenericSchema<unknown, Argument>): Call<Argument, Answer> => ({ argument });

/** A call whose answer may hold thousands of records: plain JSON, without bytes. */
export const largeCall =
  <Answer>() =>
  <Argument>(argument: v.GenericSchema<unknown, Argument>): Call<Argument, Answer> => ({
    argument,
    isLarge: true,
  });

export const nothing = v.undefined();
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
/** Passwords are used as typed (UTF-8, untrimmed); the bound only stops nonsense. The floor is the vault's to judge. */
export const password = v.pipe(v.string(), v.maxLength(1024));
/** The person was told of `unusual-work` and wants the password tried all the same. */
export const isWorkAccepted = v.optional(v.boolean());
/** One of `keys.measureKdf`'s steps; without it, the cheapest. */
export const kdfStep = v.optional(v.picklist([1, 2, 3, 4]));
/** One text with a whole recovery key, or several with a share each. Numbering, case and line ends are forgiven. */
export const recoveryTexts = v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(10));
export const ids = v.pipe(v.array(id), v.minLength(1), v.maxLength(10000));
export const name = v.pipe(v.string(), v.maxLength(256));
export const fileBytes = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.byteLength <= FILE_BYTES_MAX),
);
