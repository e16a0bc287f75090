/**
 * What a program and all its children cost, as the Linux kernel counts it. Runs in the bench, under Node.
 * The rule: the whole tree counts, helper processes too; a figure that cannot be read is an error, never a zero.
 */
import { readdir, readFile } from 'node:fs/promises';

/** The kernel reports CPU time in these on every platform that Node runs on: proc(5), sysconf(_SC_CLK_TCK). */
const TICKS_PER_SECOND = 100;
const KIB = 1024;

export interface ProcessFacts {
  readonly pid: number;
  readonly parentPid: number;
  /** User and system time, its own and that of children which have ended. */
  readonly cpuTicks: number;
}

/**
 * Reads a line of /proc/PID/stat. The name in parentheses may itself hold spaces and parentheses: proc(5).
 * @throws Error when the line is not of that form.
 */
export function parseStat(line: string): ProcessFacts {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const pid = Number.parseInt(line, 10);
  const parentPid = Number(fields[1]);
  // utime, stime, cutime, cstime: the 14th to 17th of the line, whose first two are cut off here.
  const cpuTicks = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
  if (![pid, parentPid, cpuTicks].every(Number.isSafeInteger))
    throw new Error('not a line of /proc/PID/stat');
  return { pid, parentPid, cpuTicks };
}

/** The process `rootPid` and everything below it. */
export function treeOf(rootPid: number, all: readonly ProcessFacts[]): readonly ProcessFacts[] {
  const root = all.filter(({ pid }) => pid === rootPid);
  const below = all.filter(({ parentPid }) => parentPid === rootPid).flatMap(({ pid }) => treeOf(pid, all));
  return [...root, ...below];
}

async function readProcesses(): Promise<readonly ProcessFacts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    // A process may end between the listing and the reading.
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)),
  );
  return lines.flatMap((line) => (line === null ? [] : [parseStat(line)]));
}

/** CPU seconds that the tree of `rootPid` has used since it started, to the hundredth. */
export async function readCpuSeconds(rootPid: number): Promise<number> {
  const tree = treeOf(rootPid, await readProcesses());
  if (tree.length === 0) throw new Error(`process ${rootPid} is gone`);
  return tree.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0) / TICKS_PER_SECOND;
}

/** PSS in bytes out of /proc/PID/smaps_rollup. @throws Error when there is none in it. */
export function parsePss(text: string): number {
  const kib = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  if (kib === undefined) throw new Error('no Pss in smaps_rollup');
  return Number(kib) * KIB;
}

/**
 * Memory of the tree in bytes: the sum of each process's proportional set size (PSS), in which a page that n processes
 * share counts as an n-th in each.
 */
export async function readMemoryBytes(rootPid: number): Promise<number> {
  const tree = treeOf(rootPid, await readProcesses());
  if (tree.length === 0) throw new Error(`process ${rootPid} is gone`);
  const sizes = await Promise.all(
    tree.map(async ({ pid }) => parsePss(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
