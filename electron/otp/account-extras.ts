/**
 * What an account carries beyond what makes its codes: tags, a note, an icon, recovery codes, how it is used.
 * Pure; imported by every side. The rules: every part is bounded, and recovery codes are secrets like the key itself.
 */

/** Tags on an account, and the length of each in UTF-16 code units. */
export const TAGS_MAX = 64;
export const TAG_LENGTH_MAX = 128;
/** Longest note kept, in UTF-16 code units. */
export const NOTE_LENGTH_MAX = 10_000;
/** Recovery codes of an account (services give 5 to 16 at once), and the length of each in UTF-16 code units. */
export const RECOVERY_CODES_MAX = 256;
export const RECOVERY_CODE_LENGTH_MAX = 256;
/** Longer texts are no list of recovery codes. UTF-16 code units. */
export const RECOVERY_TEXT_MAX = 20_000;
/** Seals of an account; each beyond the first is what a merge left. */
export const SEALS_MAX = 16;
/** Largest picture kept: 96 × 96 pixels fit in it with every encoder that the page has. */
export const PICTURE_BYTES_MAX = 48 * 1024;
/** Longest name of a simple-icons mark; theirs have up to about 40 characters. */
export const MARK_NAME_LENGTH_MAX = 64;

/** Accounts that one may be told apart from, and the bounds of a place in the person's own order. */
export const DISTINCT_MAX = 256;
export const RANK_MAX = Number.MAX_SAFE_INTEGER;

/** A simple-icons mark by its slug, or a small picture that the page encoded itself. */
export type AccountIcon =
  | { readonly kind: 'mark'; readonly name: string }
  | { readonly kind: 'picture'; readonly bytes: Uint8Array };

export interface RecoveryCode {
  readonly code: string;
  /** Unix milliseconds; null while it can still be used. */
  readonly usedAtMs: number | null;
}

/** Recovery codes under a password of their own: only how many there are can be read without it. */
export interface SealedCodes {
  /** Id of the account that they were sealed for. */
  readonly account: string;
  /** What gives their key for the password, in base64. */
  readonly lock: string;
  /** Base64. */
  readonly sealed: string;
  /** Of `count`, those not used. */
  readonly left: number;
  readonly count: number;
}

export interface AccountExtras {
  /** Safe to show, none empty, none twice. */
  readonly tags: readonly string[];
  /** May have line breaks (LF). */
  readonly note: string;
  readonly isPinned: boolean;
  readonly icon: AccountIcon | null;
  /** In the service's order. */
  readonly recoveryCodes: readonly RecoveryCode[];
  /** More than one where copies of a vault were merged, or another vault's account was taken in. */
  readonly sealedCodes: readonly SealedCodes[];
  /** Unix milliseconds of the last time a code was copied or shown; null when never or not known. */
  readonly lastUsedAtMs: number | null;
  readonly useCount: number;
  /** When the person confirmed that the codes are right, in Unix milliseconds; null when never, or not for this key. */
  readonly verifiedAtMs: number | null;
  /** Place in the person's own order, lowest first, a whole number within ±`RANK_MAX`; null: after all that have one. */
  readonly rank: number | null;
  /** Ids of accounts that look like this one and that the person said are no duplicates of it. */
  readonly distinctFrom: readonly string[];
}

export const NO_EXTRAS: AccountExtras = {
  tags: [],
  note: '',
  isPinned: false,
  icon: null,
  recoveryCodes: [],
  sealedCodes: [],
  lastUsedAtMs: null,
  useCount: 0,
  verifiedAtMs: null,
  rank: null,
  distinctFrom: [],
};

/** The extras of anything that may have some, and nothing else of it. */
export function extrasOf(from: Partial<AccountExtras>): AccountExtras {
  return {
    tags: from.tags ?? [],
    note: from.note ?? '',
    isPinned: from.isPinned ?? false,
    icon: from.icon ?? null,
    recoveryCodes: from.recoveryCodes ?? [],
    sealedCodes: from.sealedCodes ?? [],
    lastUsedAtMs: from.lastUsedAtMs ?? null,
    useCount: from.useCount ?? 0,
    verifiedAtMs: from.verifiedAtMs ?? null,
    rank: from.rank ?? null,
    distinctFrom: from.distinctFrom ?? [],
  };
}

const PICTURE_MAGIC: readonly (readonly [mediaType: string, offset: number, magic: readonly number[]])[] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
];

/** The media type of a picture that may be kept, told by its first bytes; null for any other or a larger one. */
export function pictureType(bytes: Uint8Array): string | null {
  if (bytes.length > PICTURE_BYTES_MAX) return null;
  const found = PICTURE_MAGIC.find(([, offset, magic]) =>
    magic.every((byte, index) => bytes[offset + index] === byte),
  );
  return found?.[0] ?? null;
}

/** True for what a simple-icons slug looks like. */
export function isMarkName(name: string): boolean {
  return name.length <= MARK_NAME_LENGTH_MAX && /^[a-z0-9]+$/.test(name);
}
