/** What the tests of bin, history and backups stand on: a folder and a clock of their own, and accounts by name. */
import { beforeEach } from 'vitest';
import { NOW_MS, PASSWORD, temporaryFolder } from '../vault/vault-samples.ts';
import { startVaultProcessDouble, value } from './vault-process-double.ts';

const SECRET = 'JBSWY3DPEHPK3PXP';

/** Made anew before each test. */
export const ground = { folder: '', nowMs: 0 };
beforeEach(async () => {
  ground.folder = await temporaryFolder();
  ground.nowMs = NOW_MS;
});

export type Options = Partial<Parameters<typeof startVaultProcessDouble>[0]>;
export const start = (options: Options = {}) =>
  startVaultProcessDouble({ folder: ground.folder, now: () => ground.nowMs, ...options });
export type Double = ReturnType<typeof start>;

export async function created(...names: string[]) {
  const double = start();
  value(await double.page.vault.create({ password: PASSWORD }));
  for (const name of names) await add(double, name);
  return double;
}
export async function unlocked(options: Options = {}) {
  const double = start(options);
  const opened = value(await double.page.vault.unlock({ password: PASSWORD }));
  return { ...double, opened };
}
export async function add({ page }: Pick<Double, 'page'>, name: string) {
  const text = `otpauth://totp/${name}?secret=${SECRET}`;
  const review = value(await page.accounts.review({ reviewId: null, texts: [text] }));
  const candidateId = review.candidates[0]!.id;
  const choices = [{ candidateId, issuer: '', accountName: name, action: 'add' as const }];
  return value(await page.accounts.add({ reviewId: review.reviewId, choices }));
}
export const namesIn = async ({ page }: Pick<Double, 'page'>) =>
  value(await page.accounts.list()).accounts.map(({ accountName }) => accountName);
export const idOf = async ({ page }: Pick<Double, 'page'>, name: string) =>
  value(await page.accounts.list()).accounts.find(({ accountName }) => accountName === name)!.id;
export const steps = async ({ page }: Pick<Double, 'page'>, accountId: string | null = null) =>
  value(await page.history.list({ accountId, beforeSeq: null, limit: 100 })).steps;
