/**
 * How a draft relates to accounts that are already there. Pure; vault process.
 * The rule: never judged by the secret alone, since two accounts may share one (demo keys, one key for two names).
 */
import type { Account, AccountDraft, OtpParameters } from './account.ts';
import { foldedName } from './draft.ts';

export type Likeness =
  | { readonly state: 'new'; readonly existingId: null }
  | { readonly state: 'same' | 'conflict'; readonly existingId: string };

/**
 * Makes the judge of how drafts relate to these accounts; it indexes them once, so a large vault stays quick.
 * `same`: names, secret and every parameter are equal (but for a PIN that was not found), names compared without case and ends.
 * `conflict`: the names are equal and something else is not. Two accounts without any name are never in conflict.
 */
export function likenessTo(existing: readonly Account[]): (draft: AccountDraft) => Likeness {
  const byNames = new Map<string, Account[]>();
  for (const account of existing) {
    const namesakes = byNames.get(namesKey(account));
    if (namesakes === undefined) byNames.set(namesKey(account), [account]);
    else namesakes.push(account);
  }
  return (draft) => {
    const namesakes = byNames.get(namesKey(draft)) ?? [];
    const same = namesakes.find((account) => isSameOtp(account.otp, withPinOf(account.otp, draft.otp)));
    if (same !== undefined) return { state: 'same', existingId: same.id };
    const other = namesakes[0];
    if (other === undefined || namesKey(draft) === NAMELESS) return { state: 'new', existingId: null };
    return { state: 'conflict', existingId: other.id };
  };
}

/** A file that does not hold the PIN says nothing against the one that the person typed. */
function withPinOf(existing: OtpParameters, found: OtpParameters): OtpParameters {
  return 'pin' in found && found.pin === '' && 'pin' in existing ? { ...found, pin: existing.pin } : found;
}

/** One text for both names, equal where the names are equal to a person. */
export function namesKey({ issuer, accountName }: { issuer: string; accountName: string }): string {
  return JSON.stringify([foldedName(issuer), foldedName(accountName)]);
}

const NAMELESS = namesKey({ issuer: '', accountName: '' });

/** Equal type, secret, algorithm, digits, and period, counter or PIN. */
export function isSameOtp(left: OtpParameters, right: OtpParameters): boolean {
  if (!isSameBytes(left.secret, right.secret)) return false;
  if ('pin' in left) return left.type === right.type && left.pin === right.pin;
  if (left.type === 'steam' || !('digits' in right)) return left.type === right.type;
  if (left.algorithm !== right.algorithm || left.digits !== right.digits) return false;
  if (left.type === 'totp') return right.type === 'totp' && left.periodSeconds === right.periodSeconds;
  return right.type === 'hotp' && left.counter === right.counter;
}

function isSameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
