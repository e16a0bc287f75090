/**
 * The bundles beside the page: one file each for main, preload, vault process, import thread, command line and scan engine.
 * Runs under Node in `npm run build`. The rule: a bundle needs nothing but Electron's or Node's own modules,
 * because packages carry `out/` and no node_modules.
 */
import path from 'node:path';
import { PROJECT } from './project.mjs';

/**
 * @typedef {object} Bundle
 * @property {string} entry source, relative to the project
 * @property {string} file name in out/
 * @property {'cjs' | 'es'} format
 * @property {boolean} [isSandboxed] only `electron` can be required there
 * @property {boolean} [isOptional] a checkout without its source builds too
 */

/** Electron 25 runs Node 18.15 and loads CommonJS only; the scan engine is read by Node 20 and later. */
/** @type {readonly Bundle[]} */
export const BUNDLES = [
  { entry: 'electron/main.ts', file: 'main.cjs', format: 'cjs' },
  { entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs', isSandboxed: true },
  { entry: 'electron/region-preload.ts', file: 'region-preload.cjs', format: 'cjs', isSandboxed: true },
  { entry: 'electron/vault-process.ts', file: 'vault-process.cjs', format: 'cjs' },
  { entry: 'electron/import-worker.ts', file: 'import-worker.cjs', format: 'cjs' },
  { entry: 'electron/cli.ts', file: 'cli.cjs', format: 'cjs', isOptional: true },
  { entry: 'renderer/scan/node-engine.ts', file: 'scan-engine.mjs', format: 'es' },
];

/**
 * electron-store's base checks JSON schemas with ajv, which writes code with `new Function`. We give it no
 * schema (valibot parses settings), so ajv stays out; a schema given later fails loudly at start-up.
 * Ends when conf loads ajv only on demand: https://github.com/sindresorhus/conf
 * @type {import('vite').Plugin}
 */
const withoutAjv = {
  name: 'without-ajv',
  enforce: 'pre',
  resolveId: (id) => (/^ajv(-formats)?(\/|$)/.test(id) ? `\0without-ajv:${id}` : null),
  load: (id) =>
    id.startsWith('\0without-ajv:')
      ? 'export class Ajv2020 { constructor() { throw new Error("no JSON schemas: ajv is not bundled"); } }; export default {};'
      : null,
};

/**
 * @param {Bundle} bundle
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export function bundleConfig({ entry, file, format }, outDir) {
  return {
    configFile: false,
    root: PROJECT,
    publicDir: false,
    plugins: [withoutAjv],
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
