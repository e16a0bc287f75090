/**
 * `vault.*` of the contract: what there is at the vault's path, creating it, unlocking it, undo.
 * Runs in the vault process. The rule: a vault is only ever created where there is no file at all.
 */
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { createSession, unlockSession } from '../vault/session.ts';
import { inspectVaultFile } from '../vault/vault-store.ts';
import type { VaultHolder } from './vault-holder.ts';

export function createVaultCalls(holder: VaultHolder): HandlersOf<typeof vaultCalls>['vault'] {
  const { path, now } = holder;
  return {
    state: async () => ({ status: holder.isUnlocked() ? 'unlocked' : await inspectVaultFile(path) }),
    create: ({ password }) => {
      holder.refuseIfUnlocked();
      return holder.unlockBy(() => createSession({ path, now, password }));
    },
    unlock: ({ password }) => holder.unlockBy(() => unlockSession({ path, now, password })),
    undo: async ({ undoId }) => {
      await holder.saving((session) => session.undo(undoId));
      return null;
    },
  };
}
