/** The fixtures of test/fixtures/formats, as their generator noted them. Tests only. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AccountJson } from '../../electron/cli/account-json.ts';
import type { MissingPages } from '../../electron/formats/migration-pages.ts';
import { type SourceFile, sourceFile } from '../../electron/formats/source-file.ts';

export const FIXTURE_FOLDER = path.resolve(import.meta.dirname, '../fixtures/formats');

export interface Fixture {
  readonly file: string;
  readonly format: string;
  readonly password?: string;
  readonly accounts: readonly AccountJson[];
  /** "name|reason" each. */
  readonly skipped: readonly string[];
  readonly companions?: readonly string[];
  readonly missing?: readonly MissingPages[];
  /** The file's one answer, where it is no reading. */
  readonly problem?: string;
}

export const fixtures: readonly Fixture[] = JSON.parse(
  readFileSync(path.join(FIXTURE_FOLDER, 'expected.json'), 'utf8'),
);

export function fixtureFile(name: string): SourceFile {
  return sourceFile(new Uint8Array(readFileSync(path.join(FIXTURE_FOLDER, name))), name);
}
