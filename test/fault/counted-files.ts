/**
 * File functions of which the n-th call fails, whatever it is; all others reach the real disk. Tests only.
 * The rule: every call counts, so that going through n = 1, 2, 3 … leaves no place of a save untried.
 */
import { basename } from 'node:path';
import { type FileFunctions, type OpenFile, realFiles } from '../../electron/vault/atomic-file.ts';

/** A system error code, or a write that takes half of what it was given. */
export type Fault = 'EIO' | 'ENOSPC' | 'EACCES' | 'EDQUOT' | 'short write';

export interface CountedFiles extends FileFunctions {
  /** What the call that failed was, as `write .vault.hmv.0123….tmp`; null while none did. */
  readonly failed: () => string | null;
}

interface Plan {
  readonly fault: Fault;
  /** 1-based. */
  readonly nth: number;
  /** All later calls fail, too: the device is gone, or the process is as good as dead. */
  readonly isForGood: boolean;
}

/** A write counts for `short write`, everything counts for the others. */
export function countedFiles({ fault, nth, isForGood }: Plan): CountedFiles {
  let calls = 0;
  let failed: string | null = null;

  const isHit = (kind: string, path: string): boolean => {
    if (fault === 'short write' && kind !== 'write') return false;
    calls += 1;
    if (calls !== nth && !(isForGood && calls > nth)) return false;
    failed ??= `${kind} ${basename(path)}`;
    return true;
  };
  const pass = (kind: string, path: string): void => {
    if (isHit(kind, path)) throw Object.assign(new Error(`${fault}: ${kind}`), { code: fault });
  };
  const wrap = (file: OpenFile, path: string): OpenFile => ({
    async write(bytes, offset, length, position) {
      if (fault !== 'short write') pass('write', path);
      const isShort = fault === 'short write' && isHit('write', path);
      return file.write(bytes, offset, isShort ? Math.max(1, length >> 1) : length, position);
    },
    async read(bytes, offset, length, position) {
      pass('read', path);
      return file.read(bytes, offset, length, position);
    },
    async stat() {
      pass('stat', path);
      return file.stat();
    },
    async sync() {
      pass('fsync', path);
      await file.sync();
    },
    async close() {
      await file.close();
      pass('close', path);
    },
  });
  return {
    failed: () => failed,
    async open(path, flags, mode) {
      pass('open', path);
      return wrap(await realFiles.open(path, flags, mode), path);
    },
    async rename(from, to) {
      pass('rename', to);
      await realFiles.rename(from, to);
    },
    async unlink(path) {
      pass('unlink', path);
      await realFiles.unlink(path);
    },
    async readdir(path) {
      pass('readdir', path);
      return realFiles.readdir(path);
    },
    async realpath(path) {
      pass('realpath', path);
      return realFiles.realpath(path);
    },
    async lstat(path) {
      pass('lstat', path);
      return realFiles.lstat(path);
    },
    async stat(path) {
      pass('stat', path);
      return realFiles.stat(path);
    },
    async mkdir(path, options) {
      pass('mkdir', path);
      return realFiles.mkdir(path, options);
    },
  };
}
