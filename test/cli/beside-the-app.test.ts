/** The app's vault code in this process and the command in another, on one vault: each save keeps the other's. Runs under Node. */
import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { unlockSession } from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, newAccount } from '../../electron/vault/vault.ts';
import { totp } from '../vault/vault-samples.ts';
import { commandUnderTest, PASSWORD } from './command-under-test.ts';

const command = commandUnderTest([totp('ann')]);
const uri = (name: string) => `otpauth://totp/Line:${name}?secret=GEZDGNBVGY3TQOJQ&issuer=Line`;

async function names(vault: string): Promise<readonly string[]> {
  const { output } = await command.on(vault, ['list', '--json']);
  return JSON.parse(output)
    .accounts.map(({ account }: { account: string }) => account)
    .toSorted();
}

it('a save of the app takes in what the command saved since', async () => {
  const path = await command.vault('app-is-stale');
  const app = await unlockSession({ path, password: PASSWORD, now: Date.now });
  expect((await command.on(path, ['add', uri('of-command')])).code).toBe(0);
  const { merge } = await app.change(
    (vault) => addAccounts(vault, [newAccount(totp('of-app', 5), Date.now())]),
    'added',
  );
  expect(merge?.addedIds).toHaveLength(1);
  expect(await names(path)).toEqual(['ann', 'of-app', 'of-command']);
  expect(accountsOf(app.vault)).toHaveLength(3);
});

it('a save of the command takes in what the app saved since, and says so', async ({ skip }) => {
  if (process.platform === 'win32') skip('there are no named pipes in folders');
  const path = await command.vault('command-is-stale');
  const pipe = command.at('uris');
  execFileSync('mkfifo', [pipe]);
  const app = await unlockSession({ path, password: PASSWORD, now: Date.now });
  // It has read the vault when it comes to read the file; opening the other end waits for that.
  const importing = command.on(path, ['import', pipe, '--json']);
  const writer = await open(pipe, 'w');
  await app.change((vault) => addAccounts(vault, [newAccount(totp('of-app', 5), Date.now())]), 'added');
  await writer.writeFile(uri('of-command'));
  await writer.close();
  const imported = await importing;
  expect([imported.code, imported.errors]).toEqual([
    0,
    expect.stringContaining('another program had changed the vault'),
  ]);
  expect(JSON.parse(imported.output).added).toHaveLength(1);
  expect(await names(path)).toEqual(['ann', 'of-app', 'of-command']);
});

it('undo of the command takes back what the app did last', async () => {
  const path = await command.vault('undo-of-app');
  const app = await unlockSession({ path, password: PASSWORD, now: Date.now });
  const before = accountsOf(app.vault).length;
  await app.change((vault) => addAccounts(vault, [newAccount(totp('of-app', 5), Date.now())]), 'added');
  const { undoId } = await app.change(
    (vault) => addAccounts(vault, [newAccount(totp('gone', 6), Date.now())]),
    'added',
  );
  await app.undo(undoId);
  // The app took back its last one itself: the one before is next.
  expect((await command.on(path, ['undo'])).output).toContain('Example: of-app');
  expect(await names(path)).toHaveLength(before);
});
