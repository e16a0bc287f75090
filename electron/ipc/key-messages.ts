/**
 * What main and the vault process tell each other about passwords and the OS keychain. Runs in both.
 * The rule: no password travels here, and the one key that does is the keychain's own, which main must hold to have
 * `safeStorage` keep it (docs/decisions/keychain-in-main.md).
 */
import type { KeychainState } from './keys.ts';

/** What main remembers about passwords between runs. Nothing secret. */
export interface PasswordMemory {
  /** Wrong passwords in a row. */
  readonly wrongCount: number;
  /** Unix milliseconds; 0: never. */
  readonly lastWrongAtMs: number;
  /** When the right password was last typed, Unix milliseconds; 0: not known. */
  readonly typedAtMs: number;
  /** Until when a rehearsal was put off, Unix milliseconds. */
  readonly postponedUntilMs: number;
}

export const NO_PASSWORD_MEMORY: PasswordMemory = {
  wrongCount: 0,
  lastWrongAtMs: 0,
  typedAtMs: 0,
  postponedUntilMs: 0,
};

/** Vault process → main, answered once each. */
export type KeychainRequest =
  /** How things stand. Prompts for nothing. */
  | { readonly action: 'look' }
  /** Keep this key (32 bytes). */
  | { readonly action: 'keep'; readonly key: Uint8Array }
  /** Give the key back, after the system's own prompt where there is one. */
  | { readonly action: 'give' }
  | { readonly action: 'forget' };

export interface KeychainView {
  /** `off` when no key is kept. */
  readonly state: KeychainState;
  readonly isOffered: boolean;
  readonly prompt: 'touch-id' | 'none';
}

export interface KeychainAnswer extends KeychainView {
  /** Of `give` that went well; else null. */
  readonly key: Uint8Array | null;
  /** The person refused the system's prompt. */
  readonly isCancelled: boolean;
}
