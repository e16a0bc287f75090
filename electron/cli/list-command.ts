/**
 * `halfminute list [QUERY]`: the vault's accounts. Runs under Node.
 * The rule: secrets are printed only with --secrets; records that cannot be read are named, never left out in silence.
 */
import { labelOfLine } from '../vault/account-record.ts';
import { accountsOf, quarantinedOf } from '../vault/vault.ts';
import { accountJson } from './account-json.ts';
import { accountsMatching, exitAfterShowing } from './account-query.ts';
import type { Command } from './command.ts';
import { SECRETS } from './options.ts';
import { accountLine, counted, print, shownName } from './print.ts';
import { openVault } from './vault-place.ts';

export const listCommand: Command = {
  name: 'list',
  operands: '[QUERY]',
  operandCount: { min: 0, max: 1 },
  summary: 'List accounts: all, or those whose names hold every word of QUERY.',
  options: [SECRETS],
  async run([query = ''], options, streams) {
    const { session } = await openVault(options, streams);
    const found = accountsMatching(accountsOf(session.vault), query);
    const accounts = found.map((account) => accountJson(account, options.has('secrets')));
    const unreadable = quarantinedOf(session.vault).map(({ line }) => ({ name: labelOfLine(line) }));
    print(streams, options, { accounts, unreadable }, [
      ...accounts.map(accountLine),
      ...unreadable.map(({ name }) => `unreadable  ${shownName(name)}`),
      counted(accounts.length, 'account'),
    ]);
    return exitAfterShowing(accounts.length, unreadable.length, query, streams);
  },
};
