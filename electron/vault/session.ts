/**
 * The unlocked vault: what the vault process, the command line and the tests work with.
 * The rule: a change is on the disk before it is in memory, whole or not at all, one after the other.
 */
import { CodedError } from '../ipc/failure.ts';
import { COUNTER_MAX } from '../otp/account.ts';
import { hotpCode } from '../otp/code.ts';
import { realFiles } from './atomic-file.ts';
import { expireBin } from './bin.ts';
import {
  createKeys,
  type OpenVault,
  openVault,
  openVaultWithRandomKey,
  type PasswordTry,
  sealVault,
} from './format.ts';
import { type ChangeKind, forgetHistory } from './history.ts';
import { withChangeRecorded } from './history-walk.ts';
import { KDF_CURRENT, type KdfParameters, strengthened } from './kdf.ts';
import {
  type KeySlot,
  kdfParametersOf,
  passwordSlotOf,
  unwrapMasterKey,
  withPasswordSlot,
  wrapMasterKey,
} from './key-slot.ts';
import { refuseShortPassword } from './password-length.ts';
import { KEYCHAIN_SLOT, type RandomKeyType, RECOVERY_SLOT, withoutRandomKey } from './random-key-slot.ts';
import {
  type MergeReport,
  type NextCode,
  refuseWithoutKey,
  type Saved,
  saveOrMerge,
} from './save-or-merge.ts';
import type { OpenedBy, SessionPlace } from './session-place.ts';
import { strongerSlot } from './stronger-slot.ts';
import { Inverses, inverseOf } from './undo.ts';
import { PendingUses, withUses } from './uses.ts';
import { accountOf, EMPTY_VAULT, putAccount, type Vault } from './vault.ts';
import { VaultStore } from './vault-store.ts';

export type { OpenedBy, SessionPlace };

/**
 * Creates a vault at a path with nothing at it. `kdf` is for tests; people get KDF_CURRENT.
 * @throws CodedError `password-too-short`, `vault-exists`, `disk-full`, `not-permitted`, `not-saved`.
 */
export async function createSession(
  place: SessionPlace & { readonly password: string; readonly kdf?: KdfParameters },
): Promise<Session> {
  refuseShortPassword(place.password);
  const keys = await createKeys(place.password, place.kdf ?? KDF_CURRENT);
  return createSessionFrom({ ...place, opened: { ...keys, vault: EMPTY_VAULT } });
}

/**
 * Creates a vault at a path with nothing at it from an opened backup: same password, accounts and revision.
 * A keychain slot stays behind: it is of the computer on which the file was made.
 * @throws CodedError `vault-exists`, `disk-full`, `not-permitted`, `not-saved`.
 */
export async function createSessionFrom(
  place: SessionPlace & { readonly opened: OpenVault; readonly openedBy?: OpenedBy },
): Promise<Session> {
  const store = new VaultStore(place.path, place.files ?? realFiles);
  const { masterKey, slots, vault } = place.opened;
  const opened = {
    masterKey,
    slots: withoutRandomKey(slots, KEYCHAIN_SLOT),
    vault: nextRevision(vault, vault),
  };
  await store.create(sealVault(opened));
  return new Session(store, opened, place, null, place.openedBy);
}

/**
 * Unlocks the vault at a path. `workMax` as for openVault.
 * @throws CodedError `no-vault`, `vault-unreadable`, `vault-damaged`, `vault-newer`, `wrong-password`, `unusual-work`.
 */
export async function unlockSession(place: SessionPlace & PasswordTry): Promise<Session> {
  const store = new VaultStore(place.path, place.files ?? realFiles);
  const opened = await openVault(await store.read(place.now()), place.password, place.workMax);
  return new Session(store, opened, place, strongerSlot(opened, place.password));
}

/**
 * Unlocks the vault at a path with its recovery key or the key that the OS keychain kept.
 * @throws CodedError `no-vault`, `vault-unreadable`, or as openVaultWithRandomKey.
 */
