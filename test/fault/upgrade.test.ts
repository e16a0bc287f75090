/**
 * Files of every earlier version: they open, the first save upgrades them and keeps a copy, and a SIGKILL at any moment
 * leaves the old file or the new one with the copy beside it. The rule: files in test/vectors are never made anew.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openVault, openVaultWithMasterKey, readHeader } from '../../electron/vault/format.ts';
import { VERSION } from '../../electron/vault/header.ts';
import { accountsOf } from '../../electron/vault/vault.ts';
import version1 from '../vectors/version-1/manifest.json' with { type: 'json' };
import { amount, count, figure } from './amounts.ts';
import { bundledChild } from './bundled-child.ts';
import { lastLineBeforeKill } from './killed-child.ts';
import { adding, NAME, namesIn, sessionOn } from './prepared-vaults.ts';

const child = bundledChild('upgrade-child');
const KILLS = amount(12, 300);
const LONGEST_WAIT_MS = 25;
const VECTORS = fileURLToPath(new URL('../vectors/', import.meta.url));
/** By version: those that a password opens. */
const OLD_FILES = [version1].flatMap(({ cases }, index) =>
  cases.flatMap(({ file, answer, password }) =>
    answer === 'opened' && password !== undefined
      ? [{ version: index + 1, path: join(VECTORS, `version-${index + 1}`, file), password }]
      : [],
  ),
);

async function inFolder<Answer>(
  bytes: Uint8Array,
  work: (folder: string) => Promise<Answer>,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'upgrade-'));
  try {
    await writeFile(join(folder, NAME), bytes);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const copiesIn = async (folder: string, version: number) =>
  (await readdir(folder)).filter((name) => name.startsWith(`${NAME}.v${version}-`));

it('has files of every version that ever was', async () => {
  const folders = (await readdir(VECTORS)).filter((name) => name.startsWith('version-'));
  expect(folders.sort()).toEqual(Array.from({ length: VERSION }, (_, index) => `version-${index + 1}`));
  for (let version = 1; version < VERSION; version += 1) {
    expect(OLD_FILES.filter((file) => file.version === version).length).toBeGreaterThan(3);
  }
});

it.each(OLD_FILES.map((file) => [file.path.slice(VECTORS.length), file] as const))(
  'opens %s and upgrades it with a copy kept',
  async (_name, { path, password, version }) => {
    const old = await readFile(path);
    expect(readHeader(old).version).toBe(version);
    const { masterKey, vault } = await openVault(old, password);
    await inFolder(old, async (folder) => {
      const session = await sessionOn(join(folder, NAME), masterKey);
      await session.change(adding('after the upgrade'));
      const bytes = await readFile(join(folder, NAME));
      expect(readHeader(bytes).version).toBe(VERSION);
      const after = openVaultWithMasterKey(bytes, masterKey).vault;
      expect(accountsOf(after).slice(0, -1)).toEqual(accountsOf(vault));
      const [copy, ...more] = await copiesIn(folder, version);
      expect(more).toEqual([]);
      expect(await readFile(join(folder, copy ?? ''))).toEqual(old);
    });
  },
);

it(`survives ${KILLS} kills during the upgrade`, { timeout: 600_000 }, async () => {
  const source = OLD_FILES.find(({ path }) => path.endsWith('many.halfminute'));
  if (!source) throw new Error('the large file of version 1 is gone');
  const old = await readFile(source.path);
  const { masterKey, vault } = await openVault(old, source.password);
  const key = Buffer.from(masterKey).toString('hex');
  const found = { before: 0, 'copy kept': 0, upgraded: 0 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    await inFolder(old, async (folder) => {
      const path = join(folder, NAME);
      const said = await lastLineBeforeKill([child, path, key], LONGEST_WAIT_MS);
      const bytes = await readFile(path);
      const copies = await copiesIn(folder, source.version);
      for (const copy of copies) expect(await readFile(join(folder, copy))).toEqual(old);
      if (old.equals(bytes)) {
        expect(said).toBe('saving');
        found[copies.length > 0 ? 'copy kept' : 'before'] += 1;
      } else {
        expect(readHeader(bytes).version).toBe(VERSION);
        expect(copies).toHaveLength(1);
        found.upgraded += 1;
      }
      // Whatever the moment was: the next start opens it, with every account, and saves.
      const session = await sessionOn(path, masterKey);
      expect(namesIn(session.vault)).toEqual(expect.arrayContaining([...namesIn(vault)]));
      await session.change(adding('next'));
      expect(readHeader(await readFile(path)).version).toBe(VERSION);
      expect(await copiesIn(folder, source.version)).toHaveLength(1);
    });
  }
  // Otherwise the kills came too early or too late to show anything.
  expect(found.before + found['copy kept']).toBeGreaterThan(0);
  expect(found.upgraded).toBeGreaterThan(0);
  figure(
    8,
    `${count(OLD_FILES.length)} files of earlier versions`,
    'open, are upgraded at the first save, copy kept byte for byte',
  );
  figure(
    8,
    `${count(KILLS)} SIGKILLs during the upgrade: ${found.before} before the copy, ${found['copy kept']} after it, ${found.upgraded} after the rename`,
    '0 torn files, 0 without every account',
  );
});
