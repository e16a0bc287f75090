/**
 * Calls about the vault as a whole: its state, unlocking, its password, undo. Runs in every process.
 * The rule: a password goes in and never comes back.
 */
import * as v from 'valibot';
import type { SavedView } from '../history.ts';
import type { KeychainState, RecoveryReading } from '../keys.ts';
import { call, id, isWorkAccepted, kdfStep, nothing, password, recoveryTexts } from './call.ts';

export type VaultStatus = 'none' | 'locked' | 'unlocked' | 'damaged' | 'newer' | 'unreadable';

export interface VaultState {
  readonly status: VaultStatus;
  /** Milliseconds until another password is tried; 0: now. Grows with wrong ones to 30 s, and survives a restart. */
  readonly retryAfterMs: number;
  /** Whether "Use the recovery key" leads anywhere. */
  readonly hasRecoveryKey: boolean;
  /** Whether `vault.unlockWithKeychain` can be asked for; anything but `ready` and `off` is one plain sentence. */
  readonly keychain: KeychainState;
}

/**
 * Said after unlocking; the page shows each as one plain sentence. `history-broken`: the chain of changes does not hold. `set-new-password`: opened with the recovery key,
 * so `vault.changePassword` takes no old one now. `rehearse-password`: the keychain has unlocked for weeks; ask for
 * the password once (`vault.rehearse`), in a way that can be put off (`vault.postponeRehearsal`).
 */
export type VaultNotice =
  | 'older-than-last-seen'
  | 'records-quarantined'
  | 'history-broken'
  | 'set-new-password'
  | 'rehearse-password';

export interface VaultOpened {
  readonly accountCount: number;
  readonly quarantinedCount: number;
  readonly notices: readonly VaultNotice[];
}

export const vaultCalls = {
  state: call<VaultState>()(nothing),
  create: call<VaultOpened>()(v.strictObject({ password, kdfStep })),
  /** After wrong passwords fails with `wait-before-retry` without looking at the password; see `retryAfterMs`. `unusual-work`. */
  unlock: call<VaultOpened>()(v.strictObject({ password, isWorkAccepted })),
  /** Says what typed or scanned recovery words are, while they are typed. Opens nothing. */
  readRecovery: call<RecoveryReading>()(v.strictObject({ texts: recoveryTexts })),
  unlockWithRecovery: call<VaultOpened>()(v.strictObject({ texts: recoveryTexts })),
  /** Asks for a fingerprint first where the system can. `cancelled`, or `keychain-not-usable` for all the rest. */
  unlockWithKeychain: call<VaultOpened>()(nothing),
  /** `oldPassword` is null only after unlocking with the recovery key. Backups keep the password they have. */
  changePassword: call<SavedView>()(
    v.strictObject({ oldPassword: v.nullable(password), newPassword: password, kdfStep }),
  ),
  /** The answer to `rehearse-password`: only checks it. */
  rehearse: call<null>()(v.strictObject({ password })),
  /** The notice comes again after a week. */
  postponeRehearsal: call<null>()(nothing),
  undo: call<SavedView>()(v.strictObject({ undoId: id })),
} as const;
