/**
 * Writes the files and manifest.json of test/vectors anew: `node test/vault/make-vectors/make-vectors.mjs`.
 * The rule: run it only when the format gains cases; files that were once right must go on being read.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('vector-files.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
await module.writeVectors(fileURLToPath(new URL('../../vectors', import.meta.url)));
