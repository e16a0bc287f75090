/**
 * The vault's file at a path: reading it, looking at it, replacing it. Vault process, CLI, tests.
 * The rule: a file that is not the one we read or wrote last is never replaced.
 */
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { CodedError, savingError, systemCodeOf } from '../ipc/failure.ts';
import {
  type FileFunctions,
  readFileStart,
  readWholeFile,
  realFiles,
  removeLeftovers,
  replaceFile,
} from './atomic-file.ts';
import { VAULT_FILE_BYTES_MAX } from './format.ts';
import { decodeHeader, HEADER_PART_BYTES_MAX } from './header.ts';
import { keepCopies } from './kept-copies.ts';
import type { KeySlot } from './key-slot.ts';

export type VaultFileStatus = 'none' | 'locked' | 'damaged' | 'newer' | 'unreadable';

/** What can be told about a vault file without a key. */
export interface VaultFileView {
  readonly status: VaultFileStatus;
  /** Empty unless `locked`. */
  readonly slots: readonly KeySlot[];
}

/**
 * What is at a path, judged from the header, its checksum and the file's size. Only a path with nothing at it is `none`:
 * an empty or foreign file is `damaged`, so that no new vault ever takes its place.
 */
export async function lookAtVaultFile(
  path: string,
  files: FileFunctions = realFiles,
): Promise<VaultFileView> {
  try {
    const header = decodeHeader(await readFileStart(path, HEADER_PART_BYTES_MAX, files));
    const { slots, payloadStart, payloadLength } = header;
    const { size } = await files.stat(path);
    if (size !== payloadStart + payloadLength) throw new CodedError('vault-damaged');
    return { status: 'locked', slots };
  } catch (error) {
    const without = (status: VaultFileStatus): VaultFileView => ({ status, slots: [] });
    if (error instanceof CodedError) return without(error.code === 'vault-newer' ? 'newer' : 'damaged');
    return without((await isNothingAt(path, files)) ? 'none' : 'unreadable');
  }
}

/** The status alone, of `lookAtVaultFile`. */
export async function inspectVaultFile(
  path: string,
  files: FileFunctions = realFiles,
): Promise<VaultFileStatus> {
  return (await lookAtVaultFile(path, files)).status;
}

export class VaultStore {
  /** As the person gave it; may be a symbolic link, which then stays one. */
  readonly path: string;
  readonly #files: FileFunctions;
  /** Digests of contents that are ours: more than one when a failed save may or may not have taken place. */
  #known: ReadonlySet<string> = new Set();
  #lastTarget: string;

  constructor(path: string, files: FileFunctions = realFiles) {
    this.path = path;
    this.#files = files;
    this.#lastTarget = path;
  }

  /**
   * Reads the file and remembers it as the one that a save may replace. `nowMs`: Unix milliseconds.
   * @throws CodedError `no-vault`, `vault-unreadable`, `vault-damaged` (too large to be a vault).
   */
  async read(nowMs: number): Promise<Uint8Array> {
    try {
      this.#lastTarget = await this.#files.realpath(this.path);
      const bytes = await readWholeFile(this.#lastTarget, VAULT_FILE_BYTES_MAX, this.#files);
      this.#known = new Set([digestOf(bytes)]);
      await removeLeftovers(this.#lastTarget, nowMs, this.#files);
      return bytes;
    } catch (error) {
      if (error instanceof CodedError) throw new CodedError('vault-damaged', { cause: error });
      const code = (await isNothingAt(this.path, this.#files)) ? 'no-vault' : 'vault-unreadable';
      throw new CodedError(code, { cause: error });
    }
  }

  /**
   * Writes the first file, making its folder.
   * @throws CodedError `vault-exists` when anything is there already; `disk-full`, `not-permitted`, `not-saved`.
   */
  async create(bytes: Uint8Array): Promise<void> {
    const refuseExisting = async () => {
      if (!(await isNothingAt(this.path, this.#files))) throw new CodedError('vault-exists');
    };
    await refuseExisting();
    try {
      await this.#files.mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw savingError(error);
    }
    await this.#replace(this.path, bytes, refuseExisting);
  }

  /**
   * Replaces the file. A file that has gone is written anew: nothing is lost by it.
   * @param nowMs Unix milliseconds; goes into the names of the copies that are kept (kept-copies.ts).
   * @param mergedFrom what is at the path now, of `readCurrent`, if the new bytes hold all of it.
   * @throws CodedError `vault-changed-on-disk`, `disk-full`, `not-permitted`, `not-saved`.
   */
  async replace(bytes: Uint8Array, nowMs: number, mergedFrom?: Uint8Array): Promise<void> {
    const target = await this.#files.realpath(this.path).catch(() => this.#lastTarget);
    const allowed = mergedFrom === undefined ? this.#known : new Set([digestOf(mergedFrom)]);
    await this.#replace(
      target,
      bytes,
      async () => {
        const current = await this.#readUnlessChanged(target, allowed);
        if (current === null) return;
        await keepCopies(this.path, current, nowMs, this.#files);
        // Keeping a copy waits for the disk, and somebody may have saved meanwhile (docs/decisions/two-programs-one-vault.md).
        await this.#readUnlessChanged(target, allowed);
      },
      mergedFrom === undefined,
    );
  }

  /** What is at the path now, without taking it for ours. @throws CodedError `vault-changed-on-disk` when it cannot be read. */
  async readCurrent(): Promise<Uint8Array> {
    try {
      return await readWholeFile(await this.#files.realpath(this.path), VAULT_FILE_BYTES_MAX, this.#files);
    } catch (cause) {
      throw new CodedError('vault-changed-on-disk', { cause });
    }
  }

  /** Whether `path` is this very file, by whatever name. */
  async isSameFile(path: string): Promise<boolean> {
    const [ours, theirs] = await Promise.all(
      [this.path, path].map((each) => this.#files.stat(each).catch(() => null)),
    );
    return ours != null && theirs != null && ours.dev === theirs.dev && ours.ino === theirs.ino;
  }

  /**
   * `isOursWhateverFails`: the new bytes count as ours from the rename on. After a merge they do not: a failed save leaves
   * the session as it was, without what came from the disk, and must merge again.
   */
  async #replace(
    target: string,
    bytes: Uint8Array,
    beforeRename: () => Promise<void>,
    isOursWhateverFails = true,
  ): Promise<void> {
    const digest = digestOf(bytes);
    const onRenaming = () => {
      if (isOursWhateverFails) this.#known = new Set([...this.#known, digest]);
    };
    await replaceFile(target, bytes, { files: this.#files, beforeRename, onRenaming });
    this.#known = new Set([digest]);
    this.#lastTarget = target;
  }

  /** Null when there is no file. */
  async #readUnlessChanged(target: string, allowed: ReadonlySet<string>): Promise<Uint8Array | null> {
    let current: Uint8Array;
    try {
      current = await readWholeFile(target, VAULT_FILE_BYTES_MAX, this.#files);
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT') return null;
      if (error instanceof CodedError) throw new CodedError('vault-changed-on-disk', { cause: error });
      throw error;
    }
    if (!allowed.has(digestOf(current))) throw new CodedError('vault-changed-on-disk');
    return current;
  }
}

/** Whether there is not even a dangling link at a path. A path that cannot be looked at is not nothing. */
async function isNothingAt(path: string, files: FileFunctions): Promise<boolean> {
  try {
    await files.lstat(path);
    return false;
  } catch (error) {
    return systemCodeOf(error) === 'ENOENT';
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
