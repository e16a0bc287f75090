/**
 * The unlocked vault: what the vault process, the command line and the tests work with.
 * The rule: a change is on the disk before it is in memory, whole or not at all, one after the other.
 */
import { randomUUID } from 'node:crypto';
import { CodedError } from '../ipc/failure.ts';
import { COUNTER_MAX } from '../otp/account.ts';
import { hotpCode } from '../otp/code.ts';
import { type FileFunctions, realFiles } from './atomic-file.ts';
import { createKeys, type OpenVault, openVault, sealVault } from './format.ts';
import { isWeakerThanCurrent, KDF_CURRENT, type KdfParameters, strengthened } from './kdf.ts';
import {
  type KeySlot,
  kdfParametersOf,
  passwordSlotOf,
  unwrapMasterKey,
  withPasswordSlot,
  wrapMasterKey,
} from './key-slot.ts';
import { type Inverse, inverseOf } from './undo.ts';
import { accountOf, EMPTY_VAULT, putAccount, type Vault } from './vault.ts';
import { VaultStore } from './vault-store.ts';

/** Shorter passwords are refused, counted in code points. Strength above the floor is the page's to judge. */
export const PASSWORD_LENGTH_MIN = 8;
const UNDO_MAX = 50;

export interface SessionPlace {
  readonly path: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly files?: FileFunctions;
}

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
 * @throws CodedError `vault-exists`, `disk-full`, `not-permitted`, `not-saved`.
 */
export async function createSessionFrom(
  place: SessionPlace & { readonly opened: OpenVault },
): Promise<Session> {
  const store = new VaultStore(place.path, place.files ?? realFiles);
  const opened = { ...place.opened, vault: nextRevision(place.opened.vault, place.opened.vault) };
  await store.create(sealVault(opened));
  return new Session(store, opened, place.now, null);
}

/**
 * Unlocks the vault at a path.
 * @throws CodedError `no-vault`, `vault-unreadable`, `vault-damaged`, `vault-newer`, `wrong-password`.
 */
export async function unlockSession(place: SessionPlace & { readonly password: string }): Promise<Session> {
  const store = new VaultStore(place.path, place.files ?? realFiles);
  const opened = await openVault(await store.read(place.now()), place.password);
  return new Session(store, opened, place.now, strongerSlot(opened, place.password));
}

/** @throws CodedError `password-too-short`. */
export function refuseShortPassword(password: string): void {
  if ([...password].length < PASSWORD_LENGTH_MIN) throw new CodedError('password-too-short');
}

export class Session {
  readonly #store: VaultStore;
  readonly #now: () => number;
  #opened: OpenVault;
  #strongerSlot: Promise<KeySlot | null> | null;
  #lastTask: Promise<unknown> = Promise.resolve();
  readonly #inverses = new Map<string, Inverse>();

  /** `strongerSlot`: a password slot with today's KDF costs that the next save puts in the old one's place. */
  constructor(
    store: VaultStore,
    opened: OpenVault,
    now: () => number,
    strongerSlot: Promise<KeySlot | null> | null,
  ) {
    this.#store = store;
    this.#opened = opened;
    this.#now = now;
    this.#strongerSlot = strongerSlot;
  }

  /** As it was last saved. */
  get vault(): Vault {
    return this.#opened.vault;
  }

  get masterKey(): Uint8Array {
    return this.#opened.masterKey;
  }

  get store(): VaultStore {
    return this.#store;
  }

  /**
   * Saves what `edit` makes of the vault, then keeps it. Nothing changes when `edit` throws or saving fails.
   * Calls are done one after the other; each `edit` sees what the one before left.
   * @returns the id with which `undo` takes this change back.
   * @throws CodedError from saving (`disk-full`, `not-permitted`, `not-saved`, `vault-changed-on-disk`,
   *   `file-too-large`), or whatever `edit` throws.
   */
  change(edit: (vault: Vault) => Vault): Promise<{ readonly undoId: string }> {
    return this.#inTurn(async () => {
      const before = this.vault;
      await this.#save(edit(before));
      return { undoId: this.#rememberInverse(inverseOf(before, this.vault)) };
    });
  }

  /**
   * Takes back one of the last 50 changes, leaving later ones as they are. An id works once.
   * @throws CodedError `nothing-to-undo`, or from saving (the id then still works).
   */
  undo(undoId: string): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.vault;
      const after = this.#inverses.get(undoId)?.(before) ?? before;
      if (after === before) throw new CodedError('nothing-to-undo');
      await this.#save(after);
      this.#inverses.delete(undoId);
    });
  }

  /**
   * The next code of a counter-based account. Its counter is on the disk before the code is given.
   * @throws CodedError `account-missing` (also when it is not counter-based), `counter-exhausted`, or from saving.
   */
  nextHotp(id: string): Promise<{ readonly code: string; readonly counter: number }> {
    return this.#inTurn(async () => {
      const account = accountOf(this.vault, id);
      const { otp } = account;
      if (otp.type !== 'hotp') throw new CodedError('account-missing');
      const { counter } = otp;
      if (counter >= COUNTER_MAX) throw new CodedError('counter-exhausted');
      const code = hotpCode(otp, counter);
      const moved = { ...account, otp: { ...otp, counter: counter + 1 }, updatedAtMs: this.#now() };
      await this.#save(putAccount(this.vault, moved));
      return { code, counter };
    });
  }

  /** Asks for the password again. Runs the whole KDF. @throws CodedError `wrong-password`. */
  async checkPassword(password: string): Promise<void> {
    const slot = passwordSlotOf(this.#opened.slots);
    if (slot === undefined) throw new CodedError('wrong-password');
    await unwrapMasterKey(slot, password);
  }

  async #save(edited: Vault): Promise<void> {
    const opened = {
      ...this.#opened,
      slots: await this.#slotsToSave(),
      vault: nextRevision(edited, this.vault),
    };
    await this.#store.replace(sealVault(opened));
    this.#opened = opened;
    this.#strongerSlot = null;
  }

  async #slotsToSave(): Promise<readonly KeySlot[]> {
    const stronger = await this.#strongerSlot;
    return stronger === null ? this.#opened.slots : withPasswordSlot(this.#opened.slots, stronger);
  }

  #rememberInverse(inverse: Inverse): string {
    const undoId = randomUUID();
    this.#inverses.set(undoId, inverse);
    const [oldest] = this.#inverses.keys();
    if (this.#inverses.size > UNDO_MAX && oldest !== undefined) this.#inverses.delete(oldest);
    return undoId;
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

/**
 * The password is at hand only now, so the stronger slot is made at once, beside the person's first look, and
 * waits for the next save; the password itself is not kept. Null when there is no need, or it could not be made.
 */
function strongerSlot(opened: OpenVault, password: string): Promise<KeySlot | null> | null {
  const slot = passwordSlotOf(opened.slots);
  if (slot === undefined) return null;
  const parameters = kdfParametersOf(slot);
  if (!isWeakerThanCurrent(parameters)) return null;
  return wrapMasterKey(opened.masterKey, password, strengthened(parameters)).catch(() => null);
}
