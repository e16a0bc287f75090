/**
 * `npm run test:fault`: every fault test in its whole amount, and the tests of the real app that docs/security-tests.md
 * names. Runs under Node with nothing installed; prints a table of what was done and what came of it.
 *   --write   puts the table into docs/security-tests.md, unless something failed
 *   anything else names test files, as for `npm test`; the table then has their lines only and is not written
 * The rule: they are the same tests that `npm test` runs a small part of.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { installNpmPackages } from './npm-packages.mjs';
import { CACHE, isScript, PROJECT, run, runScript, ScriptError } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const VITEST = 'node_modules/vitest/vitest.mjs';
const PAGE = path.join(PROJECT, 'docs/security-tests.md');
const [START, END] = ['<!-- figures -->', '<!-- /figures -->'];
/** Tests of the real app that belong to the proof. */
const IN_THE_APP = ['memory', 'hostile-calls', 'network', 'refusals-network'];

/** @typedef {{item: number, done: string, outcome: string}} Figure */

/** @param {readonly Figure[]} figures */
export function tableOf(figures) {
  const sorted = [...figures].sort((left, right) => left.item - right.item);
  const rows = sorted.map(({ item, done, outcome }) => `| ${item} | ${done} | ${outcome} |`);
  return ['| Item | What was done | What came of it |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The page with other figures. @param {string} page @param {string} figures */
export function withFigures(page, figures) {
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new ScriptError(`docs/security-tests.md lacks ${START} … ${END}.`);
  return `${before}${START}\n\n${figures}\n\n${END}${after}`;
}

async function main() {
  const args = process.argv.slice(2);
  const files = args.filter((arg) => arg !== '--write');
  const isWriting = args.includes('--write') && files.length === 0;
  await installNpmPackages();
  await ensureSystemPackages('test');
  const record = path.join(CACHE, 'fault-figures', `${process.pid}.jsonl`);
  await mkdir(path.dirname(record), { recursive: true });
  const env = { ...process.env, HALFMINUTE_FAULT_AMOUNT: 'whole', HALFMINUTE_FAULT_FIGURES: record };
  const named =
    files.length > 0 ? files : ['test/fault', ...IN_THE_APP.map((name) => `test/e2e/${name}.test`)];
  const startedMs = Date.now();
  const exitCode = await run(
    process.execPath,
    [VITEST, 'run', '--project', 'fault', '--project', 'e2e', ...named],
    {
      env,
    },
  );
  const minutes = Math.ceil((Date.now() - startedMs) / 60_000);
  const lines = await readFile(record, 'utf8').catch(() => '');
  await rm(record, { force: true });
  const figures = lines
    .split('\n')
    .filter(Boolean)
    .map((line) => /** @type {Figure} */ (JSON.parse(line)));
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const text = `${day}, ${machine}, ${minutes} minutes in all.\n\n${tableOf(figures)}`;
  process.stdout.write(`${text}\n`);
  if (isWriting && exitCode === 0) await writeFile(PAGE, withFigures(await readFile(PAGE, 'utf8'), text));
  return exitCode;
}

if (isScript(import.meta.url)) await runScript(main);
