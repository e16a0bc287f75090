/**
 * The order of test files: within each part the long ones first, so that no core is left with one of them at the end.
 * Runs in vitest's own process. The rule: an order and nothing else; it is the same on every computer.
 */
import path from 'node:path';
import { BaseSequencer } from 'vitest/node';
import { PROJECT } from '../project.mjs';

/** Starts of paths, the longest first: what takes more than ten seconds on two cores. Others follow as they come. */
export const LONG = [
  'test/page/looks/',
  'test/vault-calls/sealed-codes.',
  'test/vault-calls/keys.',
  'test/cli/',
  'test/formats/manifest.',
  'test/vault-calls/',
];

/** @param {string} file its path in the project, with forward slashes */
export function rankOf(file) {
  const rank = LONG.findIndex((start) => file.startsWith(start));
  return rank === -1 ? LONG.length : rank;
}

/** @typedef {import('vitest/node').TestSpecification} TestSpecification */
const groupOf = (/** @type {TestSpecification} */ { project }) => project.config.sequence.groupOrder;
const fileOf = (/** @type {TestSpecification} */ { moduleId }) =>
  path.relative(PROJECT, moduleId).replaceAll('\\', '/');

export class LongFirst extends BaseSequencer {
  /**
   * @override
   * @param {TestSpecification[]} files
   * @returns {Promise<TestSpecification[]>}
   */
  async sort(files) {
    return files.toSorted(
      (a, b) =>
        groupOf(a) - groupOf(b) ||
        rankOf(fileOf(a)) - rankOf(fileOf(b)) ||
        fileOf(a).localeCompare(fileOf(b), 'en'),
    );
  }
}
