/** The order in which test files run: long ones first, and every name that says which still means a file. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT } from '../../build/project.mjs';
import { LONG, rankOf } from '../../build/vitest/long-first.mjs';

it('names files that there are', async () => {
  const files = await readdir(path.join(PROJECT, 'test'), { recursive: true });
  const tests = files.filter((file) => file.endsWith('.test.ts')).map((file) => `test/${file}`);
  const ranks = new Set(tests.map(rankOf));
  expect([...ranks].toSorted((a, b) => a - b)).toEqual([...LONG.keys(), LONG.length]);
});

it('begins with the longest', () => {
  const files = ['test/otp/steam.test.ts', 'test/cli/paper.test.ts', 'test/page/looks/looks.test.ts'];
  expect(files.toSorted((a, b) => rankOf(a) - rankOf(b))).toEqual(files.toReversed());
});
