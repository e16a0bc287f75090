/**
 * Which accounts a query on the command line means. Runs under Node.
 * The rule: a command that changes or copies takes one account, and never guesses among several.
 */
import type { Account } from '../otp/account.ts';
import { displayName, isSameName } from '../otp/draft.ts';
import { CommandFailure, type Streams } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { shownName } from './print.ts';

/** As `list` shows it. */
const ID_START = /^[0-9a-f]{8}[0-9a-f-]*$/;
const SHOWN_MAX = 20;

/** Lower case, without accents, as the app's search has it. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Accounts whose issuer and account name hold every word, or whose id starts with the query; all without one. */
export function accountsMatching(accounts: readonly Account[], query: string): readonly Account[] {
  if (ID_START.test(query)) {
    const byId = accounts.filter(({ id }) => id.startsWith(query));
    if (byId.length > 0) return byId;
  }
  const words = plain(query).split(/\s+/u).filter(Boolean);
  return accounts.filter(({ issuer, accountName }) => {
    const text = plain(`${issuer} ${accountName}`);
    return words.every((word) => text.includes(word));
  });
}

/**
 * The one account that a query means: the only one that fits, or the only one that is called just that.
 * @throws CommandFailure `nothing-found`, `several-found`.
 */
export function oneAccount(accounts: readonly Account[], query: string): Account {
  const found = accountsMatching(accounts, query);
  const [first] = found;
  if (first === undefined) throw nothingFound();
  const exact = found.filter((account) => isCalled(account, query));
  const [only] = found.length === 1 ? found : exact.length === 1 ? exact : [];
  if (only !== undefined) return only;
  const names = found
    .slice(0, SHOWN_MAX)
    .map(
      ({ id, issuer, accountName }) =>
        `\n  ${id.slice(0, 8)}  ${shownName(displayName(issuer, accountName))}`,
    );
  const more = found.length > SHOWN_MAX ? `\n  and ${found.length - SHOWN_MAX} more` : '';
  const message = `${found.length} accounts fit; say which by its name or the number before it:${names.join('')}${more}`;
  throw new CommandFailure('several-found', EXIT.wrongUse, message);
}

const NOTHING_FITS = 'no account fits';

export function nothingFound(): CommandFailure {
  return new CommandFailure('nothing-found', EXIT.nothingFound, NOTHING_FITS);
}

/**
 * What `list` and `codes` end with, said on standard error when they show nothing: a vault without accounts is no
 * failure, a query that fits none is.
 */
export function exitAfterShowing(
  shownCount: number,
  unreadableCount: number,
  query: string,
  { errors }: Streams,
): ExitCode {
  const isAsked = query.trim() !== '';
  if (shownCount === 0) {
    const whyNone =
      unreadableCount > 0 ? 'no account of the vault can be read' : 'the vault has no accounts yet';
    errors.write(`halfminute: ${isAsked ? NOTHING_FITS : whyNone}\n`);
  }
  if (unreadableCount > 0) return EXIT.someSkipped;
  return shownCount === 0 && isAsked ? EXIT.nothingFound : EXIT.done;
}

function isCalled({ issuer, accountName }: Account, query: string): boolean {
  return [issuer, accountName, displayName(issuer, accountName)].some((name) => isSameName(name, query));
}
