/**
 * Whole earlier files that stay beside the vault: its previous versions, and the last file of an older format.
 * Vault process, CLI, tests. The rule: no copy is ever changed; only previous versions beyond their number are removed.
 */
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type FileFunctions, replaceFile } from './atomic-file.ts';
import { decodeHeader, VERSION } from './header.ts';
import { keptTimes, type Retention, stampOf, timeOfStamp } from './retention.ts';

/** A burst of changes gives one copy, of the file before the first of them. */
export const COPY_EVERY_MS = 60 * 60 * 1000;
export const PREVIOUS_KEPT: Retention = { last: 5, days: 7, weeks: 4, months: 0 };

export interface KeptCopy {
  readonly kind: 'previous' | 'old-format';
  readonly path: string;
  /** Until when it was the vault's file, Unix milliseconds; null for an old format, whose file's own time tells. */
  readonly atMs: number | null;
}

/**
 * Keeps what the file is before it is replaced. `current`: its bytes, a sound vault file.
 * @throws CodedError (`disk-full` and so on) when a file of an older format cannot be kept: it is then not replaced. A previous
 *   version that cannot be kept is no reason not to save.
 */
export async function keepCopies(
  path: string,
  current: Uint8Array,
  nowMs: number,
  files: FileFunctions,
): Promise<void> {
  const { version } = decodeHeader(current);
  if (version < VERSION) await keepOldFormat(path, version, current, files);
  else await keepPrevious(path, current, nowMs, files).catch(() => undefined);
}

/** The copies beside a vault's file, newest first, old formats last. */
export async function keptCopies(path: string, files: FileFunctions): Promise<readonly KeptCopy[]> {
  const folder = dirname(path);
  const names = await files.readdir(folder).catch(() => []);
  const copies = names.flatMap((name): KeptCopy[] => {
    if (!name.startsWith(`${basename(path)}.`)) return [];
    const rest = name.slice(basename(path).length + 1);
    if (/^v\d+-[0-9a-f]{8}$/.test(rest))
      return [{ kind: 'old-format', path: join(folder, name), atMs: null }];
    const atMs = rest.startsWith('previous-') ? timeOfStamp(rest.slice('previous-'.length)) : null;
    return atMs === null ? [] : [{ kind: 'previous', path: join(folder, name), atMs }];
  });
  return copies.sort((left, right) => (right.atMs ?? 0) - (left.atMs ?? 0));
}

/** Its name comes from its bytes, so that an upgrade that is tried again finds its copy made. */
async function keepOldFormat(
  path: string,
  version: number,
  bytes: Uint8Array,
  files: FileFunctions,
): Promise<void> {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const copy = `${path}.v${version}-${digest}`;
  const isThere = await files.lstat(copy).then(
    () => true,
    () => false,
  );
  if (!isThere) await replaceFile(copy, bytes, { files });
}

async function keepPrevious(
  path: string,
  bytes: Uint8Array,
  nowMs: number,
  files: FileFunctions,
): Promise<void> {
  const previous = (await keptCopies(path, files)).filter(({ kind }) => kind === 'previous');
  // Whichever way the clock was set in between.
  if (previous.some(({ atMs }) => Math.abs(nowMs - (atMs as number)) < COPY_EVERY_MS)) return;
  await replaceFile(`${path}.previous-${stampOf(nowMs)}`, bytes, { files });
  const times = [nowMs, ...previous.map(({ atMs }) => atMs as number)];
  const kept = keptTimes(times, PREVIOUS_KEPT);
  for (const copy of previous) if (!kept.has(copy.atMs as number)) await files.unlink(copy.path);
}
