/** What `npm test` says at its end, and which files it runs a second time. */
import { describe, expect, it } from 'vitest';
import { filesToRunTwice, sumUp, withSecondRun } from '../../build/test.mjs';

describe('the last line of npm test', () => {
  const parts = { unit: 4, page: 1, fault: 2, e2e: 3 };
  const failedFiles = {};

  it('counts every part', () => {
    expect(sumUp({ passed: 9, failed: 0, skipped: 1, parts, failedFiles }, true, 0)).toMatchObject({
      line: '9 passed, 0 failed, 1 skipped',
      hasFailed: false,
    });
  });

  it.each([
    ['a failed test', { passed: 9, failed: 1, skipped: 0, parts, failedFiles }, 1],
    [
      'a part that did not run',
      { passed: 7, failed: 0, skipped: 0, parts: { unit: 4, page: 1, fault: 2 }, failedFiles },
      0,
    ],
    ['no report', null, 0],
    ['an exit code without a failed test', { passed: 10, failed: 0, skipped: 0, parts, failedFiles }, 1],
  ])('fails for %s', (_name, counts, exitCode) => {
    expect(sumUp(counts, true, exitCode)).toMatchObject({ hasFailed: true });
  });

  it('fails when a filter fits nothing', () => {
    expect(sumUp({ passed: 0, failed: 0, skipped: 0, parts: {}, failedFiles }, false, 0).hasFailed).toBe(
      true,
    );
  });
});

describe('a second run of whole files', () => {
  const lock = { part: 'e2e', passed: 13, failed: 2, skipped: 0 };
  const parts = { unit: 4000, page: 800, fault: 90, e2e: 300 };
  const first = {
    passed: 5188,
    failed: 2,
    skipped: 0,
    parts,
    failedFiles: { 'test/e2e/lock.test.ts': lock },
  };

  it('is for files of the real app alone, and for few', () => {
    expect(filesToRunTwice(first)).toEqual(['test/e2e/lock.test.ts']);
    expect(filesToRunTwice(null)).toEqual([]);
    expect(filesToRunTwice({ ...first, failed: 0, failedFiles: {} })).toEqual([]);
    const unit = { ...lock, part: 'unit' };
    expect(filesToRunTwice({ ...first, failed: 4, failedFiles: { ...first.failedFiles, unit } })).toEqual([]);
    const many = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { ...lock, failed: 1 }]));
    expect(filesToRunTwice({ ...first, failed: 4, failedFiles: many })).toEqual([]);
  });

  it('is not made where something failed outside of every file', () => {
    expect(filesToRunTwice({ ...first, failed: 3 })).toEqual([]);
  });

  it('counts in the place of the first', () => {
    const mended = { passed: 15, failed: 0, skipped: 0, parts: { e2e: 15 }, failedFiles: {} };
    const whole = { passed: 5190, failed: 0, skipped: 0, parts, failedFiles: {} };
    expect(withSecondRun(first, mended)).toEqual(whole);
    expect(sumUp(withSecondRun(first, mended), true, 0).hasFailed).toBe(false);
  });

  it('fails where it fails again, and where it did not run', () => {
    const same = { ...lock, parts: { e2e: 15 }, failedFiles: first.failedFiles };
    expect(withSecondRun(first, same)).toEqual(first);
    const none = { passed: 0, failed: 0, skipped: 0, parts: {}, failedFiles: {} };
    expect(sumUp(withSecondRun(first, none), true, 1).hasFailed).toBe(true);
  });
});
