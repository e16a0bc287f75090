/**
 * One account of the bin as one line of JSON in the payload, and back. Vault process, CLI, tests.
 * The rule: the account inside is judged like any other; a line with a bad one is quarantined, not dropped.
 */
import { entryOfRecord, recordOf } from './account-record.ts';
import { isJsonObject, isWhole, type JsonObject } from './json-object.ts';
import type { BinnedEntry } from './vault.ts';

const KIND = 'binned';

export function encodeBinRecord({ entry, deletedAtMs, position, unknown }: BinnedEntry): string {
  return JSON.stringify({
    ...unknown,
    kind: KIND,
    deletedAt: deletedAtMs,
    position,
    record: recordOf(entry),
  });
}

/** The account of the bin that a line's object is; null when it is none. */
export function decodeBinRecord(object: JsonObject): BinnedEntry | null {
  const { kind, deletedAt, position, record, ...unknown } = object;
  if (kind !== KIND || !isWhole(deletedAt, 0, Number.MAX_SAFE_INTEGER)) return null;
  if (!isWhole(position, 0, Number.MAX_SAFE_INTEGER) || !isJsonObject(record)) return null;
  const entry = entryOfRecord(record);
  return entry === null ? null : { entry, deletedAtMs: deletedAt, position, unknown };
}
