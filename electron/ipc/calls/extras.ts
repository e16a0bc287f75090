/**
 * What of an account's extras the page sees and may change: tags, note, icon, pinned. Runs in every process.
 * The rule: a recovery code is as good as the key, so the page is told how many are left and never which.
 */
import * as v from 'valibot';
import { NOTE_LENGTH_MAX, TAG_LENGTH_MAX, TAGS_MAX } from '../../otp/account-extras.ts';
import type { Changed } from './accounts.ts';
import { call, id, ids } from './call.ts';

/** A picture is asked for by `accounts.pictures`; its id changes with its content. */
export type IconView =
  | { readonly kind: 'mark'; readonly name: string }
  | { readonly kind: 'picture'; readonly pictureId: string };

export interface ExtrasView {
  readonly tags: readonly string[];
  /** May have line breaks. */
  readonly note: string;
  readonly isPinned: boolean;
  readonly icon: IconView | null;
  /** Of those noted, the ones not marked as used; null when none are noted. */
  readonly recoveryCodesLeft: number | null;
  /** Unix milliseconds; null when never or not known. */
  readonly lastUsedAtMs: number | null;
  readonly useCount: number;
  /** When the person confirmed that the codes are right, in Unix milliseconds; null: never. */
  readonly verifiedAtMs: number | null;
  /** Place in the person's own order, lowest first; null: after all that have one. */
  readonly rank: number | null;
}

export interface PictureView {
  readonly id: string;
  readonly pictureId: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What is inside these bounds is cleaned by the vault process. */
export const tags = v.pipe(v.array(v.pipe(v.string(), v.maxLength(TAG_LENGTH_MAX))), v.maxLength(TAGS_MAX));
export const note = v.pipe(v.string(), v.maxLength(NOTE_LENGTH_MAX));

/** PNG, JPEG or WebP that the page drew and encoded itself. `bad-argument` for anything else. */
const picture = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.byteLength <= 48 * 1024),
);

export const icon = v.variant('kind', [
  v.strictObject({ kind: v.literal('mark'), name: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,64}$/)) }),
  v.strictObject({ kind: v.literal('picture'), bytes: picture }),
]);
/** What the page sends to be an account's icon. */
export type IconChoice = v.InferOutput<typeof icon>;

/** Absent: as it is. One change of all the accounts, with one undo. */
export const extrasChange = v.strictObject({
  ids,
  isPinned: v.optional(v.boolean()),
  note: v.optional(note),
  icon: v.optional(v.nullable(icon)),
  /** Added to and taken from what each account has. */
  addTags: v.optional(tags),
  removeTags: v.optional(tags),
});
export type ExtrasChange = v.InferOutput<typeof extrasChange>;

export const picturesCall = call<readonly PictureView[]>()(
  v.strictObject({ ids: v.pipe(v.array(id), v.maxLength(500)) }),
);

/** An icon that came with a found account, untouched and untrusted, of at most 256 KiB: PNG, JPEG, WebP or SVG. */
export interface FoundPictureView {
  readonly candidateId: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export const foundPicturesCall = call<readonly FoundPictureView[]>()(
  v.strictObject({ reviewId: id, candidateIds: v.pipe(v.array(id), v.maxLength(50)) }),
);
export const putPicturesCall = call<null>()(
  v.strictObject({
    reviewId: id,
    pictures: v.pipe(v.array(v.strictObject({ candidateId: id, bytes: picture })), v.maxLength(50)),
  }),
);

/** Pictures for many accounts in one change, with one undo. */
export const setIconsCall = call<Changed>()(
  v.strictObject({
    icons: v.pipe(v.array(v.strictObject({ ids, bytes: picture })), v.minLength(1), v.maxLength(500)),
  }),
);

/** An icon pack that was opened, as it is in its zip: pictures of strangers, to be drawn small before they are shown. */
export interface PackIconView {
  readonly title: string;
  readonly issuers: readonly string[];
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
export interface IconPackView {
  readonly name: string;
  readonly icons: readonly PackIconView[];
}
