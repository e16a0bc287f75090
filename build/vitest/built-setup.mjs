/**
 * Before fault tests: out/ is what the sources make. Runs once in vitest's own process.
 * The rule: a failure is kept for the tests to report, because an error thrown here would end the other parts too.
 */
import { buildApp } from '../build.mjs';

export async function setup(/** @type {import('vitest/node').TestProject} */ project) {
  project.provide('setupProblem', null);
  try {
    await buildApp({ ifChanged: true });
  } catch (error) {
    project.provide('setupProblem', `The build failed: ${error instanceof Error ? error.message : error}`);
  }
}
