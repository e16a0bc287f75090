/**
 * `npm run test:fuzz [RUNS] [SEED]`: the long run over mutated files of other apps; 500,000 unless told otherwise.
 * `-- --write` puts what it measured into docs/security-tests.md. Runs under Node.
 * The rule: it is the same test that `npm test` runs a small part of.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { isScript, PROJECT, run, runScript, say } from './project.mjs';

const DOCUMENT = path.join(PROJECT, 'docs', 'security-tests.md');
const START = '<!-- fuzz figures: npm run test:fuzz -- --write -->';
const END = '<!-- end of fuzz figures -->';
const VITEST = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  'unit',
  'test/formats/fuzz.test.ts',
  'test/formats/fuzz-paper.test.ts',
];

/**
 * The document with these figures in the place of those before.
 * @param {string} text
 * @param {Record<string, number | string>} figures as the test writes them
 */
export function withFigures(text, figures) {
  const [from, to] = [text.indexOf(START), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error('docs/security-tests.md has lost the place for the figures');
  const count = (/** @type {number | string | undefined} */ number) => Number(number).toLocaleString('en');
  const rows = [
    ['mutated files', `${count(figures.runs)} from ${figures.fixtureCount} fixtures (seed ${figures.seed})`],
    ['read in spite of the mutation', count(figures.readCount)],
    ['refused with a reason', count(Number(figures.runs) - Number(figures.readCount))],
    ['crashes', '0'],
    ['slowest', `${count(figures.slowestMs)} ms (${figures.slowestFile}); the bound is 2,000 ms`],
    ['memory above the start, at most', `${figures.memoryMiB} MiB; the bound is 256 MiB`],
    ['took', `${figures.minutes} min on ${cpus().length} shared cores, Node ${process.versions.node}`],
  ];
  const table = ['| | |', '| --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
  return `${text.slice(0, from)}${START}\n${table}\n${text.slice(to)}`;
}

if (isScript(import.meta.url)) {
  await runScript(async () => {
    const [runs = '500000', seed] = process.argv.slice(2).filter((value) => !value.startsWith('--'));
    const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-fuzz-'));
    const file = path.join(folder, 'figures.json');
    const env = {
      ...process.env,
      HALFMINUTE_FUZZ_RUNS: runs,
      HALFMINUTE_FUZZ_FIGURES: file,
      ...(seed ? { HALFMINUTE_FUZZ_SEED: seed } : {}),
    };
    try {
      const code = await run(process.execPath, VITEST, { cwd: PROJECT, env });
      if (code !== 0) return code;
      const figures = await readFile(file, 'utf8');
      say(figures);
      if (process.argv.includes('--write')) {
        await writeFile(DOCUMENT, withFigures(await readFile(DOCUMENT, 'utf8'), JSON.parse(figures)));
      }
      return 0;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
