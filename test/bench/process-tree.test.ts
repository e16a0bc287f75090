/** What the bench reads from /proc. */
import { describe, expect, it } from 'vitest';
import { parsePss, parseStat, readCpuSeconds, readMemoryBytes, treeOf } from './process-tree.ts';

describe('parseStat', () => {
  it('finds its fields behind a name of any characters', () => {
    const line = '4242 (a) b (c) S 17 4242 4242 0 -1 4194560 1 2 3 4 50 6 700 8000 20 0 1 0 99';
    expect(parseStat(line)).toEqual({ pid: 4242, parentPid: 17, cpuTicks: 8756 });
  });
  it('refuses anything else', () => {
    expect(() => parseStat('nothing')).toThrow('not a line');
  });
});

describe('treeOf', () => {
  const facts = (pid: number, parentPid: number) => ({ pid, parentPid, cpuTicks: 0 });
  it('takes the root and all below it, and nobody else', () => {
    const all = [facts(1, 0), facts(2, 1), facts(3, 2), facts(4, 1), facts(5, 4)];
    expect(treeOf(2, all).map(({ pid }) => pid)).toEqual([2, 3]);
    expect(treeOf(9, all)).toEqual([]);
  });
});

describe('parsePss', () => {
  it('reads the sum and not its parts', () => {
    expect(parsePss('Rss:  900 kB\nPss:                 512 kB\nPss_Anon: 100 kB\n')).toBe(512 * 1024);
  });
  it('refuses a file without it', () => {
    expect(() => parsePss('')).toThrow('no Pss');
  });
});

describe.skipIf(process.platform !== 'linux')('a running process (Linux only)', () => {
  it('has used memory and CPU time', async () => {
    expect(await readMemoryBytes(process.pid)).toBeGreaterThan(1e6);
    expect(await readCpuSeconds(process.pid)).toBeGreaterThan(0);
  });
  it('is an error when it is gone', async () => {
    await expect(readCpuSeconds(2 ** 30)).rejects.toThrow('is gone');
  });
});