export async function unlockSessionWithRandomKey(
  place: SessionPlace & { readonly type: RandomKeyType; readonly key: Uint8Array },
): Promise<Session> {
  const store = new VaultStore(place.path, place.files ?? realFiles);
  const opened = openVaultWithRandomKey(await store.read(place.now()), place.type, place.key);
  const openedBy = place.type === RECOVERY_SLOT ? 'recovery-key' : 'keychain';
  return new Session(store, opened, place, null, openedBy);
}

export class Session {
  readonly #store: VaultStore;
  readonly #now: () => number;
  readonly #emptyBinDays: () => number;
  #opened: OpenVault;
  #strongerSlot: Promise<KeySlot | null> | null;
  #openedBy: OpenedBy;
  #lastTask: Promise<unknown> = Promise.resolve();
  readonly #inverses = new Inverses();
  /** What the next save counts as well. */
  readonly uses = new PendingUses();

  /** `strongerSlot`: a password slot with today's KDF costs that the next save puts in the old one's place. */
  constructor(
    store: VaultStore,
    opened: OpenVault,
    { now, emptyBinDays = () => 0 }: Pick<SessionPlace, 'now' | 'emptyBinDays'>,
    strongerSlot: Promise<KeySlot | null> | null,
    openedBy: OpenedBy = 'password',
  ) {
    this.#store = store;
    this.#opened = opened;
    this.#now = now;
    this.#emptyBinDays = emptyBinDays;
    this.#strongerSlot = strongerSlot;
    this.#openedBy = openedBy;
  }

  /** As it was last saved. */
  get vault(): Vault {
    return this.#opened.vault;
  }

  get masterKey(): Uint8Array {
    return this.#opened.masterKey;
  }

  /** As they were last saved. */
  get slots(): readonly KeySlot[] {
    return this.#opened.slots;
  }

  /** `password` after a change of the password, whatever it was before. */
  get openedBy(): OpenedBy {
    return this.#openedBy;
  }

  get store(): VaultStore {
    return this.#store;
  }

