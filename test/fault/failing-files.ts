/**
 * File functions that stand in for a failing device: the n-th call of one kind fails. Tests only.
 * The rule: everything that is not told to fail reaches the real disk, so that what is on it can be looked at.
 */
import { constants } from 'node:os';
import { type FileFunctions, type OpenFile, realFiles } from '../../electron/vault/atomic-file.ts';

/** The steps of a save that can fail, by the name that a person would give them. */
export type Step =
  | 'open'
  | 'write'
  | 'fsync'
  | 'read back'
  | 'close'
  | 'compare with disk'
  | 'rename'
  | 'unlink'
  | 'open folder'
  | 'fsync folder';

export interface Device extends FileFunctions {
  /** From now on the `nth` call (1-based) of a step fails with a system error code. */
  fail(step: Step, code: string, nth?: number): void;
  /** From now on a write takes at most this many bytes. */
  shortenWrites(bytes: number): void;
  /** From now on what is read back differs in its last byte. */
  corruptReadBack(): void;
  heal(): void;
  /** How often a step ran since the last `heal`. */
  count(step: Step): number;
}

/** As Node throws it: with libuv's name for the code, and for a used up quota, which libuv does not know, without. */
function systemError(code: string, step: Step): Error {
  const errno = -(constants.errno as { readonly [code: string]: number | undefined })[code]!;
  const name = code === 'EDQUOT' ? `Unknown system error ${errno}` : code;
  return Object.assign(new Error(`${name}: ${step}`), { code: name, errno });
}

export function device(): Device {
  const failures = new Map<Step, { code: string; nth: number }[]>();
  const counts = new Map<Step, number>();
  let writeBytesMax = Number.POSITIVE_INFINITY;
  let isCorrupting = false;

  function pass(step: Step): void {
    const count = (counts.get(step) ?? 0) + 1;
    counts.set(step, count);
    const failure = failures.get(step)?.find(({ nth }) => nth === count);
    if (failure) throw systemError(failure.code, step);
  }

  function wrap(file: OpenFile, kind: 'temp' | 'vault' | 'folder'): OpenFile {
    return {
      stat: () => file.stat(),
      async close() {
        await file.close();
        if (kind === 'temp') pass('close');
      },
      async write(bytes, offset, length, position) {
        pass('write');
        return file.write(bytes, offset, Math.min(length, writeBytesMax), position);
      },
      async read(bytes, offset, length, position) {
        pass(kind === 'temp' ? 'read back' : 'compare with disk');
        const result = await file.read(bytes, offset, length, position);
        const last = offset + result.bytesRead - 1;
        if (kind === 'temp' && isCorrupting) bytes[last] = (bytes[last] ?? 0) ^ 1;
        return result;
      },
      async sync() {
        pass(kind === 'folder' ? 'fsync folder' : 'fsync');
        await file.sync();
      },
    };
  }

  return {
    ...realFiles,
    async open(path, flags, mode) {
      if (flags === 'wx+') {
        pass('open');
        return wrap(await realFiles.open(path, flags, mode), 'temp');
      }
      const file = await realFiles.open(path, flags, mode);
      const kind = (await file.stat()).isFile() ? 'vault' : 'folder';
      try {
        if (kind === 'folder') pass('open folder');
      } catch (error) {
        await file.close();
        throw error;
      }
      return wrap(file, kind);
    },
    async rename(from, to) {
      pass('rename');
      await realFiles.rename(from, to);
    },
    async unlink(path) {
      pass('unlink');
      await realFiles.unlink(path);
    },
    fail(step, code, nth = 1) {
      failures.set(step, [...(failures.get(step) ?? []), { code, nth }]);
    },
    shortenWrites(bytes) {
      writeBytesMax = bytes;
    },
    corruptReadBack() {
      isCorrupting = true;
    },
    heal() {
      failures.clear();
      counts.clear();
      writeBytesMax = Number.POSITIVE_INFINITY;
      isCorrupting = false;
    },
    count: (step) => counts.get(step) ?? 0,
  };
}
