/**
 * Bounds on other apps' files: their bytes are hostile until proved otherwise. Pure.
 * The rule: a bound is checked before the work or the allocation that it bounds.
 */

/** Largest file that is looked at. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** Largest content that compressed data may unfold to: with text and objects made from it, under 256 MiB in all. */
export const UNPACKED_BYTES_MAX = 32 * 1024 * 1024;
/** Files in an archive; real ones hold a handful, 1Password's one per attachment. */
export const ARCHIVE_FILES_MAX = 10_000;
/** Entries in a file. */
export const ENTRIES_MAX = 100_000;
/** Groups in groups, elements in elements. */
export const NESTING_MAX = 64;
/** Largest icon that comes along. */
export const ICON_BYTES_MAX = 256 * 1024;

/** Key derivation that a file may ask for (RFC 7914, RFC 9106, RFC 8018), a little over the costliest real ones. */
export const PBKDF2_ITERATIONS_MAX = 10_000_000;
export const SCRYPT_MAX = { n: 2 ** 20, r: 32, p: 16, memoryBytes: 1024 ** 3 } as const;
export const ARGON2_MAX = {
  memoryKiB: 1024 * 1024,
  iterations: 10_000,
  /** Memory times iterations: sixteen passes over a gibibyte, libsodium's most. Small memories may have many passes. */
  passesKiB: 16 * 1024 * 1024,
  parallelism: 128,
} as const;
/** AES-KDF rounds of KeePass; KeePassXC offers up to this many. */
export const AES_KDF_ROUNDS_MAX = 100_000_000;
