/**
 * Replaces a file whole or not at all, and says the truth about which. Vault process, CLI, tests.
 * The rule: the old file is not touched before the new one is complete, on the disk and read back.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CodedError, savingError, systemCodeOf } from '../ipc/failure.ts';

/** An open file, as node:fs/promises gives it. */
export interface OpenFile {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }>;
  read(bytes: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  stat(): Promise<{ size: number; isFile(): boolean }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The file functions that saving uses; an argument, so that a test can stand in for a failing device. */
export interface FileFunctions {
  open(path: string, flags: string, mode?: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  readdir(path: string): Promise<string[]>;
  realpath(path: string): Promise<string>;
  lstat(path: string): Promise<unknown>;
  stat(path: string): Promise<{
    readonly size: number;
    readonly mtimeMs: number;
    readonly dev: number;
    readonly ino: number;
  }>;
  mkdir(path: string, options: { recursive: true; mode: number }): Promise<unknown>;
}

export const realFiles: FileFunctions = fs;

/** Windows lets scanners and indexers hold a file for a moment; renaming over it then fails. */
const RENAME_RETRY_MS = 2000;
const RENAME_PAUSE_MS = 50;
/** No save takes this long: a temp file that is older was left by a process that ended in the middle. */
const LEFTOVER_AGE_MS = 10 * 60 * 1000;

export interface ReplaceOptions {
  readonly files: FileFunctions;
  readonly platform?: NodeJS.Platform;
  /** Runs when the new file is ready, just before it takes the old one's place; a throw keeps the old one. */
  readonly beforeRename?: () => Promise<void>;
  /** Runs right before the rename is asked for: from here on the new bytes may be the file, whatever fails. */
  readonly onRenaming?: () => void;
}

/**
 * Writes `bytes` to `path` (not a symbolic link): temp file beside it, all of it, fsync, read back and compare,
 * rename, fsync of the folder. On any failure the temp file is removed and `path` is whole: the old file, or,
 * when only the last step failed, the new one.
 * @throws CodedError `disk-full`, `not-permitted`, `not-saved`, or what `beforeRename` throws.
 */
export async function replaceFile(path: string, bytes: Uint8Array, options: ReplaceOptions): Promise<void> {
  const { files, platform = process.platform } = options;
  const temp = join(dirname(path), `${tempPrefix(path)}${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeNewFile(temp, bytes, files);
    await options.beforeRename?.();
    options.onRenaming?.();
    await rename(temp, path, files, platform);
  } catch (error) {
    await removeTemp(temp, files);
    throw savingError(error);
  }
  try {
    await syncFolder(dirname(path), files, platform);
  } catch (error) {
    throw savingError(error);
  }
}

/**
 * Reads a whole file.
 * @param maxBytes larger files are refused without being read.
 * @throws CodedError `file-too-large`; the file system's own errors otherwise.
 */
export async function readWholeFile(
  path: string,
  maxBytes: number,
  files: FileFunctions,
): Promise<Uint8Array> {
  const file = await files.open(path, 'r');
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new CodedError('unsupported-file');
    if (info.size > maxBytes) throw new CodedError('file-too-large');
    return await readUpTo(file, info.size);
  } finally {
    await file.close();
  }
}

/** The first `maxBytes` bytes of a file. @throws the file system's own errors. */
export async function readFileStart(
  path: string,
  maxBytes: number,
  files: FileFunctions,
): Promise<Uint8Array> {
  const file = await files.open(path, 'r');
  try {
    return await readUpTo(file, Math.min(maxBytes, (await file.stat()).size));
  } finally {
    await file.close();
  }
}

/** Removes temp files that saves of `path` left behind when their process was killed. Failing to is no failure. */
export async function removeLeftovers(path: string, nowMs: number, files: FileFunctions): Promise<void> {
  const folder = dirname(path);
  const names = await files.readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(tempPrefix(path)) || !/\.[0-9a-f]{16}\.tmp$/.test(name)) continue;
    const leftover = join(folder, name);
    const info = await files.stat(leftover).catch(() => null);
    if (info !== null && nowMs - info.mtimeMs > LEFTOVER_AGE_MS) await removeTemp(leftover, files);
  }
}

function tempPrefix(path: string): string {
  return `.${basename(path)}.`;
}

async function writeNewFile(path: string, bytes: Uint8Array, files: FileFunctions): Promise<void> {
  const file = await files.open(path, 'wx+', 0o600);
  try {
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await file.write(bytes, written, bytes.length - written, written);
      if (bytesWritten <= 0) throw new CodedError('not-saved');
      written += bytesWritten;
    }
    await file.sync();
    const { size } = await file.stat();
    const stored = size === bytes.length ? await readUpTo(file, size) : new Uint8Array(0);
    if (Buffer.compare(stored, bytes) !== 0) throw new CodedError('not-saved');
  } finally {
    await file.close();
  }
}

async function readUpTo(file: OpenFile, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  while (offset < length) {
    const { bytesRead } = await file.read(bytes, offset, length - offset, offset);
    if (bytesRead <= 0) break;
    offset += bytesRead;
  }
  return bytes.subarray(0, offset);
}

async function rename(
  from: string,
  to: string,
  files: FileFunctions,
  platform: NodeJS.Platform,
): Promise<void> {
  const giveUpAt = performance.now() + RENAME_RETRY_MS;
  for (;;) {
    try {
      return await files.rename(from, to);
    } catch (error) {
      const isPassing =
        platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(systemCodeOf(error) ?? '');
      if (!isPassing || performance.now() >= giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, RENAME_PAUSE_MS));
    }
  }
}

/** Makes the rename itself durable. Windows has no such call; some network file systems refuse it as meaningless. */
async function syncFolder(path: string, files: FileFunctions, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') return;
  const folder = await files.open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP'].includes(systemCodeOf(error) ?? '')) throw error;
  } finally {
    await folder.close();
  }
}

/** A temp file that cannot be removed now is removed as a leftover when the vault is next unlocked. */
async function removeTemp(path: string, files: FileFunctions): Promise<void> {
  await files.unlink(path).catch(() => undefined);
}
