/**
 * How much a fault test does, and where its figures go. Tests only.
 * The rule: `npm test` runs a small part of the very same test that `npm run test:fault` runs whole.
 */
import { appendFileSync } from 'node:fs';

/** Set by build/fault.mjs. */
const isWhole = process.env.HALFMINUTE_FAULT_AMOUNT === 'whole';

/** The amount for this run: `quick` inside `npm test`, `whole` in `npm run test:fault`. */
export function amount<Amount>(quick: Amount, whole: Amount): Amount {
  return isWhole ? whole : quick;
}

/** Items of docs/security-tests.md, by their numbers there. */
export type Item = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Records one line of the report: what was done, how often, and what came of it. */
export function figure(item: Item, done: string, outcome: string): void {
  const file = process.env.HALFMINUTE_FAULT_FIGURES;
  if (file) appendFileSync(file, `${JSON.stringify({ item, done, outcome })}\n`);
}

/** 12345 as 12,345. */
export const count = (number: number): string => number.toLocaleString('en-US');
