/**
 * `halfminute undo`: takes back the vault's last change, whichever program made it. Runs under Node.
 * The rule: it says what it took back, and taking back is a change of its own, which nothing is lost by.
 */
import { CodedError } from '../ipc/failure.ts';
import { changeSteps } from '../vault/history-walk.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { type TakenBack, takeBackLast } from './last-change.ts';
import { fullName, print, tellMerge } from './print.ts';
import { openVault } from './vault-place.ts';

export const undoCommand: Command = {
  name: 'undo',
  operands: '',
  operandCount: { min: 0, max: 0 },
  summary: 'Take back the last change of the vault, made here or in the app.',
  details: [
    'A whole import is one change. Again, it takes back the change before. What was moved to the bin comes back; a counter that was used stays used.',
  ],
  options: [],
  async run(_operands, options, streams) {
    const { session } = await openVault(options, streams);
    const steps = changeSteps(session.vault);
    const taken: TakenBack[] = [];
    const { merge } = await session.change((vault) => {
      const last = takeBackLast(vault);
      if (last === null) throw new CodedError('nothing-to-undo');
      taken.push(last);
      return last.vault;
    }, 'undone');
    tellMerge(merge, streams);
    const record = taken.at(-1)?.record;
    const step = steps.find((each) => each.record.seq === record?.seq);
    const accounts = (step?.accounts ?? []).map(({ id, issuer, accountName }) => ({
      id,
      issuer,
      account: accountName,
    }));
    const at = new Date(record?.atMs ?? 0).toISOString();
    print(streams, options, { undone: { what: record?.what, at, accounts } }, [
      `took back "${record?.what}" of ${at}`,
      ...accounts.map((account) => `  ${account.id.slice(0, 8)}  ${fullName(account)}`),
    ]);
    return EXIT.done;
  },
};
