/**
 * Saves on a small disk of its own that fills up, runs out of files and goes read-only. Started by real-disk.test.ts in a
 * mount namespace of its own, where the folder is a fresh tmpfs. The rule: it reports what is on the disk, not what it did.
 *
 * Argument: the folder. Prints one JSON line a step.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../electron/ipc/failure.ts';
import { openVaultWithMasterKey, sealVault } from '../../electron/vault/format.ts';
import { adding, NAME, namesIn, sessionOn, vaultOf } from './prepared-vaults.ts';

const [folder = ''] = process.argv.slice(2);
const path = join(folder, NAME);
const filler = join(folder, 'filler');
const opened = vaultOf(300);
writeFileSync(path, sealVault(opened));
const session = await sessionOn(path, opened.masterKey);
await session.change(adding('first'));

async function step(name: string): Promise<void> {
  const before = readFileSync(path);
  const told = await session.change(adding(name)).then(
    () => 'saved',
    (error: unknown) => (error instanceof CodedError ? error.code : String(error)),
  );
  const bytes = readFileSync(path);
  const names = namesIn(openVaultWithMasterKey(bytes, opened.masterKey).vault);
  const isOld = before.equals(bytes);
  const left = readdirSync(folder).filter((file) => file.endsWith('.tmp'));
  writeSync(1, `${JSON.stringify({ name, told, isOld, hasIt: names.includes(name), left })}\n`);
}

function fillUp(): void {
  const block = Buffer.alloc(4096, 1);
  try {
    for (;;) writeFileSync(filler, block, { flag: 'a' });
  } catch {
    // Full: that is what it is for.
  }
}
const remount = (options: string) => execFileSync('mount', ['-o', `remount,${options}`, folder]);

await step('with room');
for (const freeKiB of [0, 4, 16, 40, 64]) {
  fillUp();
  const size = readFileSync(filler).length;
  truncateSync(filler, size - freeKiB * 1024);
  await step(`with ${freeKiB} KiB left`);
  rmSync(filler);
  await step(`after ${freeKiB} KiB`);
}
// The folder, the vault and its previous version.
remount('nr_inodes=3');
await step('with no file left to make');
remount('nr_inodes=1000');
await step('with files to make');
remount('ro');
await step('read-only');
remount('rw');
await step('writable again');
