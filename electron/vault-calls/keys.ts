/**
 * `keys.*` of the contract: recovery key, its shares, OS keychain, KDF costs. Runs in the vault process.
 * The rule: a new key is in the vault only after the person proved to have it, and a new way in takes the password.
 */
import { timingSafeEqual } from 'node:crypto';
import type { HandlersOf, KeysState, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { kdfStepOf, measureKdf } from '../vault/kdf-steps.ts';
import { kdfParametersOf, passwordSlotOf } from '../vault/key-slot.ts';
import {
  KEYCHAIN_SLOT,
  keyNumberIn,
  makeRandomKey,
  RECOVERY_SLOT,
  randomKeySlotsOf,
  unwrapWithRandomKey,
  withoutRandomKey,
  withRandomKey,
  wrapUnderRandomKey,
} from '../vault/random-key-slot.ts';
import { readRecoveryTexts } from '../vault/recovery-key.ts';
import { readShare, splitRecoveryKey } from '../vault/recovery-share.ts';
import type { Session } from '../vault/session.ts';
import type { KeychainLink } from './keychain-link.ts';
import { createPendingRecovery } from './pending-recovery.ts';
import type { VaultHolder } from './vault-holder.ts';

/** Whether this recovery key opens the vault as it was last saved. */
function isVaultsKey(session: Session, key: Uint8Array): boolean {
  return randomKeySlotsOf(session.slots, RECOVERY_SLOT).some((slot) => {
    const masterKey = unwrapWithRandomKey(slot, key);
    return masterKey !== null && timingSafeEqual(masterKey, session.masterKey);
  });
}

export function createKeyCalls(
  holder: VaultHolder,
  keychain: KeychainLink,
): HandlersOf<typeof vaultCalls>['keys'] {
  const pending = createPendingRecovery();

  const state = async (): Promise<KeysState> => {
    const { slots, openedBy } = holder.session();
    const view = await keychain.ask({ action: 'look' });
    const passwordSlot = passwordSlotOf(slots);
    const costs = passwordSlot && kdfParametersOf(passwordSlot);
    return {
      openedBy,
      hasPassword: passwordSlot !== undefined,
      recoveryKeyNumber: keyNumberIn(slots, RECOVERY_SLOT),
      keychain: keychainStateOf(randomKeySlotsOf(slots, KEYCHAIN_SLOT).length > 0, view.state),
      isKeychainOffered: view.isOffered,
      keychainPrompt: view.prompt,
      kdf: costs ? { ...costs, step: kdfStepOf(costs) } : null,
    };
  };
  const removeKey = (type: typeof RECOVERY_SLOT | typeof KEYCHAIN_SLOT) =>
    holder.saving((session) => session.changeSlots((slots) => withoutRandomKey(slots, type)));

  return {
    state,
    measureKdf: async ({ targetMs }) => {
      const { steps, suggestedStep } = await measureKdf(targetMs);
      return {
        steps: steps.map(({ step, parameters, measuredMs }) => ({
          step,
          memoryMiB: parameters.memoryKiB / 1024,
          passes: parameters.passes,
          measuredMs,
        })),
        suggestedStep,
      };
    },
    makeRecovery: async ({ password }) => {
      await holder.checkPassword(password);
      return pending.make();
    },
    confirmRecovery: async ({ recoveryId, words }) => {
      holder.session();
      const key = pending.confirmed(recoveryId, words);
      const merge = await holder.saving((session) => {
        const slot = wrapUnderRandomKey(RECOVERY_SLOT, session.masterKey, key);
        return session.changeSlots((slots) => withRandomKey(slots, slot));
      });
      pending.discard(recoveryId);
      return { ...(await state()), merge };
    },
    discardRecovery: ({ recoveryId }) => {
      pending.discard(recoveryId);
      return null;
    },
    removeRecovery: async ({ password }) => {
      if (keyNumberIn(holder.session().slots, RECOVERY_SLOT) === null)
        throw new CodedError('no-recovery-key');
      await holder.checkPassword(password);
      const merge = await removeKey(RECOVERY_SLOT);
      return { ...(await state()), merge };
    },
    splitRecovery: async ({ words, needed, count }) => {
      const session = holder.session();
      if (needed > count) throw new CodedError('bad-argument');
      const read = await readRecoveryTexts([words]);
      if (read.kind !== 'key') throw new CodedError('invalid-recovery-key');
      if (!isVaultsKey(session, read.key)) throw new CodedError('wrong-recovery-key');
      const shares = await splitRecoveryKey(read.key, needed, count);
      return shares.map((share, index) => {
        const keyNumber = readShare(share)?.keyNumber ?? '';
        return { number: index + 1, needed, count, keyNumber, words: share };
      });
    },
    startKeychain: async ({ password }) => {
      await holder.checkPassword(password);
      const key = makeRandomKey();
      const { state: kept } = await keychain.ask({ action: 'keep', key });
      if (kept !== 'ready') throw new CodedError('keychain-not-usable');
      try {
        const merge = await holder.saving((session) => {
          const slot = wrapUnderRandomKey(KEYCHAIN_SLOT, session.masterKey, key);
          return session.changeSlots((slots) => withRandomKey(slots, slot));
        });
        return { ...(await state()), merge };
      } catch (error) {
        await keychain.ask({ action: 'forget' });
        throw error;
      }
    },
    stopKeychain: async () => {
      const merge = await removeKey(KEYCHAIN_SLOT);
      await keychain.ask({ action: 'forget' });
      return { ...(await state()), merge };
    },
  };
}

/** Without a slot the keychain is off, whatever main keeps; with one and nothing kept, it has failed. */
export function keychainStateOf(hasSlot: boolean, kept: KeysState['keychain']): KeysState['keychain'] {
  if (!hasSlot) return 'off';
  return kept === 'off' ? 'failed' : kept;
}
