/**
 * The built vault process (out/vault-process.cjs) under plain Node, unlocked and renaming one account without pause, to be
 * killed in the middle. Started by killed-while-saving.test.ts. The rule: a rename is reported only after the vault
 * process answered the page that it is done.
 *
 * Arguments: the bundle's path, the vault's path, the recovery key in words, the number of the first rename.
 */
import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PortAnswer, ToVaultProcess } from '../../electron/ipc/channels.ts';
import type { AccountList } from '../../electron/ipc/contract.ts';
import { NO_BACKUP_MEMORY } from '../../electron/ipc/earlier.ts';
import type { Result } from '../../electron/ipc/failure.ts';
import { NO_PASSWORD_MEMORY } from '../../electron/ipc/key-messages.ts';

const [bundle = '', vaultPath = '', words = '', first = '0'] = process.argv.slice(2);

/** What Electron gives a utility process: messages of main come in, ours go nowhere. */
const parent = Object.assign(new EventEmitter(), { postMessage: () => {} });
Object.assign(process, { parentPort: parent });
createRequire(import.meta.url)(bundle);

const waiting = new Map<number, (result: Result<unknown>) => void>();
const port = Object.assign(new EventEmitter(), {
  start: () => {},
  postMessage({ sequence, result }: PortAnswer) {
    waiting.get(sequence)?.(result as Result<unknown>);
    waiting.delete(sequence);
  },
});
const tell = (data: ToVaultProcess, ports: unknown[] = []) => parent.emit('message', { data, ports });
tell({
  kind: 'start',
  vaultPath,
  lastSeenRevision: 0,
  lastSeenWork: 0,
  passwordMemory: NO_PASSWORD_MEMORY,
  rehearsePasswordWeeks: 0,
  settings: {
    emptyBinDays: 0,
    backupFolder: null,
    clockCorrectionMs: 0,
    clockCorrectionUntilMs: 0,
    backupsKept: { last: 1, days: 0, weeks: 0, months: 0 },
  },
  backupMemory: NO_BACKUP_MEMORY,
});
tell({ kind: 'page-port' }, [port]);

let sequence = 0;
async function ask<Answer>(fullName: string, argument?: unknown): Promise<Answer> {
  sequence += 1;
  const answered = new Promise<Result<unknown>>((resolve) => waiting.set(sequence, resolve));
  port.emit('message', { data: { sequence, fullName, argument } });
  const result = await answered;
  if (!result.ok) throw new Error(`${fullName}: ${result.code}`);
  return ('text' in result ? JSON.parse(String(result.text)) : result.value) as Answer;
}

await ask('vault.unlockWithRecovery', { texts: [words] });
const { accounts } = await ask<AccountList>('accounts.list');
const account = accounts[0];
if (account === undefined) throw new Error('no account');
const { id, issuer, digits, periodSeconds, counter } = account;
for (let rename = Number(first); ; rename += 1) {
  const names = { issuer, accountName: `rename ${rename}` };
  await ask('accounts.edit', { id, ...names, algorithm: 'SHA1', digits, periodSeconds, counter });
  writeSync(1, `${rename}\n`);
}
