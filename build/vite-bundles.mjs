/**
 * The bundles beside the page: one file each for main, preload, vault process, import thread, command line and scan engine.
 * Runs under Node in `npm run build`. The rule: a bundle needs nothing but Electron's or Node's own modules,
 * because packages carry `out/` and no node_modules.
 */
import path from 'node:path';
import { runnerImport } from 'vite';
import { PROJECT } from './project.mjs';

const CONTRACT = path.join(PROJECT, 'electron/ipc/contract.ts');

/**
 * @typedef {object} Bundle
 * @property {string} entry source, relative to the project
 * @property {string} file name in out/
 * @property {'cjs' | 'es'} format
 * @property {boolean} [isSandboxed] only `electron` can be required there
 * @property {boolean} [knowsNamesOnly] of the contract's calls, not their parsers
 * @property {boolean} [isOptional] a checkout without its source builds too
 */

/** Electron 25 runs Node 18.15 and loads CommonJS only; the scan engine is read by Node 20 and later. */
/** @type {readonly Bundle[]} */
export const BUNDLES = [
  { entry: 'electron/main.ts', file: 'main.cjs', format: 'cjs' },
  {
    entry: 'electron/preload.ts',
    file: 'preload.cjs',
    format: 'cjs',
    isSandboxed: true,
    knowsNamesOnly: true,
  },
  { entry: 'electron/region-preload.ts', file: 'region-preload.cjs', format: 'cjs', isSandboxed: true },
  { entry: 'electron/vault-process.ts', file: 'vault-process.cjs', format: 'cjs' },
  { entry: 'electron/import-worker.ts', file: 'import-worker.cjs', format: 'cjs' },
  { entry: 'electron/cli.ts', file: 'cli.cjs', format: 'cjs', isOptional: true },
  { entry: 'renderer/scan/node-engine.ts', file: 'scan-engine.mjs', format: 'es' },
];

/**
 * What electron-store's base (conf) loads for options that we do not give, and why it stays out: ajv, for JSON schemas
 * (valibot parses settings), writes code with `new Function`; semver, for migrations, is 5 ms of every start. Either
 * option given later fails loudly. Ends when conf loads them on demand: https://github.com/sindresorhus/conf
 */
const NOT_LOADED_BY_CONF = [
  {
    name: /^ajv(-formats)?(\/|$)/,
    code: 'export class Ajv2020 { constructor() { throw new Error("no JSON schemas: ajv is not bundled"); } }; export default {};',
  },
  {
    name: /^semver$/,
    code: 'export default new Proxy({}, { get() { throw new Error("no migrations: semver is not bundled"); } });',
  },
];

const NOT_LOADED = '\0not-loaded:';

/** @type {import('vite').Plugin} */
const withoutUnusedOfConf = {
  name: 'without-unused-of-conf',
  enforce: 'pre',
  resolveId: (id, importer) =>
    NOT_LOADED_BY_CONF.some(({ name }) => name.test(id)) && /\/(conf|ajv-formats)\//.test(importer ?? '')
      ? `${NOT_LOADED}${id}`
      : null,
  load: (id) =>
    id.startsWith(NOT_LOADED)
      ? NOT_LOADED_BY_CONF.find(({ name }) => name.test(id.slice(NOT_LOADED.length)))?.code
      : null,
};

/**
 * The preload makes its functions from the contract's names; the parsers belong to those who answer. Without them it is a
 * tenth of the size, and it is read and run before each page.
 * @type {import('vite').Plugin}
 */
const contractNames = {
  name: 'contract-names',
  enforce: 'pre',
  async load(id) {
    if (path.resolve(id) !== CONTRACT) return null;
    const { module: contract } = await runnerImport(CONTRACT, { configFile: false, logLevel: 'error' });
    const names = (/** @type {Record<string, object>} */ calls) =>
      Object.fromEntries(
        Object.entries(calls).map(([group, leaves]) => [
          group,
          Object.fromEntries(Object.keys(leaves).map((name) => [name, null])),
        ]),
      );
    return [
      `export const vaultCalls = ${JSON.stringify(names(contract.vaultCalls))};`,
      `export const mainCalls = ${JSON.stringify(names(contract.mainCalls))};`,
      `export const COMMANDS = ${JSON.stringify(contract.COMMANDS)};`,
    ].join('\n');
  },
};

/**
 * @param {Bundle} bundle
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export function bundleConfig({ entry, file, format, knowsNamesOnly = false }, outDir) {
  return {
    configFile: false,
    root: PROJECT,
    publicDir: false,
    plugins: [withoutUnusedOfConf, ...(knowsNamesOnly ? [contractNames] : [])],
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { target: 'node', noExternal: true, external: ['electron'] },
    build: {
      ssr: path.join(PROJECT, entry),
      target: format === 'cjs' ? 'node18' : 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      rolldownOptions: { output: { format, entryFileNames: file, codeSplitting: false } },
    },
  };
}
