/**
 * A save that finds somebody else's save on the disk takes it in instead of refusing. Vault process, CLI, tests.
 * The rule: only the same vault is merged (its master key opens the file); anything else there is left alone, untouched.
 */
import { CodedError } from '../ipc/failure.ts';
import { withoutOpenCodes } from './codes-history.ts';
import { type OpenVault, openVaultWithMasterKey, sealVault } from './format.ts';
import type { ChangeKind } from './history.ts';
import { type KeySlot, passwordSlotOf } from './key-slot.ts';
import { mergeVaults } from './merge.ts';
import { RECOVERY_SLOT, randomKeySlotsOf } from './random-key-slot.ts';
import { accountsOf } from './vault.ts';
import type { VaultStore } from './vault-store.ts';

/** Another program that saves all the time must not keep us here. */
const TRIES_MAX = 5;

/** What a save found on the disk and took in: somebody else had saved since. */
export interface MergeReport {
  /** Ids of accounts that came from the disk. */
  readonly addedIds: readonly string[];
  /** Accounts that both sides had changed are there twice: ids of the second ones. */
  readonly conflictIds: readonly string[];
}

export interface Saved {
  /** With it `undo` takes the change back. */
  readonly undoId: string;
  /** Null when the file was as this session knew it. */
  readonly merge: MergeReport | null;
}

export interface NextCode extends Pick<Saved, 'merge'> {
  readonly code: string;
  /** The one that the code was made with. */
  readonly counter: number;
}

interface Save {
  /** As this session last read or wrote it. */
  readonly base: OpenVault;
  readonly ours: OpenVault;
  readonly what: ChangeKind;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/**
 * Saves `ours`, or what it and the file on the disk give together.
 * @returns what was written; `merge` is null when nothing had to be merged.
 * @throws CodedError `vault-changed-on-disk` when what is there is no copy of this vault, is damaged or newer, or goes on
 *   changing; else as VaultStore.replace.
 */
export async function saveOrMerge(
  store: VaultStore,
  { base, ours, what, nowMs }: Save,
): Promise<{ readonly opened: OpenVault; readonly merge: MergeReport | null }> {
  let mergedFrom: Uint8Array | undefined;
  let opened = { ...ours, vault: withoutOpenCodes(ours.vault) };
  let merge: MergeReport | null = null;
  for (let tries = 1; ; tries += 1) {
    try {
      await store.replace(sealVault(opened), nowMs, mergedFrom);
      return { opened, merge };
    } catch (error) {
      const isChanged = error instanceof CodedError && error.code === 'vault-changed-on-disk';
      if (!isChanged || tries === TRIES_MAX) throw error;
    }
    mergedFrom = await store.readCurrent();
    const theirs = openTheirs(mergedFrom, base.masterKey);
    const { vault, conflictIds } = mergeVaults(base.vault, ours.vault, theirs.vault, what, nowMs);
    const known = new Set(accountsOf(ours.vault).map(({ id }) => id));
    merge = {
      addedIds: accountsOf(vault).flatMap(({ id }) => (known.has(id) ? [] : [id])),
      conflictIds,
    };
    const slots = mergeSlots(base.slots, ours.slots, theirs.slots);
    refuseWithoutKey(slots);
    opened = {
      masterKey: base.masterKey,
      slots,
      vault: withoutOpenCodes({ ...vault, revision: vault.revision + 1 }),
    };
  }
}

/** The keychain alone is not enough: it goes with the computer, or with the account on it. @throws CodedError `last-key`. */
export function refuseWithoutKey(slots: readonly KeySlot[]): void {
  const isEnough = passwordSlotOf(slots) !== undefined || randomKeySlotsOf(slots, RECOVERY_SLOT).length > 0;
  if (!isEnough) throw new CodedError('last-key');
}

function openTheirs(bytes: Uint8Array, masterKey: Uint8Array): OpenVault {
  try {
    return openVaultWithMasterKey(bytes, masterKey);
  } catch (cause) {
    throw new CodedError('vault-changed-on-disk', { cause });
  }
}

/** Type by type: a side that changed its slots wins over one that did not; ours, when both did. */
function mergeSlots(
  base: readonly KeySlot[],
  ours: readonly KeySlot[],
  theirs: readonly KeySlot[],
): readonly KeySlot[] {
  const types = [...new Set([...ours, ...theirs].map(({ type }) => type))];
  return types.flatMap((type) => {
    const [old, mine, others] = [base, ours, theirs].map((slots) =>
      slots.filter((slot) => slot.type === type),
    ) as [KeySlot[], KeySlot[], KeySlot[]];
    return areSame(old, mine) ? others : mine;
  });
}

function areSame(left: readonly KeySlot[], right: readonly KeySlot[]): boolean {
  return (
    left.length === right.length &&
    left.every((slot, index) => Buffer.compare(slot.body, (right[index] as KeySlot).body) === 0)
  );
}
