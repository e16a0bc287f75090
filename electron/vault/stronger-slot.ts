/**
 * A password slot with today's KDF costs for a vault whose file has weaker ones. Vault process, CLI, tests.
 * The rule: no cost ever falls, and the password is not kept for it.
 */
import type { OpenVault } from './format.ts';
import { isWeakerThanCurrent, strengthened } from './kdf.ts';
import { type KeySlot, kdfParametersOf, passwordSlotOf, wrapMasterKey } from './key-slot.ts';

/**
 * The password is at hand only now, so the stronger slot is made at once, beside the person's first look, and
 * waits for the next save; the password itself is not kept. Null when there is no need, or it could not be made.
 */
export function strongerSlot(opened: OpenVault, password: string): Promise<KeySlot | null> | null {
  const slot = passwordSlotOf(opened.slots);
  if (slot === undefined) return null;
  const parameters = kdfParametersOf(slot);
  if (!isWeakerThanCurrent(parameters)) return null;
  return wrapMasterKey(opened.masterKey, password, strengthened(parameters)).catch(() => null);
}
