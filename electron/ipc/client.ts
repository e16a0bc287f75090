/**
 * Turns a tree of calls into an object of functions that ask a server; runs in the preload and in tests.
 * The rule: nothing is listed by hand here, so the client cannot drift from the contract.
 */
import type { CallTree, ClientOf } from './contract.ts';
import type { Result } from './failure.ts';

export type AskServer = (fullName: string, argument: unknown) => Promise<Result<unknown>>;

/** Makes the client of `calls`: `client.vault.unlock({…})` asks for "vault.unlock". */
export function createClient<Tree extends CallTree>(calls: Tree, ask: AskServer): ClientOf<Tree> {
  const groups = Object.entries(calls).map(([group, leaves]) => [
    group,
    Object.fromEntries(
      Object.keys(leaves).map((name) => [name, (argument?: unknown) => ask(`${group}.${name}`, argument)]),
    ),
  ]);
  return Object.fromEntries(groups) as ClientOf<Tree>;
}
