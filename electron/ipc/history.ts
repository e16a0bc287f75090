/**
 * What calls about the bin, the history and earlier files answer. Types only, for every process.
 * The rule: nothing secret: what changed is told by the names of its parts, never by a secret's or a parameter's value.
 */
import type { OtpType } from '../otp/account.ts';

/** A removed account that can be restored. */
export interface BinnedView {
  readonly id: string;
  readonly type: OtpType;
  readonly issuer: string;
  readonly accountName: string;
  readonly deletedAtMs: number;
  /** When the chosen time in the bin is over (it goes with the next save after that); null: never. */
  readonly forgetAtMs: number | null;
}

/**
 * Somebody else had saved the vault (another computer, the command line), and both were made one. Accounts that both
 * had changed are there twice: the second has `AccountView.conflictOf`.
 */
export interface MergeView {
  readonly addedIds: readonly string[];
  readonly conflictIds: readonly string[];
}

/** What every answer to a change holds. */
export interface SavedView {
  /** Not null: what is in the vault now is more than this change; list again. */
  readonly merge: MergeView | null;
}

/** `changed`: by a newer version of the app, which knows what. */
export type ChangeWhat =
  | 'added'
  | 'edited'
  | 'removed'
  | 'restored'
  | 'bin-emptied'
  | 'undone'
  | 'restored-to-moment'
  | 'reordered'
  | 'merged'
  | 'changed';

/** `gone`: for good. `parameters`: type, algorithm, digits, period, counter or PIN. */
export type AccountDid =
  | 'came'
  | 'gone'
  | 'binned'
  | 'unbinned'
  | 'issuer'
  | 'accountName'
  | 'secret'
  | 'parameters'
  | 'tags'
  | 'note'
  | 'icon'
  | 'pinned'
  | 'recoveryCodes'
  | 'verified'
  | 'place'
  | 'distinct'
  | 'other';

export interface AccountChangeView {
  readonly id: string;
  /** As it was called right after. */
  readonly issuer: string;
  readonly accountName: string;
  /** As it was called right before, when that changed. */
  readonly formerName: { readonly issuer: string; readonly accountName: string } | null;
  readonly did: readonly AccountDid[];
}

export interface HistoryStep {
  /** Names the moment right after this change. */
  readonly seq: number;
  readonly atMs: number;
  readonly what: ChangeWhat;
  readonly accounts: readonly AccountChangeView[];
  /** Made in a copy of the vault that was merged into this one later. */
  readonly isAside: boolean;
  /** Whether `history.restore` can go to this moment. */
  readonly isRestorable: boolean;
}

export interface HistoryPage {
  /** Newest first. */
  readonly steps: readonly HistoryStep[];
  readonly hasMore: boolean;
  /** False: lines are missing or were changed. What the chain still vouches for is marked `isRestorable`. */
  readonly isChainWhole: boolean;
}
