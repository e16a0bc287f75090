/**
 * The thread in which the vault process reads another app's encrypted file, or makes one. Runs as a Node worker thread.
 * The rule: it does one thing, knows no more than that takes, and ends.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type ExportRequest, makeHere } from './vault-calls/export-maker.ts';
import { type ReadRequest, readHere } from './vault-calls/foreign-reader.ts';
import { answerInThread } from './vault-calls/own-thread.ts';

/** One of them: what `readerInThread` and `makerInThread` send. */
interface Given {
  readonly read?: ReadRequest;
  readonly exported?: ExportRequest;
}

const { read, exported } = workerData as Given;
const { signal } = new AbortController();
if (parentPort && read) void answerInThread(parentPort, () => readHere(read, signal));
if (parentPort && exported) void answerInThread(parentPort, () => makeHere(exported, signal));
