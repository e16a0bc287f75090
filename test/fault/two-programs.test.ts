/**
 * Two processes that save one vault without a pause: every account that either was told is saved is there in the end.
 * The rule: both still run when the other is done, as the app does beside the command line
 * (docs/decisions/two-programs-one-vault.md).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealVault } from '../../electron/vault/format.ts';
import { amount, count, figure } from './amounts.ts';
import { bundledChild } from './bundled-child.ts';
import { NAME, namesIn, vaultOf, vaultOnDisk } from './prepared-vaults.ts';

const SAVES = amount(60, 500);
const child = bundledChild('adding-child');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'two-programs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Resolves when the process has said "done". */
async function untilDone({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  for await (const text of stdout ?? []) {
    said += text;
    if (said.includes('done')) return said;
  }
  throw new Error('it ended before it was done');
}

it(`${SAVES} saves of each of two processes at once: no account is lost, and no file stays`, async () => {
  const path = join(folder, NAME);
  const opened = vaultOf(0);
  await writeFile(path, sealVault(opened));
  const key = Buffer.from(opened.masterKey).toString('hex');
  const both = ['a', 'b'].map((name) =>
    spawn(process.execPath, [child, path, key, name, `${SAVES}`], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const said = await Promise.all(both.map(untilDone));
  for (const each of both) {
    each.stdin.write('\n');
    expect(await once(each, 'exit')).toEqual([0, null]);
  }
  const wanted = ['a', 'b'].flatMap((name) => [
    ...Array.from({ length: SAVES }, (_, index) => `${name} ${index}`),
    `${name} last`,
  ]);
  const names = namesIn(await vaultOnDisk(path, opened.masterKey));
  expect([...names].sort()).toEqual(wanted.sort());
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const refused = said.join('').split('refused').length - 1;
  figure(
    1,
    `two processes with ${count(SAVES)} saves each of one vault, at once and without a pause`,
    `0 of ${count(wanted.length)} accounts lost; ${refused} saves refused, told and tried again`,
  );
}, 300_000);
