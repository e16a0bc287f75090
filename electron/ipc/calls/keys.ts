/**
 * Calls about the ways into the vault. Runs in every process.
 * The rule: only `makeRecovery` and `splitRecovery` answer with something secret, for a person to write down.
 */
import * as v from 'valibot';
import type { KdfSuggestion, KeysChanged, KeysState, NewRecoveryKey, RecoveryShare } from '../keys.ts';
import { call, id, nothing, password } from './call.ts';

/** The ways into the vault beside the password. Only while it is unlocked, but for `measureKdf`. */
export const keysCalls = {
  state: call<KeysState>()(nothing),
  /** Takes some seconds: it runs the real thing. `targetMs`: how long an unlock may take, 100 to 5000. */
  measureKdf: call<KdfSuggestion>()(
    v.strictObject({ targetMs: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(5000)) }),
  ),
  /** Makes a recovery key and shows it, once. The vault does not know it before `confirmRecovery`. */
  makeRecovery: call<NewRecoveryKey>()(v.strictObject({ password })),
  /**
   * The words at the asked positions, typed back. Only then is the key in the vault, in place of the one before.
   * `recovery-words-differ`: try again, as often as it takes.
   */
  confirmRecovery: call<KeysChanged>()(
    v.strictObject({
      recoveryId: id,
      words: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.length(2)),
    }),
  ),
  discardRecovery: call<null>()(v.strictObject({ recoveryId: id })),
  /** From now on the recovery key opens nothing that is saved; backups written before it still opens. */
  removeRecovery: call<KeysChanged>()(v.strictObject({ password })),
  /** Shares of the vault's recovery key (its words are asked for), any `needed` of `count` give it back. */
  splitRecovery: call<readonly RecoveryShare[]>()(
    v.strictObject({
      words: v.pipe(v.string(), v.maxLength(4096)),
      needed: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(10)),
      count: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(10)),
    }),
  ),
  startKeychain: call<KeysChanged>()(v.strictObject({ password })),
  stopKeychain: call<KeysChanged>()(nothing),
} as const;
