/**
 * Before page tests: the page and its fake, built once for all files. `setup` runs in vitest's own process.
 * The rule: every run builds anew what the sources are now, in a folder that goes with the run, and vitest's NODE_ENV
 * leaves the development checks of React and Base UI in. A failure is kept for the tests to report, because an error
 * thrown here would end the other parts too.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { PROJECT } from '../../build/project.mjs';
import { pageConfig } from '../../build/vite-page.mjs';

let folder: string | undefined;

/** Builds the app's pages, or others, into a folder. */
export async function buildPage(into: string, pages?: readonly string[]): Promise<void> {
  await build({ ...pageConfig(into, pages), logLevel: 'warn' });
}

/** Builds the fake authenticator into a folder as one script; the answer is its path. */
async function buildFake(into: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: into,
      emptyOutDir: true,
      lib: {
        entry: path.join(PROJECT, 'test/fakes/fake-entry.ts'),
        formats: ['iife'],
        name: 'fakeEntry',
        fileName: () => 'fake.js',
      },
    },
  });
  return path.join(into, 'fake.js');
}

export async function setup(project: TestProject): Promise<void> {
  project.provide('setupProblem', null);
  try {
    folder = await mkdtemp(path.join(tmpdir(), 'halfminute-page-'));
    const pageFolder = path.join(folder, 'page');
    const [fakeScript] = await Promise.all([buildFake(path.join(folder, 'fake')), buildPage(pageFolder)]);
    project.provide('pageFolder', pageFolder);
    project.provide('fakeScript', fakeScript);
  } catch (error) {
    project.provide(
      'setupProblem',
      `The page was not built: ${error instanceof Error ? error.message : error}`,
    );
  }
}

export async function teardown(): Promise<void> {
  if (folder) await rm(folder, { recursive: true, force: true });
}
