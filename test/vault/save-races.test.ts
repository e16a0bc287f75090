/** Two programs on one vault at nearly the same moment, and a merge of which the last step failed: what is there afterwards. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type FileFunctions, type OpenFile, realFiles } from '../../electron/vault/atomic-file.ts';
import { removeAccount } from '../../electron/vault/bin.ts';
import { sealVault } from '../../electron/vault/format.ts';
import type { Session } from '../../electron/vault/session.ts';
import { accountsOf } from '../../electron/vault/vault.ts';
import { adding, NAME, namesIn, sessionOn, vaultOf, vaultOnDisk } from '../fault/prepared-vaults.ts';
import { NOW_MS, temporaryFolder } from './vault-samples.ts';

async function vault() {
  const path = join(await temporaryFolder(), NAME);
  const { masterKey, ...rest } = vaultOf(0);
  await writeFile(path, sealVault({ masterKey, ...rest }));
  return { path, masterKey };
}
const namesOn = async (path: string, masterKey: Uint8Array) =>
  [...namesIn(await vaultOnDisk(path, masterKey))].sort();
const namesOf = (session: Session) => [...namesIn(session.vault)].sort();

it('a save of somebody else while a previous version is being kept is merged, not written over', async () => {
  const { path, masterKey } = await vault();
  const theirs = await sessionOn(path, masterKey);
  let hasSaved = false;
  const files: FileFunctions = {
    ...realFiles,
    async open(name, flags, mode) {
      if (name.includes('.previous-') && !hasSaved) {
        hasSaved = true;
        await theirs.change(adding('theirs'));
      }
      return realFiles.open(name, flags, mode);
    },
  };
  const ours = await sessionOn(path, masterKey, { files });
  const { merge } = await ours.change(adding('ours'));
  expect(hasSaved).toBe(true);
  expect(merge?.addedIds).toHaveLength(1);
  expect(await namesOn(path, masterKey)).toEqual(['ours', 'theirs']);
});

it('a merging save that fails at the folder’s fsync alone is told, and the next one has everything once', async () => {
  const { path, masterKey } = await vault();
  let isFailing = false;
  const failing = (file: OpenFile): OpenFile => ({
    ...{ write: file.write.bind(file), read: file.read.bind(file), stat: file.stat.bind(file) },
    close: file.close.bind(file),
    sync: async () => {
      if (isFailing && !(await file.stat()).isFile())
        throw Object.assign(new Error('EIO: fsync'), { code: 'EIO' });
      await file.sync();
    },
  });
  const files: FileFunctions = {
    ...realFiles,
    open: async (name, flags, mode) => failing(await realFiles.open(name, flags, mode)),
  };
  const ours = await sessionOn(path, masterKey, { files });
  await ours.change(adding('before'));
  await (await sessionOn(path, masterKey)).change(adding('theirs'));
  isFailing = true;
  await expect(ours.change(adding('told as not saved'))).rejects.toMatchObject({ code: 'not-saved' });
  expect(namesOf(ours)).toEqual(['before']);
  isFailing = false;
  const { merge } = await ours.change(adding('after'));
  // The file that may have been lost with the power was not: what it held comes in as somebody else's.
  expect(merge?.addedIds).toHaveLength(2);
  const all = ['after', 'before', 'theirs', 'told as not saved'];
  expect(namesOf(ours)).toEqual(all);
  expect(await namesOn(path, masterKey)).toEqual(all);
  const again = await readFile(path);
  expect((await ours.change(adding('last'))).merge).toBeNull();
  expect(await readFile(path)).not.toEqual(again);
});

it('an addition that is taken back comes back with somebody else’s save, is told, and can be removed', async () => {
  const { path, masterKey } = await vault();
  const ours = await sessionOn(path, masterKey);
  const { undoId } = await ours.change(adding('slip'));
  const [slip] = accountsOf(ours.vault);
  const theirs = await sessionOn(path, masterKey);
  await theirs.change(adding('theirs'));
  // Undo leaves no trace in the bin, and a file that merely lacks an account is not believed to have removed it.
  expect((await ours.undo(undoId))?.addedIds).toContain(slip?.id);
  expect(await namesOn(path, masterKey)).toEqual(['slip', 'theirs']);
  await ours.change((vault) => removeAccount(vault, slip?.id ?? '', NOW_MS), 'removed');
  await theirs.change(adding('more'));
  expect(await namesOn(path, masterKey)).toEqual(['more', 'theirs']);
});

it('what another program wrote over comes back with the next save of the one that had it', async () => {
  const { path, masterKey } = await vault();
  const ours = await sessionOn(path, masterKey);
  const before = await readFile(path);
  await ours.change(adding('ours'));
  // As if it had compared before our rename and renamed after it: the window that is left.
  await writeFile(path, before);
  await (await sessionOn(path, masterKey)).change(adding('theirs'));
  await ours.change(adding('next'));
  expect(await namesOn(path, masterKey)).toEqual(['next', 'ours', 'theirs']);
});
