/**
 * What can be wrong with a secret, a Key URI or a migration text, as closed lists. Pure.
 * The interface has one sentence for each; the rule is that none of them carries the secret.
 */

/** Why a typed or scanned secret cannot be used. */
export type SecretProblem =
  | 'empty'
  /** 0, 1, 8 or 9: not in the base32 alphabet, usually misread O, I or L, B (and g). */
  | 'looks-alike-digit'
  | 'bad-character'
  | 'padding-inside'
  | 'too-short'
  | 'too-long';

/** Why a text gave no account. */
export type UriProblem =
  | 'bad-secret'
  | 'no-secret'
  | 'unknown-type'
  | 'unknown-algorithm'
  | 'bad-digits'
  | 'bad-period'
  | 'bad-counter'
  | 'migration-damaged'
  | 'too-long'
  /** A record of a backup that cannot be read; it stays in the backup. */
  | 'damaged-record'
  /** A code of a paper vault that was misread or altered, one of a later version, one of too many sets at once. */
  | 'paper-damaged'
  | 'paper-newer'
  | 'paper-too-many-sets'
  /** Not an authenticator code at all: */
  | 'web-address'
  | 'wifi'
  | 'microsoft-push'
  | 'steam-login'
  | 'contact'
  | 'other-text';

/** What was repaired or is unusual in a text that did give an account. */
export type UriWarning =
  | 'short-secret'
  | 'unusual-digits'
  | 'unusual-period'
  | 'counter-missing'
  | 'issuer-differs'
  | 'no-name'
  | 'name-shortened';
