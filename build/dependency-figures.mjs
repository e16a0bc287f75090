/**
 * `npm run dependency-figures`: version, release day and installed size of every direct dependency, from the registry and
 * node_modules; `-- --write` puts them into docs/dependencies.md. Runs under Node.
 * The rule: a dependency without a paragraph in that page, or a paragraph without a dependency, is an error.
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capture, isScript, NPM, PROJECT, runScript, ScriptError } from './project.mjs';

const PAGE = path.join(PROJECT, 'docs/dependencies.md');
const [START, END] = ['<!-- figures -->', '<!-- /figures -->'];

/** Names that docs/dependencies.md has a paragraph for: those in bold at the start of one. */
export function readNamed(/** @type {string} */ text) {
  const paragraphs = text.split('\n').filter((line) => line.startsWith('**'));
  return paragraphs.flatMap((line) => [...(/^\*\*(.+?)\*\*/.exec(line)?.[1] ?? '').split(', ')]);
}

/** @returns {Promise<[string, string][]>} name and exact version of each direct dependency */
export async function readDependencies() {
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(path.join(PROJECT, 'package.json'), 'utf8'),
  );
  return Object.entries({ ...dependencies, ...devDependencies });
}

async function installedKiB(/** @type {string} */ name) {
  const folder = path.join(PROJECT, 'node_modules', name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(path.join(file.parentPath, file.name))).size),
  );
  return Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1024);
}

async function releaseDay(/** @type {string} */ name, /** @type {string} */ version) {
  const { code, stdout } = await capture(NPM.command, ['view', name, 'time', '--json'], NPM.options);
  if (code !== 0) throw new ScriptError(`npm does not know ${name}.`);
  return String(JSON.parse(stdout)[version] ?? 'unknown').slice(0, 10);
}

if (isScript(import.meta.url))
  await runScript(async () => {
    const text = await readFile(PAGE, 'utf8');
    const dependencies = await readDependencies();
    const named = readNamed(text);
    const names = dependencies.map(([name]) => name);
    const missing = names.filter((name) => !named.includes(name));
    const extra = named.filter((name) => !names.includes(name));
    if (missing.length + extra.length > 0)
      throw new ScriptError(`docs/dependencies.md lacks [${missing}] and has [${extra}] too many.`);
    const rows = await Promise.all(
      dependencies.map(
        async ([name, version]) =>
          `| ${name} | ${version} | ${await releaseDay(name, version)} | ${await installedKiB(name)} |`,
      ),
    );
    const table = [
      '| Package | Version | Released | Installed KiB |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
    process.stdout.write(`${table}\n`);
    if (!process.argv.includes('--write')) return;
    const [before, rest] = text.split(START);
    const after = rest?.split(END)[1];
    if (after === undefined) throw new ScriptError(`docs/dependencies.md lacks ${START} … ${END}.`);
    await writeFile(PAGE, `${before}${START}\n${table}\n${END}${after}`);
  });
