/**
 * The process that holds the unlocked vault: binds the vault half of the contract to the page's port.
 * Runs as an Electron utility process. The rule: it dies when the vault locks, and it prints nothing.
 */
import path from 'node:path';
import type { BackupCheckRequest, FromVaultProcess, PortRequest, ToVaultProcess } from './ipc/channels.ts';
import { vaultCalls } from './ipc/contract.ts';
import { createCarrier } from './ipc/large-answers.ts';
import { endOnUncaughtErrors, log } from './log.ts';
import { createSpentMemoryReturn } from './spent-memory.ts';
import { warmUpKdf } from './vault/kdf.ts';
import { answerBackupCheck, createBackupCheck } from './vault-calls/backup-check.ts';
import { makerInThread } from './vault-calls/export-maker.ts';
import { readerInThread } from './vault-calls/foreign-reader.ts';
import { createPageServer } from './vault-calls/page-server.ts';

endOnUncaughtErrors();
const parent = process.parentPort;
const tellMain = (message: FromVaultProcess) => parent.postMessage(message);

const backupCheck = createBackupCheck(
  () => tellMain({ kind: 'start-backup-check' }),
  () => tellMain({ kind: 'backup-check-done' }),
);

/**
 * Runs `work` in a turn of Node's own loop. Inside a port's event Electron (25 at least) looks for unhandled rejections
 * before microtasks have run, so a rejection that is caught one microtask later would end the process.
 */
const inOwnTurn = (work: () => Promise<void>) => void setImmediate(work);

/** Of the calls, those that take a password derive a key from it. */
const derivesKey = (argument: unknown) =>
  typeof argument === 'object' &&
  argument !== null &&
  ('password' in argument || 'vaultPassword' in argument);
const returnSpentMemory = createSpentMemoryReturn();

const carry = createCarrier(vaultCalls);

let page: ReturnType<typeof createPageServer> | undefined;

parent.on('message', async ({ data, ports }) => {
  const message = data as ToVaultProcess;
  const port = ports[0];
  if (message.kind === 'start') {
    page = createPageServer({
      start: message,
      tellMain,
      backupCheck,
      now: Date.now,
      steadyClock: () => performance.now(),
      readForeign: readerInThread(path.join(__dirname, 'import-worker.cjs')),
      makeExport: makerInThread(path.join(__dirname, 'import-worker.cjs')),
      onUnexpected: (name, error) => log(`call ${name}`, error),
    });
    // The person is typing; a KDF that does not run says so when it is asked for.
    inOwnTurn(() => warmUpKdf().catch(() => undefined));
  }
  if (message.kind === 'settings') page?.changeSettings(message.settings);
  if (message.kind === 'grant-file') page?.grants.give(message.grant, message.purpose, message.path);
  if (message.kind === 'keychain') page?.keychain.answered(message.sequence, message.answer);
  if (message.kind === 'tray' && page) {
    const { sequence, question } = message;
    tellMain({ kind: 'tray', sequence, answer: page.tray.answer(question) });
  }
  if (message.kind === 'page-port' && port && page) {
    const { answer } = page;
    port.on('message', (event) => {
      const request = event.data as PortRequest;
      inOwnTurn(async () => {
        const result = await answer(request?.fullName, request?.argument);
        port.postMessage({ sequence: request?.sequence, result: carry(request?.fullName, result) });
        if (derivesKey(request?.argument)) returnSpentMemory();
      });
    });
    port.start();
  }
  if (message.kind === 'backup-check-port' && port) {
    if (page) backupCheck.connect(port);
    else {
      port.once('message', async (event) =>
        port.postMessage(await answerBackupCheck(event.data as BackupCheckRequest)),
      );
      port.start();
    }
  }
  if (message.kind === 'end') {
    await page?.uses.flush();
    await page?.holder.settled();
    // Main waits for seconds only; what does not get done is made up for at the next unlock.
    await page?.automatic.flush();
    process.exit(0);
  }
});
