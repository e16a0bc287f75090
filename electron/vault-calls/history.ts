/**
 * `history.*` of the contract: browsing the vault's changes, going back to a moment, forgetting them. Runs in the vault process.
 * The rule: names of accounts and of what changed leave this process, values of secrets and parameters do not.
 */
import type { ChangeWhat, HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { CHANGE_KINDS, chainState } from '../vault/history.ts';
import { type ChangeStep, changeSteps, restoreToMoment } from '../vault/history-walk.ts';
import type { VaultHolder } from './vault-holder.ts';

const isKnown = (what: string): what is ChangeWhat => (CHANGE_KINDS as readonly string[]).includes(what);

const stepView = ({ record, accounts, isRestorable }: ChangeStep) => ({
  seq: record.seq,
  atMs: record.atMs,
  what: isKnown(record.what) ? record.what : 'changed',
  accounts,
  isAside: record.isAside,
  isRestorable,
});

export function createHistoryCalls(holder: VaultHolder): HandlersOf<typeof vaultCalls>['history'] {
  return {
    list: ({ accountId, beforeSeq, limit }) => {
      const { vault } = holder.session();
      const steps = changeSteps(vault).filter(
        ({ record, accounts }) =>
          (beforeSeq === null || record.seq < beforeSeq) &&
          (accountId === null || accounts.some(({ id }) => id === accountId)),
      );
      return {
        steps: steps.slice(0, limit).map(stepView),
        hasMore: steps.length > limit,
        isChainWhole: chainState(vault.history).isWhole,
      };
    },
    restore: ({ seq }) =>
      holder.saving((session) =>
        session.change((vault) => {
          const then = restoreToMoment(vault, seq, holder.now());
          if (then === null) throw new CodedError('moment-missing');
          return then;
        }, 'restored-to-moment'),
      ),
    forget: async ({ password }) => {
      await holder.checkPassword(password);
      return { merge: await holder.saving((session) => session.forgetHistory()) };
    },
  };
}
