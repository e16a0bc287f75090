/**
 * The keys of sealed recovery codes, for a while after their password was typed. Runs in the vault process.
 * The rule: they go by themselves, and with the process at the latest; wrong passwords make the next one wait.
 */
import { CodedError } from '../ipc/failure.ts';
import { NO_PASSWORD_MEMORY } from '../ipc/key-messages.ts';
import { codesLockOf, codesLocksOf, hasCodesToSeal, sealOpenCodes } from '../vault/codes-seal.ts';
import { type CodesKey, openCodesLock } from '../vault/sealed-codes.ts';
import type { Vault } from '../vault/vault.ts';
import { createPasswordGate } from './password-gate.ts';

/** Since the codes were last shown or changed. */
export const CODES_OPEN_MS = 5 * 60 * 1000;

export interface CodesKeys {
  readonly isOpen: () => boolean;
  /** @param own the setting's lock, whose key is needed while it is on. @throws CodedError `codes-locked`. */
  readonly use: (own: string | null) => readonly CodesKey[];
  readonly remember: (keys: readonly CodesKey[]) => void;
  /** Beside those that are remembered. */
  readonly add: (keys: readonly CodesKey[]) => readonly CodesKey[];
  readonly forget: () => void;
  /** The vault with its codes in the clear sealed, where the setting's key is here; else as it is. Counts as no use of them. */
  readonly sealed: (vault: Vault) => Vault;
  /**
   * The keys that the password gives: as a rule the setting's own, else those of what came from another copy. Remembers nothing.
   * @throws CodedError `wrong-password`, `wait-before-retry`.
   */
  readonly open: (vault: Vault, password: string) => Promise<readonly CodesKey[]>;
}

/** @param steadyClock milliseconds of a clock that never goes back. */
export function createCodesKeys(now: () => number, steadyClock: () => number): CodesKeys {
  const gate = createPasswordGate({
    memory: NO_PASSWORD_MEMORY,
    now,
    steadyClock,
    remember: () => undefined,
    rehearsePasswordWeeks: 0,
  });
  let held: readonly CodesKey[] = [];
  let untilMs = 0;
  let timer: NodeJS.Timeout | undefined;

  const forget = () => {
    clearTimeout(timer);
    held = [];
  };
  const remember = (keys: readonly CodesKey[]) => {
    clearTimeout(timer);
    held = keys;
    untilMs = steadyClock() + CODES_OPEN_MS;
    timer = setTimeout(forget, CODES_OPEN_MS);
    timer.unref();
  };
  const isOpen = () => held.length > 0 && steadyClock() < untilMs;

  return {
    isOpen,
    use(own) {
      if (!isOpen()) forget();
      if (held.length === 0 || (own !== null && !held.some(({ lock }) => lock === own))) {
        throw new CodedError('codes-locked');
      }
      remember(held);
      return held;
    },
    remember,
    add(keys) {
      const others = isOpen() ? held.filter(({ lock }) => !keys.some((key) => key.lock === lock)) : [];
      remember([...others, ...keys]);
      return held;
    },
    forget,
    sealed(vault) {
      const own = codesLockOf(vault);
      const isHere = isOpen() && held.some(({ lock }) => lock === own);
      return isHere && hasCodesToSeal(vault) ? sealOpenCodes(vault, held) : vault;
    },
    open: (vault, password) =>
      gate.attempt(async () => {
        const keys: CodesKey[] = [];
        for (const lock of codesLocksOf(vault)) {
          const key = await openCodesLock(lock, password).catch(wrongIsNull);
          if (key !== null) keys.push(key);
        }
        if (keys.length === 0) throw new CodedError('wrong-password');
        return keys;
      }),
  };
}

/** Another password's lock, or one that this version cannot read: what it locks stays. */
function wrongIsNull(error: unknown): null {
  if (error instanceof CodedError && (error.code === 'wrong-password' || error.code === 'vault-damaged')) {
    return null;
  }
  throw error;
}
