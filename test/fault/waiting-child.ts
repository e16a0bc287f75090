/**
 * A process that saves when it is told to, so that strace can be attached for one save. Started by system-calls.test.ts.
 * The rule: all file calls come from one thread (UV_THREADPOOL_SIZE=1), which is among the ones that are said first.
 *
 * Arguments: the vault's path, its master key in hex. Each line that comes in is the name of an account to add and the
 * time in Unix milliseconds; each line that goes out is the save's answer: `saved` or a failure code.
 */
import { readdirSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { CodedError } from '../../electron/ipc/failure.ts';
import { openVaultWithMasterKey } from '../../electron/vault/format.ts';
import { Session } from '../../electron/vault/session.ts';
import { VaultStore } from '../../electron/vault/vault-store.ts';
import { adding } from './prepared-vaults.ts';

const [path = '', masterKeyHex = ''] = process.argv.slice(2);
const store = new VaultStore(path);
const opened = openVaultWithMasterKey(await store.read(Date.now()), Buffer.from(masterKeyHex, 'hex'));

let nowMs = 0;
const session = new Session(store, opened, { now: () => nowMs }, null);
// All but the main thread, which reads and writes the lines: the others are V8's and Node's own, and touch no file.
const threads = readdirSync('/proc/self/task').filter((thread) => Number(thread) !== process.pid);
writeSync(1, `${threads.join(' ')}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const [name = '', time = ''] = line.split(' ');
  nowMs = Number(time);
  const answer = await session.change(adding(name)).then(
    () => 'saved',
    (error: unknown) => (error instanceof CodedError ? error.code : String(error)),
  );
  writeSync(1, `${answer}\n`);
}
