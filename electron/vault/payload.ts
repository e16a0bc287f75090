/**
 * The vault as the text inside the encryption: JSON lines, padded. Vault process, CLI, tests.
 * The rule: each account is a line of its own and decoded on its own; a line that cannot be read is kept as it is.
 */
import { CodedError } from '../ipc/failure.ts';
import { encodeAccountRecord, entryOfRecord } from './account-record.ts';
import { decodeBinRecord, encodeBinRecord } from './bin-record.ts';
import { type ChangeRecord, decodeChangeRecord, decodeHistory, encodeHistoryHead } from './history.ts';
import { isWhole, parseJsonObject } from './json-object.ts';
import type { BinnedEntry, Entry, Vault } from './vault.ts';

/** The plaintext's length is a multiple of this, so that the file's size tells little about what is inside. */
export const PADDING_STEP_BYTES = 4096;
const LINE_END = 0x0a;

/** The plaintext of a vault. Line ends fill it up: an empty line means nothing. */
export function encodePayload(vault: Vault): Uint8Array {
  const { revision, entries, bin, history, unknown } = vault;
  const lines = [
    Buffer.from(JSON.stringify({ ...unknown, revision, ...encodeHistoryHead(history) })),
    ...entries.map(lineOf),
    ...bin.map((binned) => Buffer.from(encodeBinRecord(binned))),
    ...history.records.map(({ line }) => line),
  ];
  const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const padded = Math.ceil(length / PADDING_STEP_BYTES) * PADDING_STEP_BYTES;
  const plaintext = Buffer.alloc(padded, LINE_END);
  let offset = 0;
  for (const line of lines) {
    plaintext.set(line, offset);
    offset += line.length + 1;
  }
  return plaintext;
}

/** @throws CodedError `vault-damaged` when the first line is not what every vault begins with. */
export function decodePayload(plaintext: Uint8Array): Vault {
  const [headLine, ...lines] = splitLines(plaintext);
  const { revision, history, ...unknown } = (headLine && parseJsonObject(headLine)) ?? {};
  if (!isWhole(revision, 0, Number.MAX_SAFE_INTEGER)) throw new CodedError('vault-damaged');
  const ids = new Set<string>();
  const entries: Entry[] = [];
  const bin: BinnedEntry[] = [];
  const changes: ChangeRecord[] = [];
  for (const line of lines) {
    const record = decodeLine(line, ids);
    if ('kind' in record) entries.push(record);
    else if ('deletedAtMs' in record) bin.push(record);
    else changes.push(record);
  }
  return { revision, unknown, entries, bin, history: decodeHistory(history, changes) };
}

/** A second record with an id that was seen before is quarantined: ids name accounts everywhere else. */
function decodeLine(line: Uint8Array, ids: Set<string>): Entry | BinnedEntry | ChangeRecord {
  const quarantine = (): Entry => ({ kind: 'quarantined', line: new Uint8Array(line) });
  const object = parseJsonObject(line);
  if (object === null) return quarantine();
  const record = entryOfRecord(object) ?? decodeBinRecord(object);
  if (record === null) return decodeChangeRecord(object, line) ?? quarantine();
  const { id } = 'entry' in record ? record.entry.account : record.account;
  if (ids.has(id)) return quarantine();
  ids.add(id);
  return record;
}

function lineOf(entry: Entry): Uint8Array {
  return entry.kind === 'account' ? Buffer.from(encodeAccountRecord(entry)) : entry.line;
}

function splitLines(plaintext: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < plaintext.length) {
    const found = plaintext.indexOf(LINE_END, start);
    const end = found === -1 ? plaintext.length : found;
    if (end > start) lines.push(plaintext.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
