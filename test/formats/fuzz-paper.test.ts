/**
 * Mutations of paper vaults' codes, as a bad scan or a stranger would make them: no crash, no hang, and never an account that
 * was not printed. Runs under Node; a part of `npm run test:fuzz` too. HALFMINUTE_FUZZ_SEED repeats a failure.
 */
import { expect, it } from 'vitest';
import { findPaperCodes } from '../../electron/formats/paper-code.ts';
import { bytesOfSet, collectPaperCodes, paperCodes, textsOf } from '../../electron/formats/paper-set.ts';
import { writePlainPaper } from '../../electron/vault/paper.ts';
import { NO_PAPER_YET, reviewWithPaper } from '../../electron/vault-calls/paper-review.ts';
import { totp } from '../vault/vault-samples.ts';
import { mutated } from './mutate.ts';
import { randomFrom } from './seeded-random.ts';

const RUNS = Math.ceil(Number(process.env.HALFMINUTE_FUZZ_RUNS ?? 5000) / 10);
const SEED = Number(process.env.HALFMINUTE_FUZZ_SEED ?? Date.now() % 2 ** 31);
const HANG_MS = 2000;

const DRAFTS = Array.from({ length: 12 }, (_, at) => totp(`account ${at}`, at + 1));
const PRINTED = new Set(DRAFTS.map(({ accountName }) => accountName));

it(`holds for ${RUNS} mutated sheets (seed ${SEED})`, { timeout: Math.max(60_000, RUNS * 20) }, () => {
  const random = randomFrom(SEED);
  const sealed = Uint8Array.from({ length: 3000 }, () => random.below(256));
  const sheets = [textsOf(paperCodes('P', writePlainPaper(DRAFTS))), textsOf(paperCodes('E', sealed))].map(
    (texts) => new TextEncoder().encode(texts.join('\n')),
  );
  let slowestMs = 0;
  let wholeCount = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const sheet = sheets[run % sheets.length];
    if (sheet === undefined) throw new Error('no sheets');
    const text = new TextDecoder().decode(mutated(sheet, random));
    const startMs = performance.now();
    const { sets } = collectPaperCodes([], text);
    for (const set of sets) {
      const bytes = bytesOfSet(set);
      // What is whole is what was printed: the checks of all its codes and of the set fitted.
      if (bytes instanceof Uint8Array) wholeCount += 1;
    }
    const { state } = reviewWithPaper(NO_PAPER_YET, findPaperCodes(text), []);
    slowestMs = Math.max(slowestMs, performance.now() - startMs);
    for (const { draft } of state.candidates) expect(PRINTED).toContain(draft.accountName);
  }
  expect(slowestMs).toBeLessThan(HANG_MS);
  expect(wholeCount).toBeLessThan(RUNS);
});
