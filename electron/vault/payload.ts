/**
 * The vault as the text inside the encryption: JSON lines, padded. Vault process, CLI, tests.
 * The rule: each account is a line of its own and decoded on its own; a line that cannot be read is kept as it is.
 */
import { CodedError } from '../ipc/failure.ts';
import { decodeAccountRecord, encodeAccountRecord, isWhole, parseJsonObject } from './account-record.ts';
import type { Entry, Vault } from './vault.ts';

/** The plaintext's length is a multiple of this, so that the file's size tells little about what is inside. */
export const PADDING_STEP_BYTES = 4096;
const LINE_END = 0x0a;

/** The plaintext of a vault. Line ends fill it up: an empty line means nothing. */
export function encodePayload(vault: Vault): Uint8Array {
  const head = Buffer.from(JSON.stringify({ ...vault.unknown, revision: vault.revision }));
  const lines = [head, ...vault.entries.map(lineOf)];
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
  const [head, ...records] = splitLines(plaintext);
  const { revision, ...unknown } = (head && parseJsonObject(head)) ?? {};
  if (!isWhole(revision, 0, Number.MAX_SAFE_INTEGER)) throw new CodedError('vault-damaged');
  const ids = new Set<string>();
  return { revision, unknown, entries: records.map((line) => decodeEntry(line, ids)) };
}

/** A second record with an id that was seen before is quarantined: ids name accounts everywhere else. */
function decodeEntry(line: Uint8Array, ids: Set<string>): Entry {
  const entry = decodeAccountRecord(line);
  if (entry === null || ids.has(entry.account.id)) return { kind: 'quarantined', line: new Uint8Array(line) };
  ids.add(entry.account.id);
  return entry;
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
