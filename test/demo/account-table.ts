/**
 * Reads the open vault's accounts and codes through the page, as its own code would, and compares them with oathtool.
 * Used by the demo tour. The rule: every code is told with the second at which it was made.
 */
import type { Page } from 'playwright-core';
import type { AccountView, Authenticator } from '../../electron/ipc/contract.ts';
import { listAccounts } from '../e2e/driver/list-accounts.ts';
import { hasOathtool, oathtoolCode } from './oathtool.ts';

declare global {
  interface Window {
    readonly authenticator: Authenticator;
  }
}

export interface TableRow {
  readonly account: AccountView;
  readonly code: string;
  /** Unix seconds at which the code was made. */
  readonly at: number;
  /** null for counter-based accounts. */
  readonly secondsLeft: number | null;
}

/** Every account with a code made now. A counter-based account gets its next code, which moves its counter. */
export async function readTable(page: Page): Promise<readonly TableRow[]> {
  return page.evaluate(
    async (accounts) => {
      const { codes } = window.authenticator;
      const rows: TableRow[] = [];
      for (const account of accounts) {
        const asked = Date.now();
        const answer =
          account.type === 'hotp'
            ? await codes.next({ id: account.id })
            : await codes.at({ ids: [account.id] });
        if (!answer.ok) throw new Error(answer.code);
        const view = Array.isArray(answer.value) ? answer.value[0] : answer.value;
        const until = view.validUntilMs;
        // Made just before the end of a period and answered after it: the code belongs to the later moment.
        const at =
          until !== null && account.periodSeconds !== null
            ? Math.max(asked, until - account.periodSeconds * 1000)
            : asked;
        rows.push({
          account,
          code: view.code,
          at: Math.floor(at / 1000),
          secondsLeft: until === null ? null : Math.ceil((until - at) / 1000),
        });
      }
      return rows;
    },
    await listAccounts(page),
  );
}

export interface Comparison {
  readonly compared: number;
  readonly equal: number;
  /** Why the rest was not compared. */
  readonly leftOut: string | null;
}

/** Compares each row's code with oathtool's. Asks the app for each Key URI with the password. */
export async function compareTable(
  page: Page,
  rows: readonly TableRow[],
  password: string,
): Promise<Comparison> {
  if (!(await hasOathtool())) return { compared: 0, equal: 0, leftOut: 'oathtool is not installed' };
  let compared = 0;
  let equal = 0;
  for (const { account, code, at } of rows) {
    const uri = await page.evaluate(
      async (question) => {
        const answer = await window.authenticator.accounts.keyUri(question);
        if (!answer.ok) throw new Error(answer.code);
        return answer.value.uri;
      },
      { id: account.id, password },
    );
    // The row's code used the counter before the one that the vault holds now.
    const used = account.counter === null ? uri : uri.replace(/([?&]counter=)\d+/, `$1${account.counter}`);
    const other = await oathtoolCode(used, at);
    if (other === null) continue;
    compared += 1;
    if (other === code) equal += 1;
  }
  const rest = rows.length - compared;
  return { compared, equal, leftOut: rest > 0 ? `oathtool cannot make ${rest} of them` : null };
}

/** The table as text: account, code, seconds left. */
export function formatTable(rows: readonly TableRow[]): string {
  const lines = rows.map(({ account, code, secondsLeft }) => [
    account.issuer || '–',
    account.accountName || '–',
    code,
    secondsLeft === null ? 'counter' : `${secondsLeft} s`,
  ]);
  const table = [['Issuer', 'Account', 'Code', 'Left'], ...lines];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
