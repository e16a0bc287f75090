/**
 * Which pages of a Google Authenticator export are still missing. Pure.
 * The rule: pages belong together by batch number and size; without a number, by size alone.
 */
import type { MigrationBatch } from '../otp/migration.ts';

/** An export spread over several codes: 1-based numbers of those that were not read. */
export interface MissingPages {
  readonly pageCount: number;
  readonly missing: readonly number[];
}

/** One element for each export that has pages missing. */
export function missingPagesOf(batches: readonly MigrationBatch[]): readonly MissingPages[] {
  const seen = new Map<string, { readonly size: number; readonly indexes: Set<number> }>();
  for (const { id, size, index } of batches) {
    const key = `${id}/${size}`;
    const batch = seen.get(key) ?? { size, indexes: new Set<number>() };
    seen.set(key, { size, indexes: batch.indexes.add(index) });
  }
  return [...seen.values()].flatMap(({ size, indexes }) => {
    const missing = Array.from({ length: size }, (_, index) => index + 1).filter(
      (page) => !indexes.has(page - 1),
    );
    return missing.length > 0 ? [{ pageCount: size, missing }] : [];
  });
}
