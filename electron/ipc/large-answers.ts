/**
 * How an answer of thousands of records crosses to the page: as one JSON text. Runs in the vault process.
 * The rule: only calls that the contract marks as large; what is small crosses as it is.
 *
 * Electron's context bridge copies an answer member by member: 10,000 accounts took it half a second, their text and
 * reading it takes 30 ms. renderer/authenticator.ts reads it back.
 */
import type { CallTree } from './contract.ts';
import type { Result } from './failure.ts';

/** A large answer on its way. */
export interface LargeAnswer {
  readonly ok: true;
  /** The answer's value as JSON. */
  readonly text: string;
}

/** Makes the function that readies the results of `calls` for their way to the page. */
export function createCarrier(calls: CallTree) {
  const large = new Set(
    Object.entries(calls).flatMap(([group, leaves]) =>
      Object.entries(leaves).flatMap(([name, leaf]) => (leaf.isLarge ? [`${group}.${name}`] : [])),
    ),
  );
  return (fullName: unknown, result: Result<unknown>): Result<unknown> | LargeAnswer =>
    result.ok && large.has(String(fullName)) ? { ok: true, text: JSON.stringify(result.value) } : result;
}
