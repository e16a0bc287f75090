/**
 * Files inside a zip, also under a password (ZipCrypto and WinZip AES). Runs in the vault process and under Node.
 * The rule: a path in an archive is a name to compare, never a place to write; unpacking stops at a bound,
 * whatever size the archive claims.
 */
import { configure, type Entry, type FileEntry, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { startsWith, utf8 } from './bytes.ts';
import { ARCHIVE_FILES_MAX, UNPACKED_BYTES_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import type { ReadOptions } from './reading.ts';

// No workers: they would be fetched by URL, and everything here runs in a process of its own already.
// A chunk is inflated as a whole before the next stop: at deflate's 1:1032 this is 16 MiB at most.
configure({ useWebWorkers: false, useCompressionStream: false, chunkSize: 16 * 1024 });

export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
}

export interface Archive {
  readonly names: readonly string[];
  isEncrypted(name: string): boolean;
  /** @throws FileProblem `password-needed`, `wrong-password`, `too-large` or `damaged`. */
  read(name: string, options: ReadOptions): Promise<Uint8Array>;
}

/** Reads an archive's directory. @throws FileProblem `damaged` or `too-large`. */
export async function openZip(bytes: Uint8Array, format: string): Promise<Archive> {
  const entries = await directoryOf(bytes, format);
  const files = new Map(entries.filter(isFile).map((entry) => [entry.filename, entry]));
  return {
    names: [...files.keys()],
    isEncrypted: (name) => files.get(name)?.encrypted ?? false,
    async read(name, options) {
      const entry = files.get(name);
      if (entry === undefined) throw new FileProblem('damaged', format);
      return await unpack(entry, format, options);
    },
  };
}

function isFile(entry: Entry): entry is FileEntry {
  return !entry.directory;
}

async function directoryOf(bytes: Uint8Array, format: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of new ZipReader(new Uint8ArrayReader(bytes)).getEntriesGenerator()) {
      entries.push(entry);
      if (entries.length > ARCHIVE_FILES_MAX) throw new FileProblem('too-large', format);
    }
  } catch (error) {
    throw asFileProblem(error, format);
  }
  return entries;
}

async function unpack(entry: FileEntry, format: string, options: ReadOptions): Promise<Uint8Array> {
  if (entry.encrypted && options.password === undefined) throw new FileProblem('password-needed', format);
  if (entry.uncompressedSize > UNPACKED_BYTES_MAX) throw new FileProblem('too-large', format);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      length += chunk.length;
      if (length > UNPACKED_BYTES_MAX) throw new FileProblem('too-large', format);
      chunks.push(chunk.slice());
    },
  });
  if (entry.encrypted && options.password === '') throw new FileProblem('wrong-password', format);
  // As bytes: zip.js takes the characters of a text one by one, which is right for ASCII only.
  const rawPassword = entry.encrypted ? utf8(options.password ?? '') : undefined;
  try {
    await entry.getData(sink, {
      checkSignature: true,
      ...(rawPassword === undefined ? {} : { rawPassword }),
    });
  } catch (error) {
    throw asFileProblem(error, format);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function asFileProblem(error: unknown, format: string): FileProblem {
  if (error instanceof FileProblem) return error;
  const message = error instanceof Error ? error.message : '';
  return new FileProblem(message === 'Invalid password' ? 'wrong-password' : 'damaged', format, {
    cause: error,
  });
}