  /**
   * Saves what `edit` makes of the vault, with `what` in its history, then keeps it. Nothing changes when `edit` throws or
   * saving fails. Calls are done one after the other; each `edit` sees what the one before left. What somebody else saved
   * in the meantime is merged in.
   * @throws CodedError from saving (`disk-full`, `not-permitted`, `not-saved`, `vault-changed-on-disk` when what is there
   *   cannot be merged, `file-too-large`), or whatever `edit` throws.
   */
  change(edit: (vault: Vault) => Vault, what: ChangeKind = 'changed'): Promise<Saved> {
    return this.#inTurn(async () => {
      const before = this.#expired();
      const after = edit(before);
      const merge = await this.#save(withChangeRecorded(before, after, what, this.#now()), { what });
      return { undoId: this.#inverses.remember(inverseOf(before, after)), merge };
    });
  }

  /**
   * Takes back one of the last 50 changes, leaving later ones as they are. An id works once.
   * @throws CodedError `nothing-to-undo`, or from saving (the id then still works).
   */
  undo(undoId: string): Promise<MergeReport | null> {
    return this.#inTurn(async () => {
      const before = this.#expired();
      const after = this.#inverses.find(undoId)?.(before) ?? before;
      if (after === before) throw new CodedError('nothing-to-undo');
      const undone = withChangeRecorded(before, after, 'undone', this.#now());
      const merge = await this.#save(undone, { what: 'undone' });
      this.#inverses.forget(undoId);
      return merge;
    });
  }

  /** Drops the history's records; undoing within this session goes on working. @throws CodedError from saving. */
  forgetHistory(): Promise<MergeReport | null> {
    return this.#inTurn(() => this.#save({ ...this.vault, history: forgetHistory(this.vault.history) }));
  }

  /**
   * The next code of a counter-based account. Its counter is on the disk before the code is given.
   * @throws CodedError `account-missing` (also when it is not counter-based), `counter-exhausted`, or from saving.
   */
  nextHotp(id: string): Promise<NextCode> {
    return this.#inTurn(async () => {
      const account = accountOf(this.vault, id);
      const { otp } = account;
      if (otp.type !== 'hotp') throw new CodedError('account-missing');
      const { counter } = otp;
      if (counter >= COUNTER_MAX) throw new CodedError('counter-exhausted');
      const code = hotpCode(otp, counter);
      const moved = { ...account, otp: { ...otp, counter: counter + 1 }, updatedAtMs: this.#now() };
      const merge = await this.#save(putAccount(this.vault, moved), { what: 'edited' });
      return { code, counter, merge };
    });
  }

  /** Saves the uses that no other save took along; null when there are none. @throws CodedError from saving. */
  saveUses(): Promise<MergeReport | null> {
    return this.#inTurn(async () => (this.uses.isEmpty ? null : this.#save(this.vault)));
  }

  /**
   * Asks for the password again. Runs the whole KDF.
   * @throws CodedError `wrong-password`; `no-password` when the vault has none.
   */
  async checkPassword(password: string): Promise<void> {
    const slot = passwordSlotOf(this.#opened.slots);
    if (slot === undefined) throw new CodedError('no-password');
    await unwrapMasterKey(slot, password);
  }

  /**
   * Gives the vault a new password; the caller has made sure that it may. Backups keep theirs.
   * @param kdf those of the old password by default, and never less than KDF_CURRENT.
   * @throws CodedError `password-too-short`, or from saving (the old password then still holds).
   */
  async setPassword(password: string, kdf = this.#costsToKeep()): Promise<MergeReport | null> {
    refuseShortPassword(password);
    const slot = await wrapMasterKey(this.masterKey, password, kdf);
    const merge = await this.changeSlots((slots) => withPasswordSlot(slots, slot));
    this.#openedBy = 'password';
    return merge;
  }

  /**
   * Saves other key slots with the same accounts. The change is no one's to undo: a revoked key stays revoked.
   * @throws CodedError `last-key` when neither a password nor a recovery key would be left, or from saving.
   */
  changeSlots(edit: (slots: readonly KeySlot[]) => readonly KeySlot[]): Promise<MergeReport | null> {
    return this.#inTurn(async () => {
      const slots = edit(await this.#slotsToSave());
      refuseWithoutKey(slots);
      return this.#save(this.vault, { slots });
    });
  }

  /** The vault as it was last saved, without what has been in the bin for long enough. */
  #expired(): Vault {
    const nowMs = this.#now();
    return withChangeRecorded(
      this.vault,
      expireBin(this.vault, this.#emptyBinDays(), nowMs),
      'bin-emptied',
      nowMs,
    );
  }

  async #save(
    edited: Vault,
    { slots, what = 'changed' }: { readonly slots?: readonly KeySlot[]; readonly what?: ChangeKind } = {},
  ): Promise<MergeReport | null> {
    const base = this.#opened;
    const toSave = slots ?? (await this.#slotsToSave());
    const uses = this.uses.take();
    const ours = { ...base, slots: toSave, vault: nextRevision(withUses(edited, uses), base.vault) };
    const nowMs = this.#now();
    const saving = saveOrMerge(this.#store, { base, ours, what, nowMs });
    const { opened, merge } = await saving.catch((error) => {
      this.uses.putBack(uses);
      throw error;
    });
    this.#opened = opened;
    this.#strongerSlot = null;
    return merge;
  }

  async #slotsToSave(): Promise<readonly KeySlot[]> {
    const stronger = await this.#strongerSlot;
    return stronger === null ? this.#opened.slots : withPasswordSlot(this.#opened.slots, stronger);
  }

  #costsToKeep(): KdfParameters {
    const slot = passwordSlotOf(this.#opened.slots);
    return slot === undefined ? KDF_CURRENT : strengthened(kdfParametersOf(slot));
  }

  #inTurn<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#lastTask.then(task);
    this.#lastTask = turn.catch(() => undefined);
    return turn;
  }
}

function nextRevision(edited: Vault, before: Vault): Vault {
  return { ...edited, revision: before.revision + 1 };
}
