/**
 * Writes the files and manifest.json of test/vectors/version-2 anew: `node test/vault/make-vectors/make-vectors.mjs`.
 * The rule: it writes the version that the application writes. Files of earlier versions stay as they are, for ever.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('vector-files.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
await module.writeVectors(fileURLToPath(new URL('../../vectors/version-2', import.meta.url)));
