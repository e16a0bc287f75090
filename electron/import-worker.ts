/**
 * The thread in which the vault process reads another app's encrypted file. Runs as a Node worker thread.
 * The rule: it reads one file, knows its password and nothing of the vault, and ends.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type ReadRequest, serveReading } from './vault-calls/foreign-reader.ts';

if (parentPort) void serveReading(parentPort, workerData as ReadRequest);
