/**
 * Answers calls of the contract; runs in main (over ipcMain) and in the vault process (over a port).
 * The rule, in order: the transport has checked the sender, the call is known, its argument parses, then it runs;
 * every failure leaves as a code, never as a stack, path or secret.
 */
import * as v from 'valibot';
import type { AnyCall, CallTree, HandlersOf } from './contract.ts';
import { CodedError, type Failure, type Result } from './failure.ts';

/** The full name of a call as it travels: "group.name". */
export type AnswerCall = (fullName: unknown, argument: unknown) => Promise<Result<unknown>>;

const failure = (code: Failure['code']): Failure => ({ ok: false, code });

/**
 * Makes the one function that answers every call of `calls`.
 * Looks names up among own properties only, so "__proto__" or "constructor" is an unknown call.
 * @param onUnexpected told of errors that are not CodedError; must not let secrets out.
 */
export function serveCalls<Tree extends CallTree>(
  calls: Tree,
  handlers: HandlersOf<Tree>,
  onUnexpected: (fullName: string, error: unknown) => void,
): AnswerCall {
  const known = new Map<string, { leaf: AnyCall; handle: (argument: unknown) => unknown }>(
    Object.entries(calls).flatMap(([group, leaves]) =>
      Object.entries(leaves).map(([name, leaf]) => {
        const handle = handlers[group]?.[name];
        if (!handle) throw new Error(`no handler for ${group}.${name}`);
        // The parser in front of the handler is what makes its argument the right type.
        return [`${group}.${name}`, { leaf, handle: handle as (argument: unknown) => unknown }] as const;
      }),
    ),
  );
  return async (fullName, argument) => {
    const found = typeof fullName === 'string' ? known.get(fullName) : undefined;
    if (!found) return failure('unknown-call');
    const parsed = v.safeParse(found.leaf.argument, argument);
    if (!parsed.success) return failure('bad-argument');
    try {
      return { ok: true, value: await found.handle(parsed.output) };
    } catch (error) {
      if (error instanceof CodedError) return failure(error.code);
      onUnexpected(String(fullName), error);
      return failure('unexpected');
    }
  };
}
