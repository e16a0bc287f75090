/**
 * Looks for secrets in the memory of live processes and in files, in every form that they may have there. Tests only.
 * The rule: what cannot be read is an error, never "not found"; only program files mapped read-only are left out.
 */
import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeBase32 } from '../../../electron/otp/base32.ts';

export interface Needle {
  /** What it is, for the report: never the secret itself. */
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Hit {
  /** A process, or a file's path. */
  readonly where: string;
  readonly what: string;
}

const CHUNK_BYTES = 8 * 1024 * 1024;

/** Raw bytes, and hex, base32 and base64 text in UTF-8 and UTF-16, upper and lower case, at every base64 alignment. */
export function formsOf(name: string, secret: Uint8Array): readonly Needle[] {
  const raw = Buffer.from(secret);
  const base32 = encodeBase32(secret);
  const hex = raw.toString('hex');
  const texts: (readonly [string, string])[] = [
    ['hex', hex],
    ['hex upper', hex.toUpperCase()],
    ['base32', base32],
    ['base32 lower', base32.toLowerCase()],
  ];
  for (const shift of [0, 1, 2]) {
    // What stands before and after changes the outer characters only: the ones between are the same in any context.
    const padded = Buffer.concat([Buffer.alloc(shift), raw])
      .toString('base64')
      .replaceAll('=', '');
    const inner = padded.slice(shift === 0 ? 0 : shift + 1, -1);
    texts.push(
      [`base64 +${shift}`, inner],
      [`base64url +${shift}`, inner.replaceAll('+', '-').replaceAll('/', '_')],
    );
  }
  const needles = [
    { name: `${name}, raw`, bytes: raw },
    ...texts.flatMap(([form, text]) => [
      { name: `${name}, ${form}, UTF-8`, bytes: Buffer.from(text) },
      { name: `${name}, ${form}, UTF-16`, bytes: Buffer.from(text, 'utf16le') },
    ]),
  ];
  const seen = new Set<string>();
  return needles.filter(({ bytes }) => {
    const key = bytes.toString('latin1');
    return !seen.has(key) && seen.add(key);
  });
}

/** The forms of a text that a person typed: as such in UTF-8 and UTF-16, and as bytes would be. */
export function formsOfText(name: string, text: string): readonly Needle[] {
  return [
    ...formsOf(name, Buffer.from(text)),
    { name: `${name}, UTF-16`, bytes: Buffer.from(text, 'utf16le') },
  ];
}

/** All hits in a process's memory, one a needle. @throws Error when the memory cannot be read. */
export async function searchProcess(
  pid: number,
  where: string,
  needles: readonly Needle[],
): Promise<{ readonly hits: readonly Hit[]; readonly searchedBytes: number }> {
  const regions = (await readFile(`/proc/${pid}/maps`, 'utf8')).split('\n').flatMap(regionOf);
  const memory = await open(`/proc/${pid}/mem`, 'r');
  const found = new Set<string>();
  let searchedBytes = 0;
  try {
    for (const { start, end } of regions) {
      const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1;
      for (let at = start; at < end; at += CHUNK_BYTES - overlap) {
        const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - at));
        // A region may go while we read: a process at work gives memory back. What is gone holds nothing.
        const read = await memory.read(chunk, 0, chunk.length, at).catch(() => ({ bytesRead: 0 }));
        searchedBytes += read.bytesRead;
        findIn(chunk.subarray(0, read.bytesRead), needles, found);
        if (end - at <= CHUNK_BYTES) break;
      }
    }
  } finally {
    await memory.close();
  }
  if (searchedBytes === 0) throw new Error(`nothing of the memory of ${where} could be read`);
  return { hits: [...found].map((what) => ({ where, what })), searchedBytes };
}

/** All hits in the files of a folder, one a needle and file. */
export async function searchFolder(folder: string, needles: readonly Needle[]): Promise<readonly Hit[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const hits: Hit[] = [];
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const found = new Set<string>();
    findIn(Buffer.from(entry.name), needles, found);
    if (entry.isFile()) findIn(await readFile(file).catch(() => Buffer.alloc(0)), needles, found);
    hits.push(...[...found].map((what) => ({ where: file, what })));
  }
  return hits;
}

function findIn(chunk: Buffer, needles: readonly Needle[], found: Set<string>): void {
  for (const { name, bytes } of needles) if (!found.has(name) && chunk.includes(bytes)) found.add(name);
}

/** Everything readable but files that are mapped read-only: those pages are the program's, as it is on the disk. */
function regionOf(line: string): readonly { readonly start: number; readonly end: number }[] {
  const [range = '', rights = '', , , inode, ...name] = line.split(/\s+/);
  const file = name.join(' ');
  if (!rights.startsWith('r') || ['[vvar]', '[vsyscall]', '[vvar_vclock]'].includes(file)) return [];
  const isProgramFile = inode !== '0' && !rights.includes('w') && !/memfd|\/dev\/shm|deleted/.test(file);
  if (isProgramFile) return [];
  const [start = 0, end = 0] = range.split('-').map((text) => Number.parseInt(text, 16));
  return [{ start, end }];
}
