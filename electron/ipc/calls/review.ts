/**
 * What a review of found accounts is: scanned, typed, pasted, from a backup or from another app's file. Types only.
 * The rule: nothing secret in it.
 */
import type { SkipReason } from '../../formats/problem.ts';
import type { CodeHash, OtpType } from '../../otp/account.ts';
import type { UriProblem, UriWarning } from '../../otp/problem.ts';

/** How a found account relates to the open vault: same name is same issuer and account name, case ignored. */
export type CandidateState = 'new' | 'same' | 'conflict';

/** One account that a QR code, a pasted text, a form or a backup holds; its secret stays in the vault process. */
export interface Candidate {
  readonly id: string;
  readonly type: OtpType;
  readonly issuer: string;
  readonly accountName: string;
  readonly algorithm: CodeHash;
  readonly digits: number;
  readonly periodSeconds: number | null;
  readonly counter: number | null;
  readonly state: CandidateState;
  /** The account that it is the same as or in conflict with. */
  readonly existingId: string | null;
  readonly warnings: readonly UriWarning[];
  /** Its codes take a PIN that is not known: `Choice.pin` brings it. */
  readonly needsPin: boolean;
  /** What comes along with it. */
  readonly tags: readonly string[];
  readonly hasNote: boolean;
  /** `accounts.foundPictures` gives it, to be drawn anew. */
  readonly hasPicture: boolean;
  /** In the other app's bin: not to be added unless asked for. */
  readonly isTrashed: boolean;
  /** Index of the reviewed text that it came from; -1 for a form or a backup. */
  readonly source: number;
}

/** A reviewed text that gave no account (or, for a migration batch, one entry of it that could not be read). */
export interface ReviewProblem {
  readonly source: number;
  readonly reason: UriProblem;
  /** What was seen, safe to show: a web address, the type in the URI, an entry's name. Never a secret. */
  readonly seen: string;
}

/**
 * An entry of another app's file that became no candidate. `repeated`: the file holds the same account twice;
 * `no-pin`: its codes take a PIN that the file does not hold, where nobody can type it.
 */
export interface LeftOutEntry {
  readonly name: string;
  readonly reason: SkipReason | 'repeated' | 'no-pin';
}

/** Progress of a Google Authenticator export whose accounts are spread over several QR codes. */
export interface BatchView {
  readonly size: number;
  /** 1-based numbers of the QR codes not seen yet. */
  readonly missing: readonly number[];
}

/** A paper vault of which codes were found. */
export interface PaperView {
  readonly setId: string;
  /** As they stand on its sheets. */
  readonly words: readonly string[];
  readonly isEncrypted: boolean;
  readonly codeCount: number;
  readonly sheetCount: number;
  /** By sheet, from 1; `isWholeSheet` when no code of the sheet was seen. */
  readonly missing: readonly {
    readonly sheet: number;
    readonly numbers: readonly number[];
    readonly isWholeSheet: boolean;
  }[];
  /** `damaged`: all codes are there, and do not belong together. */
  readonly state: 'incomplete' | 'password-needed' | 'opened' | 'damaged';
}

export interface Review {
  readonly reviewId: string;
  readonly candidates: readonly Candidate[];
  readonly problems: readonly ReviewProblem[];
  readonly batches: readonly BatchView[];
  /** Entries of another app's file that are no candidates. */
  readonly leftOut: readonly LeftOutEntry[];
  /** Paper vaults that are being put together; the accounts of those that are opened are among the candidates. */
  readonly paper: readonly PaperView[];
}
