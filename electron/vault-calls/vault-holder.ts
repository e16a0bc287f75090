/**
 * Holds the open session of the vault process, if there is one. Runs in the vault process.
 * The rule: there is one way to the session, and it throws `locked` when there is none.
 */
import type { VaultSeen } from '../ipc/channels.ts';
import type { VaultNotice, VaultOpened } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { passwordWorkOf } from '../vault/format.ts';
import { chainState } from '../vault/history.ts';
import { vaultWorkMax } from '../vault/kdf-steps.ts';
import type { Session, SessionPlace } from '../vault/session.ts';
import { accountsOf, quarantinedOf } from '../vault/vault.ts';
import type { PasswordGate } from './password-gate.ts';

interface Place {
  readonly path: string;
  /** The highest revision that this computer has seen; a lower one in the file is an older file. */
  readonly lastSeenRevision: number;
  /** See `VaultStart`. */
  readonly lastSeenWork: number;
  readonly gate: PasswordGate;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** The setting as it is now; 0 never. */
  readonly emptyBinDays: () => number;
  /** Before the key is derived; then comes `onUnlocked` or `onNotOpened`. */
  readonly onOpening: () => void;
  readonly onNotOpened: () => void;
  readonly onUnlocked: (seen: VaultSeen) => void;
  readonly onSaved: (seen: VaultSeen) => void;
}

export interface VaultHolder {
  readonly path: string;
  readonly now: () => number;
  /** For every way of opening a session. */
  readonly place: Required<Pick<SessionPlace, 'path' | 'now' | 'emptyBinDays'>>;
  /** The most work that trying the vault's password may take unasked. */
  readonly workMax: number;
  readonly gate: PasswordGate;
  readonly isUnlocked: () => boolean;
  /** @throws CodedError `locked`. */
  readonly session: () => Session;
  /** Asks for the password again. @throws CodedError `locked`, `wrong-password`, `wait-before-retry`, `no-password`. */
  readonly checkPassword: (password: string) => Promise<void>;
  /** Before anything that would make a vault. @throws CodedError `vault-exists` when one is open. */
  readonly refuseIfUnlocked: () => void;
  /** Opens by `open`, one attempt at a time; a vault that is open already stays as it is. */
  readonly unlockBy: (open: () => Promise<Session>) => Promise<VaultOpened>;
  /** Runs something that saves, and tells main the new revision. */
  readonly saving: <Answer>(save: (session: Session) => Promise<Answer>) => Promise<Answer>;
  /** Resolves when nothing is being saved. */
  readonly settled: () => Promise<void>;
}

function seenOf({ vault, slots }: Session): VaultSeen {
  return { revision: vault.revision, work: passwordWorkOf(slots) };
}

export function createVaultHolder(place: Place): VaultHolder {
  let open: Session | null = null;
  let unlocking: Promise<unknown> = Promise.resolve();
  const running = new Set<Promise<unknown>>();

  const session = () => {
    if (!open) throw new CodedError('locked');
    return open;
  };
  const describe = ({ vault, openedBy }: Session): VaultOpened => {
    const quarantinedCount = quarantinedOf(vault).length;
    const notices: VaultNotice[] = [];
    if (vault.revision < place.lastSeenRevision) notices.push('older-than-last-seen');
    if (quarantinedCount > 0) notices.push('records-quarantined');
    if (!chainState(vault.history).isWhole) notices.push('history-broken');
    if (openedBy === 'recovery-key') notices.push('set-new-password');
    if (openedBy === 'keychain' && place.gate.isRehearsalDue()) notices.push('rehearse-password');
    return { accountCount: accountsOf(vault).length, quarantinedCount, notices };
  };

  return {
    path: place.path,
    now: place.now,
    place: { path: place.path, now: place.now, emptyBinDays: place.emptyBinDays },
    workMax: vaultWorkMax(place.lastSeenWork),
    gate: place.gate,
    isUnlocked: () => open !== null,
    session,
    checkPassword: async (password) => {
      const current = session();
      await place.gate.attempt(() => current.checkPassword(password));
    },
    refuseIfUnlocked: () => {
      if (open) throw new CodedError('vault-exists');
    },
    unlockBy(attempt) {
      const turn = unlocking.then(async () => {
        if (open) return describe(open);
        place.onOpening();
        const opened = await attempt().catch((error) => {
          place.onNotOpened();
          throw error;
        });
        open = opened;
        place.onUnlocked(seenOf(opened));
        return describe(opened);
      });
      unlocking = turn.catch(() => undefined);
      running.add(turn);
      return turn.finally(() => running.delete(turn));
    },
    saving(save) {
      const current = session();
      const run = save(current).then((answer) => {
        place.onSaved(seenOf(current));
        return answer;
      });
      running.add(run);
      return run.finally(() => running.delete(run));
    },
    settled: async () => {
      await Promise.allSettled([...running]);
    },
  };
}
