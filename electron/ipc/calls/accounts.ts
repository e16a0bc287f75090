/**
 * Calls about accounts: listing, reviewing, adding, editing, removing. Runs in every process.
 * The rule: nothing secret in an answer, but for `keyUri`, which a person asks for with the password.
 */
import * as v from 'valibot';
import type { CodeHash, OtpType } from '../../otp/account.ts';
import type { SecretProblem } from '../../otp/problem.ts';
import type { SavedView } from '../history.ts';
import { arrangeCalls } from './arrange.ts';
import { call, id, largeCall, name, nothing, password } from './call.ts';
import type { CodeView } from './codes.ts';
import {
  type ExtrasView,
  extrasChange,
  foundPicturesCall,
  icon,
  note,
  picturesCall,
  putPicturesCall,
  setIconsCall,
  tags,
} from './extras.ts';
import type { Review } from './review.ts';

/** An account as the page knows it: everything but the secret and the recovery codes. */
export interface AccountView extends ExtrasView {
  readonly id: string;
  readonly type: OtpType;
  readonly issuer: string;
  readonly accountName: string;
  readonly algorithm: CodeHash;
  readonly digits: number;
  /** Seconds; null for counter-based accounts. */
  readonly periodSeconds: number | null;
  /** The counter that the next code uses; null for time-based accounts. */
  readonly counter: number | null;
  readonly createdAtMs: number;
  /** The account that this is the other version of, after two copies of the vault were merged; null otherwise. */
  readonly conflictOf: string | null;
}

/** A record that could not be decoded; it is kept in the vault as it is. */
export interface QuarantinedView {
  readonly position: number;
  readonly label: string;
}

export interface AccountList {
  readonly accounts: readonly AccountView[];
  readonly quarantined: readonly QuarantinedView[];
}

export interface Added extends SavedView {
  readonly addedIds: readonly string[];
  readonly replacedIds: readonly string[];
  readonly skippedCount: number;
  readonly undoId: string;
}

export interface Changed extends SavedView {
  readonly undoId: string;
}

const newName = { issuer: name, accountName: name };

/** What a person types under "Enter a setup key". The key is judged by the vault process, not by the parser. */
const setupKey = v.strictObject({
  ...newName,
  key: v.pipe(v.string(), v.maxLength(4096)),
  type: v.picklist(['totp', 'hotp', 'steam']),
  algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
  digits: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  periodSeconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1)),
  counter: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type SetupKey = v.InferOutput<typeof setupKey>;

const choice = v.strictObject({
  candidateId: id,
  ...newName,
  /** `replace` puts the candidate's secret and parameters into the account it is in conflict with. */
  action: v.picklist(['add', 'replace', 'skip']),
  /** Of a candidate that needs one. Without it the account makes no codes. */
  pin: v.optional(v.pipe(v.string(), v.maxLength(256))),
});
export type Choice = v.InferOutput<typeof choice>;

const accountEdit = v.strictObject({
  id,
  ...newName,
  algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
  digits: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  periodSeconds: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1))),
  counter: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  /** Absent: as they are. */
  tags: v.optional(tags),
  note: v.optional(note),
  icon: v.optional(v.nullable(icon)),
});
export type AccountEdit = v.InferOutput<typeof accountEdit>;

export const accountsCalls = {
  list: largeCall<AccountList>()(nothing),
  /**
   * Reads texts (Key URIs, migration URIs, anything a QR code holds). With `reviewId`, goes on with that review; without,
   * with that of an export which waits for one of these codes, or a new one: the answer says which.
   */
  review: call<Review>()(
    v.strictObject({
      reviewId: v.nullable(id),
      texts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(16384))), v.maxLength(1000)),
    }),
  ),
  reviewSetupKey: call<Review>()(setupKey),
  /** Says what is wrong with a typed key, while it is typed; null when it can be used. */
  checkKey: call<SecretProblem | null>()(v.strictObject({ key: v.pipe(v.string(), v.maxLength(4096)) })),
  /** Codes of candidates, by their ids; none for counter-based ones and those that wait for a PIN. */
  reviewCodes: call<readonly CodeView[]>()(
    v.strictObject({ reviewId: id, candidateIds: v.pipe(v.array(id), v.maxLength(10000)) }),
  ),
  /** The pictures that candidates of another app's file brought, for the page to draw them small. */
  foundPictures: foundPicturesCall,
  /** What the page drew of them: these come along when the candidates are added. */
  putPictures: putPicturesCall,
  discardReview: call<null>()(v.strictObject({ reviewId: id })),
  add: call<Added>()(v.strictObject({ reviewId: id, choices: v.pipe(v.array(choice), v.maxLength(10000)) })),
  edit: call<Changed>()(accountEdit),
  /** Pins, tags, notes, icons of one account or many. */
  setExtras: call<Changed>()(extrasChange),
  setIcons: setIconsCall,
  /** The pictures of those of these accounts that have one. */
  pictures: picturesCall,
  ...arrangeCalls,
  /** Moves it to the bin. */
  remove: call<Changed>()(v.strictObject({ id })),
  /**
   * Ends that `id` is the other version of an account (`AccountView.conflictOf`): the version that is not kept goes to the
   * bin, and with `both` they are two accounts from now on.
   */
  settleConflict: call<Changed>()(v.strictObject({ id, keep: v.picklist(['this', 'other', 'both']) })),
  /** The one answer that holds a secret: asked for with the password, shown as a QR code. */
  keyUri: call<{ readonly uri: string }>()(v.strictObject({ id, password })),
} as const;
