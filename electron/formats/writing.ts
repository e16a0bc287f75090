/**
 * What writing another app's file takes and gives, and what a writer is. Pure types, and the one count of losses.
 * The rule: an account that a format cannot hold is named with the reason before anything is written, and so is
 * each part of an account that would be lost.
 */
import type { AccountDraft } from '../otp/account.ts';
import { type AccountIcon, pictureType } from '../otp/account-extras.ts';
import type { LeftOutReason, LostPart } from './problem.ts';

export type { LeftOutReason, LostPart } from './problem.ts';

/** An account as a writer takes it. What it carries beyond what makes codes may be missing. */
export type WritableAccount = AccountDraft;

export interface CannotHold {
  /** null when the account is written. */
  readonly leftOut: LeftOutReason | null;
  /** Parts that are not written with it. */
  readonly lost: readonly LostPart[];
}

/** What a page says beside its codes. Texts as they are: the writer escapes them. */
export interface PageWords {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly warning: string;
}

export interface WriteOptions {
  /** Used as UTF-8, untrimmed; encrypted formats need one. */
  readonly password?: string;
  /** For formats that are a page for people; English when left out. */
  readonly pageWords?: PageWords;
  /** Unix milliseconds, for formats that say when they were written. */
  readonly nowMs: number;
  readonly signal?: AbortSignal;
  /** Called when a key derivation starts (0) and ends (1): the one part of writing that takes seconds. */
  readonly onProgress?: (fraction: number) => void;
}

/** One kind of file for another app. */
export interface Writer {
  readonly id: string;
  /** The app's name as the reader of the same files has it. */
  readonly app: string;
  readonly isEncrypted: boolean;
  /** Suggested to the person, with the ending that the app looks for. */
  readonly fileName: string;
  /** What this account would lose in such a file, seen on its own. */
  whatItCannotHold(account: WritableAccount): CannotHold;
  /** Where the app cannot keep two accounts apart: equal texts for those. */
  readonly identityOf?: (account: WritableAccount) => string;
  /**
   * Writes accounts that it can hold, in their order.
   * @throws FileProblem `password-needed` or `cancelled`.
   */
  write(accounts: readonly WritableAccount[], options: WriteOptions): Promise<Uint8Array>;
}

/** What a format has a place for beside names and codes. */
export interface Places {
  readonly tags?: 'one' | 'any';
  readonly note?: true;
  readonly isPinned?: true;
  /** Media types of pictures that it takes. */
  readonly pictures?: readonly string[];
}

/** The parts of an account that have no place. */
export function lostParts(account: WritableAccount, places: Places): readonly LostPart[] {
  const tagCount = account.tags?.length ?? 0;
  const lost: LostPart[] = [];
  if (tagCount > 0 && places.tags === undefined) lost.push('tags');
  if (tagCount > 1 && places.tags === 'one') lost.push('more-tags');
  if ((account.note ?? '') !== '' && !places.note) lost.push('note');
  if (account.icon && !isPictureTaken(account.icon, places.pictures ?? [])) lost.push('icon');
  if (account.isPinned && !places.isPinned) lost.push('pinned');
  // No app that we write for has a place for them.
  if ((account.recoveryCodes?.length ?? 0) + (account.sealedCodes?.length ?? 0) > 0)
    lost.push('recovery-codes');
  return lost;
}

/** Marks are drawn by us; other apps have their own. */
function isPictureTaken(icon: AccountIcon, taken: readonly string[]): boolean {
  return icon.kind === 'picture' && taken.includes(pictureType(icon.bytes) ?? '');
}

/** Left out for this reason; its parts no longer matter. */
export function leaveOut(reason: LeftOutReason): CannotHold {
  return { leftOut: reason, lost: [] };
}
