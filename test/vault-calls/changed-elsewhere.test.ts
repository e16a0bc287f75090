/** What the command line saved beside the app counts as in no backup yet, and what the app has seen does not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unlockSession } from '../../electron/vault/session.ts';
import { addAccounts, newAccount } from '../../electron/vault/vault.ts';
import { totp } from '../vault/vault-samples.ts';
import { startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

const PASSWORD = 'correct horse battery';
const NOW_MS = 1_111_111_109_000;
const MONTH_MS = 31 * 24 * 60 * 60 * 1000;

let folder: string;
let nowMs: number;
beforeEach(async () => {
  nowMs = NOW_MS;
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-elsewhere-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (lastSeenRevision: number) =>
  startVaultProcessDouble({ folder, now: () => nowMs, lastSeenRevision });

it('a change of the command line starts the wait for the reminder', async () => {
  const first = start(0);
  value(await first.page.vault.create({ password: PASSWORD }));
  const seen = first.holder.session().vault.revision;
  const command = await unlockSession({
    path: path.join(folder, VAULT_FILE),
    password: PASSWORD,
    now: () => nowMs,
  });
  const state = async (lastSeenRevision: number) => {
    const app = start(lastSeenRevision);
    value(await app.page.vault.unlock({ password: PASSWORD }));
    return app.automatic;
  };
  expect((await state(seen)).state().notBackedUpSinceMs).toBeNull();
  await command.change((vault) => addAccounts(vault, [newAccount(totp('ann'), nowMs)]), 'added');
  const after = await state(seen);
  expect(after.state()).toMatchObject({ notBackedUpSinceMs: NOW_MS, isReminderDue: false });
  nowMs += MONTH_MS;
  expect(after.state().isReminderDue).toBe(true);
  expect((await state(command.vault.revision)).state().notBackedUpSinceMs).toBeNull();
});
