/**
 * `halfminute remove QUERY`: one account goes to the bin. Runs under Node.
 * The rule: removing loses nothing; the account can come back from the bin, or by undo.
 */
import { removeAccount } from '../vault/bin.ts';
import { accountsOf } from '../vault/vault.ts';
import { accountJson } from './account-json.ts';
import { oneAccount } from './account-query.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { accountLine, print, tellMerge } from './print.ts';
import { openVault } from './vault-place.ts';

export const removeCommand: Command = {
  name: 'remove',
  operands: 'QUERY',
  operandCount: { min: 1, max: 1 },
  summary: 'Move the one account that QUERY fits to the bin.',
  details: [
    '"halfminute undo" brings it back. The app shows the bin, and empties it after the time chosen there.',
  ],
  options: [],
  async run([query = ''], options, streams) {
    const { session } = await openVault(options, streams);
    const account = oneAccount(accountsOf(session.vault), query);
    const { merge } = await session.change(
      (vault) => removeAccount(vault, account.id, Date.now()),
      'removed',
    );
    tellMerge(merge, streams);
    const removed = accountJson(account, false);
    print(streams, options, { removed }, [`removed  ${accountLine(removed)}`]);
    return EXIT.done;
  },
};
