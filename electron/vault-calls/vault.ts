/**
 * `vault.*` of the contract: what there is at the vault's path, creating it, unlocking it, its password, undo.
 * Runs in the vault process. The rule: a vault is only ever created where there is no file at all.
 */
import type { HandlersOf, VaultState, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { KDF_STEP_DEFAULT, KDF_STEPS } from '../vault/kdf-steps.ts';
import { KEYCHAIN_SLOT, RECOVERY_SLOT, randomKeySlotsOf } from '../vault/random-key-slot.ts';
import { createSession, unlockSession, unlockSessionWithRandomKey } from '../vault/session.ts';
import { lookAtVaultFile } from '../vault/vault-store.ts';
import type { KeychainLink } from './keychain-link.ts';
import { keychainStateOf } from './keys.ts';
import { recoveryKeyOf, recoveryReadingOf } from './recovery-texts.ts';
import type { VaultHolder } from './vault-holder.ts';

export function createVaultCalls(
  holder: VaultHolder,
  keychain: KeychainLink,
): HandlersOf<typeof vaultCalls>['vault'] {
  const { path, place, gate } = holder;

  const state = async (): Promise<VaultState> => {
    const file = await lookAtVaultFile(path);
    const slots = holder.isUnlocked() ? holder.session().slots : file.slots;
    const hasKeychain = randomKeySlotsOf(slots, KEYCHAIN_SLOT).length > 0;
    const kept = hasKeychain ? (await keychain.ask({ action: 'look' })).state : 'off';
    return {
      status: holder.isUnlocked() ? 'unlocked' : file.status,
      retryAfterMs: gate.retryAfterMs(),
      hasRecoveryKey: randomKeySlotsOf(slots, RECOVERY_SLOT).length > 0,
      keychain: keychainStateOf(hasKeychain, kept),
    };
  };

  return {
    state,
    create: ({ password, kdfStep = KDF_STEP_DEFAULT }) => {
      holder.refuseIfUnlocked();
      return holder.unlockBy(async () => {
        const session = await createSession({ ...place, password, kdf: KDF_STEPS[kdfStep] });
        gate.typed();
        return session;
      });
    },
    unlock: ({ password, isWorkAccepted = false }) => {
      const workMax = isWorkAccepted ? Number.POSITIVE_INFINITY : holder.workMax;
      return holder.unlockBy(() => gate.attempt(() => unlockSession({ ...place, password, workMax })));
    },
    readRecovery: ({ texts }) => recoveryReadingOf(texts),
    unlockWithRecovery: ({ texts }) =>
      holder.unlockBy(async () => {
        const key = await recoveryKeyOf(texts);
        const session = await unlockSessionWithRandomKey({ ...place, type: RECOVERY_SLOT, key });
        gate.forgive();
        return session;
      }),
    unlockWithKeychain: async () => {
      // Before its turn among unlocks: a keychain that keeps us waiting must not hold up the password.
      const { key, isCancelled } = await keychain.ask({ action: 'give' });
      return holder.unlockBy(() => {
        if (isCancelled) throw new CodedError('cancelled');
        if (key === null) throw new CodedError('keychain-not-usable');
        return unlockSessionWithRandomKey({ ...place, type: KEYCHAIN_SLOT, key });
      });
    },
    changePassword: async ({ oldPassword, newPassword, kdfStep }) => {
      const { openedBy } = holder.session();
      // The recovery key is the proof then; it opens the vault only for people who have lost the password.
      if (oldPassword !== null || openedBy !== 'recovery-key') await holder.checkPassword(oldPassword ?? '');
      const kdf = kdfStep && KDF_STEPS[kdfStep];
      const merge = await holder.saving((session) => session.setPassword(newPassword, kdf));
      gate.typed();
      return { merge };
    },
    rehearse: async ({ password }) => {
      await holder.checkPassword(password);
      return null;
    },
    postponeRehearsal: () => {
      holder.session();
      gate.postponeRehearsal();
      return null;
    },
    undo: async ({ undoId }) => ({ merge: await holder.saving((session) => session.undo(undoId)) }),
  };
}
