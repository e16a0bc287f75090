/**
 * `--columns secret=3,issuer=1,account=2`: which columns of a table hold what. Runs under Node.
 * The rule: columns are counted from 1, as people do.
 */
import type { ColumnChoice } from '../formats/reading.ts';
import { UsageError } from './command.ts';

/** @throws UsageError when it is not written like that or names no secret. */
export function columnChoice(text: string): ColumnChoice {
  const columns = new Map<string, number>();
  for (const part of text.split(',')) {
    const match = /^(secret|issuer|account)=([1-9]\d{0,3})$/.exec(part.trim());
    if (match?.[1] === undefined)
      throw new UsageError(`--columns: "${part}" is not secret=N, issuer=N or account=N`);
    columns.set(match[1], Number(match[2]) - 1);
  }
  const secret = columns.get('secret');
  if (secret === undefined) throw new UsageError('--columns: the secret has to be in one of them');
  return { secret, issuer: columns.get('issuer') ?? null, accountName: columns.get('account') ?? null };
}
