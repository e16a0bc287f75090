/**
 * Programs that fault tests start, kill and starve, bundled so that plain Node runs them within milliseconds. Tests only.
 * The rule: a bundle lives in a folder of its own that goes with the test file.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

/** Registers the file's hooks; the answer is the path at which `name`.ts of this folder will be as a bundle. */
export function bundledChild(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const file = `${name}.mjs`;
  beforeAll(async () => {
    // Node 20 does not run TypeScript.
    await build({
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
        outDir: folder,
        emptyOutDir: false,
        target: 'node20',
        rolldownOptions: { output: { format: 'es', entryFileNames: file } },
      },
    });
  }, 30_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, file);
}
