/**
 * Entries in = candidates + left out, for every fixture of our own and every file beside the project that takes no password:
 * a review loses nothing on the way from the file to the person. Runs under Node.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPicture } from '../../electron/cli/read-picture.ts';
import { FileProblem } from '../../electron/formats/problem.ts';
import { readFile } from '../../electron/formats/registry.ts';
import { type SourceFile, sourceFile } from '../../electron/formats/source-file.ts';
import { newAccount } from '../../electron/vault/vault.ts';
import { reviewReading } from '../../electron/vault-calls/reading-review.ts';
import { fixtureFile, fixtures } from '../formats/own-fixtures.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared/formats');
const MANIFEST = path.join(SHARED, 'manifest.json');
const rows: readonly { readonly file: string; readonly password: string | null }[] = existsSync(MANIFEST)
  ? JSON.parse(readFileSync(MANIFEST, 'utf8'))
  : [];

async function expectNothingLost(file: SourceFile): Promise<void> {
  const reading = await readFile(file, { readPicture }).catch((error: unknown) => {
    // A file that gives nothing says so as a whole.
    if (error instanceof FileProblem) return null;
    throw error;
  });
  if (reading === null) return;
  for (const arePinsAsked of [true, false]) {
    const { state, leftOut } = reviewReading(reading, [], { arePinsAsked });
    expect(state.candidates.length + leftOut.length).toBe(reading.accounts.length + reading.skipped.length);
    // Read again beside what it gave, it gives nothing new.
    const there = state.candidates.map(({ draft }) => newAccount(draft, 0));
    const again = reviewReading(reading, there, { arePinsAsked });
    expect(again.state.candidates.filter((candidate) => candidate.state !== 'same')).toEqual([]);
    expect(again.leftOut).toEqual(leftOut);
  }
}

const plain = fixtures.filter(({ password }) => password === undefined);
it.each(plain.map(({ file }) => file))('nothing of %s is lost', async (file) => {
  await expectNothingLost(fixtureFile(file));
});

describe.skipIf(rows.length === 0)('files beside the project (skipped where they are not there)', () => {
  it.each(rows.filter(({ password }) => password === null).map(({ file }) => file))(
    'nothing of %s is lost',
    async (file) => {
      await expectNothingLost(sourceFile(new Uint8Array(readFileSync(path.join(SHARED, file))), file));
    },
  );
});
