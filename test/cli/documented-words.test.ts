/** The words in the command line's JSON that scripts compare are in docs/command-line.md, every one. Runs under Node. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FAILURES } from '../../electron/cli/failures.ts';
import { FILE_PROBLEMS, LEFT_OUT_REASONS, LOST_PARTS, SKIP_REASONS } from '../../electron/formats/problem.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(PROJECT, 'docs/command-line.md'), 'utf8');
const words = page.slice(page.indexOf('### Words'), page.indexOf('## Exit codes'));
const section = (from: string, to?: string) =>
  words.slice(words.indexOf(from), to === undefined ? undefined : words.indexOf(to));

/** Problems that commands give by themselves. */
function thrownProblems(): readonly string[] {
  const folder = path.join(PROJECT, 'electron/cli');
  const sources = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return sources.flatMap((source) => [
    ...[...source.matchAll(/new CommandFailure\(\s*'([a-z-]+)'/g)].map(([, problem]) => problem ?? ''),
    ...[...source.matchAll(/const NOT_OPENED = '([a-z-]+)'/g)].map(([, problem]) => problem ?? ''),
  ]);
}

const thrown = thrownProblems();

it.each([
  ['skipped', SKIP_REASONS, section('`skipped`', '`leftOut`')],
  ['leftOut', LEFT_OUT_REASONS, section('`leftOut`', '`lost`')],
  ['lost', LOST_PARTS, section('**`lost`**', '**`problem`**')],
  ['problem of a file', FILE_PROBLEMS, section('**`problem`**', 'Of a command')],
  ['problem of the vault', Object.keys(FAILURES), section('**`problem`**')],
  ['problem of a command', thrown, section('**`problem`**')],
] as const)('%s', (_, expected, part) => {
  expect(expected.length).toBeGreaterThan(4);
  expect(expected.filter((word) => !part.includes(`\`${word}\``))).toEqual([]);
});
