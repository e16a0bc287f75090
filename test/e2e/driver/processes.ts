/**
 * The app's processes, as the system's own list has them. End-to-end tests only.
 * The rule: "gone" is what the kernel says of a pid, not what the app says of itself.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunningApp } from './running-app.ts';

export interface Pair {
  readonly vault: number;
  readonly page: number;
}

const GONE_LIMIT_MS = 20_000;

/** The vault process and the page's process; waits until there is one of each. */
export async function pairOf({ electron }: RunningApp): Promise<Pair> {
  for (let limit = Date.now() + GONE_LIMIT_MS; ; await wait(50)) {
    const { vaults, page } = await electron.evaluate(({ app, BrowserWindow }) => ({
      vaults: app
        .getAppMetrics()
        .filter(({ name, serviceName }) => [name, serviceName].includes('Halfminute Vault'))
        .map(({ pid }) => pid),
      page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    }));
    const [vault] = vaults;
    if (vaults.length === 1 && vault !== undefined && page > 0) return { vault, page };
    if (Date.now() > limit) throw new Error(`vault processes: ${vaults.length}, page process: ${page}`);
  }
}

/** Whether the system lists the process; one that ended and was not collected yet counts as ended. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat !== null && !/\) [ZX] /.test(stat);
}

/** @throws Error when the process is still there after 20 s. */
export async function waitUntilGone(pid: number): Promise<void> {
  for (const limit = Date.now() + GONE_LIMIT_MS; await isAlive(pid); await wait(25)) {
    if (Date.now() > limit) throw new Error(`the process ${pid} is still there`);
  }
}
