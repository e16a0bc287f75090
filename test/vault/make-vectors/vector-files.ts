/**
 * Every vector: files that must open, with what is in them, and files that must be refused, with the answer.
 * Run by make-vectors.mjs. The rule: expected contents are written down here, never read back from our own code.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeys } from '../../../electron/vault/format.ts';
import { KDF_CURRENT } from '../../../electron/vault/kdf.ts';
import { acceptedFiles } from './accepted-files.ts';
import { keySlotFiles } from './key-slot-files.ts';
import { refusedFiles } from './refused-files.ts';
import type { Manifest, VectorCase } from './vector-case.ts';

/** The format's lower bound: most vectors are not about the KDF. */
const CHEAP = { memoryKiB: 8192, passes: 1, lanes: 1 };
const PASSWORD = 'correct horse battery staple';

/** Adds the vectors that the manifest of a folder does not name yet; those that it names stay as they are. */
export async function writeVectors(folder: string): Promise<void> {
  const manifestPath = join(folder, 'manifest.json');
  const { cases: before } = JSON.parse(await readFile(manifestPath, 'utf8')) as Manifest;
  const known = new Set(before.map(({ name }) => name));
  const keys = await createKeys(PASSWORD, CHEAP);
  const strongKeys = await createKeys(PASSWORD, KDF_CURRENT);
  const unicodeKeys = await createKeys('pässwörd 密码 😀', CHEAP);
  const files = [
    ...acceptedFiles({ password: PASSWORD, keys, strongKeys, unicodeKeys }),
    ...refusedFiles(PASSWORD, keys),
    ...(await keySlotFiles(PASSWORD, keys)),
  ];
  const cases: VectorCase[] = [...before];
  for (const { bytes, ...rest } of files) {
    if (known.has(rest.name)) continue;
    const file = `${rest.name}.halfminute`;
    await writeFile(join(folder, file), bytes);
    cases.push({ ...rest, file });
  }
  const manifest: Manifest = { cases };
  await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
}
