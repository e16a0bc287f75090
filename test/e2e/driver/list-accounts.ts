/**
 * The open vault's accounts, asked of the bridge as the page asks. End-to-end tests and the demo tour.
 * The rule: a refusal is an error that names its code.
 */
import type { Page } from 'playwright-core';
import type { AccountList, AccountView, LargeAnswer, Result } from '../../../electron/ipc/contract.ts';

export async function listAccounts(page: Page): Promise<readonly AccountView[]> {
  const answer: unknown = await page.evaluate(() => window.authenticator.accounts.list());
  // Of what is large the bridge carries the text alone.
  const carried = answer as LargeAnswer | Extract<Result<never>, { ok: false }>;
  if (!carried.ok) throw new Error(carried.code);
  return (JSON.parse(carried.text) as AccountList).accounts;
}
