/**
 * Mutations of every fixture: no reader crashes, hangs or answers with anything but a reading or a FileProblem.
 * Runs under Node. HALFMINUTE_FUZZ_FIGURES names a file for what was measured. HALFMINUTE_FUZZ_RUNS=500000 makes it the long run of `npm run test:fuzz`; a seed is printed so
 * that a failure can be had again with HALFMINUTE_FUZZ_SEED.
 */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { FileProblem } from '../../electron/formats/problem.ts';
import type { ReadOptions } from '../../electron/formats/reading.ts';
import { detectFormat } from '../../electron/formats/registry.ts';
import { type SourceFile, sourceFile } from '../../electron/formats/source-file.ts';
import { mutated } from './mutate.ts';
import { fixtureFile, fixtures } from './own-fixtures.ts';
import { randomFrom } from './seeded-random.ts';

const RUNS = Number(process.env.HALFMINUTE_FUZZ_RUNS ?? 5000);
const SEED = Number(process.env.HALFMINUTE_FUZZ_SEED ?? Date.now() % 2 ** 31);
const HANG_MS = 2000;
const MEMORY_BYTES_MAX = 256 * 1024 * 1024;
/** Every how many runs the process's memory is looked at. */
const LOOK_AT_MEMORY_EVERY = 50;
/** Every how many runs a file is read with its password, which costs a key derivation. */
const WITH_PASSWORD_EVERY = 12;
/** Keys as dear as real ones, or as a changed digit may make them: their derivation would be the whole test. */
const DEAR =
  /stratum-strong|stratum-legacy|steamguard-cli|1234\.maFile|authenticator-plus\.db|proton-authenticator-enc|extension-v3|\.age/;

/** As `readFile` does, but without its net for what no reader foresaw. */
async function readStrictly(file: SourceFile, options: ReadOptions): Promise<'read' | 'refused'> {
  let answer: 'read' | 'refused' = 'refused';
  for (const format of detectFormat(file)) {
    await format.read(file, options).then(
      () => {
        answer = 'read';
      },
      (error: unknown) => {
        if (!(error instanceof FileProblem)) throw error;
      },
    );
  }
  return answer;
}

it(`holds for ${RUNS} mutated files (seed ${SEED})`, { timeout: Math.max(120_000, RUNS * 40) }, async () => {
  const random = randomFrom(SEED);
  const files = fixtures.map((fixture) => ({ ...fixture, bytes: fixtureFile(fixture.file).bytes }));
  const startBytes = process.memoryUsage().rss;
  const startMs = performance.now();
  let peakBytes = startBytes;
  let readCount = 0;
  let slowest = { ms: 0, file: '' };
  for (let run = 0; run < RUNS; run += 1) {
    const fixture = files[random.below(files.length)];
    if (fixture === undefined) throw new Error('no fixtures');
    let derivingSinceMs = 0;
    let derivedMs = 0;
    const options: ReadOptions = {
      // A mutation may ask for a dearer key, within the bounds of real files: that can be cancelled, and is no hang.
      onProgress: (fraction) => {
        if (fraction === 0) derivingSinceMs = performance.now();
        else derivedMs += performance.now() - derivingSinceMs;
      },
      companions: (fixture.companions ?? []).map(fixtureFile),
      ...(run % WITH_PASSWORD_EVERY === 0 && fixture.password !== undefined && !DEAR.test(fixture.file)
        ? { password: fixture.password }
        : {}),
    };
    const bytes = mutated(fixture.bytes, random);
    const start = performance.now();
    const answer = await readStrictly(sourceFile(bytes, fixture.file), options).catch(
      (error: unknown) => error,
    );
    const ms = performance.now() - start - derivedMs;
    if (answer === 'read') readCount += 1;
    if (run % LOOK_AT_MEMORY_EVERY === 0) peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    if (ms > slowest.ms) slowest = { ms, file: fixture.file };
    if (answer instanceof Error && !(answer instanceof FileProblem))
      throw new Error(`run ${run} of seed ${SEED}, ${fixture.file}: ${answer.message}`, { cause: answer });
  }
  const figures = {
    runs: RUNS,
    seed: SEED,
    fixtureCount: files.length,
    readCount,
    slowestMs: Math.round(slowest.ms),
    slowestFile: slowest.file,
    memoryMiB: Math.round((peakBytes - startBytes) / 1024 ** 2),
    minutes: Math.round((performance.now() - startMs) / 6000) / 10,
  };
  if (process.env.HALFMINUTE_FUZZ_FIGURES !== undefined) {
    await writeFile(process.env.HALFMINUTE_FUZZ_FIGURES, JSON.stringify(figures));
  }
  expect(slowest.ms, slowest.file).toBeLessThan(HANG_MS);
  expect(peakBytes - startBytes).toBeLessThan(MEMORY_BYTES_MAX);
});
