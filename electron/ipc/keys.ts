/**
 * What calls about keys answer. Types only, for every process.
 * The rule: only NewRecoveryKey and RecoveryShare hold something secret, and nothing keeps them once they are shown.
 */
import type { SavedView } from './history.ts';

/**
 * `off`: not used. `ready`: an unlock can be tried. Then why it cannot, or why the last try failed: `unavailable` (no
 * keychain that protects anything), `locked` (the one that was used does not answer), `changed` (another one than was
 * used), `failed` (its part is missing or cannot be read). In all of these the password opens the vault.
 */
export type KeychainState = 'off' | 'ready' | 'unavailable' | 'locked' | 'changed' | 'failed';

export interface KeysState {
  /** What opened the vault now; `recovery-key`: a new password can be set without the old one. */
  readonly openedBy: 'password' | 'recovery-key' | 'keychain';
  readonly hasPassword: boolean;
  /** Printed on every sheet and share of the current recovery key, as `1A2B-3C4D`; null when there is none. */
  readonly recoveryKeyNumber: string | null;
  readonly keychain: KeychainState;
  /** Whether `keys.startKeychain` can be offered: false where it is known that no keychain protects what it keeps. */
  readonly isKeychainOffered: boolean;
  /** What the system asks for before a keychain unlock. Electron has no Windows Hello. */
  readonly keychainPrompt: 'touch-id' | 'none';
  readonly kdf: KdfCosts | null;
}

/** Argon2id's costs of the password. */
export interface KdfCosts {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  /** The step that they are; null for an older or a foreign file's. */
  readonly step: KdfStep | null;
}

/** After a change of the keys. */
export interface KeysChanged extends KeysState, SavedView {}

export type KdfStep = 1 | 2 | 3 | 4;

export interface KdfSuggestion {
  readonly steps: readonly {
    readonly step: KdfStep;
    readonly memoryMiB: number;
    readonly passes: number;
    /** How long an unlock takes with it on this computer. */
    readonly measuredMs: number;
  }[];
  readonly suggestedStep: KdfStep;
}

export interface NewRecoveryKey {
  readonly recoveryId: string;
  /** 24 words. A QR code holds them separated by spaces. */
  readonly words: readonly string[];
  readonly keyNumber: string;
  /** Two positions, from 1, ascending: the words there are to be typed back. */
  readonly positions: readonly number[];
}

export interface RecoveryShare {
  /** 1 to `count`. */
  readonly number: number;
  readonly needed: number;
  readonly count: number;
  readonly keyNumber: string;
  /** 32 words. */
  readonly words: readonly string[];
}

/** `key`: whole, by itself or from enough shares. Whether it is this vault's only unlocking tells. */
export type RecoveryReading =
  | { readonly kind: 'key' }
  | {
      readonly kind: 'shares';
      readonly keyNumber: string | null;
      /** How many give the key; 0 before the first. */
      readonly needed: number;
      /** Numbers of the shares that are there. */
      readonly numbers: readonly number[];
    }
  /** `textIndex`: which text, from 0. */
  | { readonly kind: 'problem'; readonly textIndex: number; readonly problem: RecoveryTextProblem };

/** Why a text is neither a recovery key nor a share that goes with the ones before it. Positions count from 1. */
export type RecoveryTextProblem =
  | { readonly reason: 'unknown-word'; readonly wordPosition: number }
  /** A recovery key has 24 words, a share 32. */
  | { readonly reason: 'word-count'; readonly wordCount: number }
  /** All words are of the list, but one is wrong or two are swapped. */
  | { readonly reason: 'checksum' }
  /** A share of another recovery key, or made in another go, or a whole key among shares. */
  | { readonly reason: 'does-not-fit' }
  | { readonly reason: 'repeated-share' };
