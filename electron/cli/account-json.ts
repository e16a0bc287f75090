/**
 * An account as the command line prints it in JSON. Runs under Node.
 * The rule: names and meaning of the members are documented and stay; secret and PIN are there only when asked for.
 */
import type { ImportedAccount } from '../formats/reading.ts';
import { encodeBase32 } from '../otp/base32.ts';
import { otpView } from '../otp/review-view.ts';

export interface AccountJson {
  readonly type: string;
  readonly issuer: string;
  readonly account: string;
  /** Base32, upper-case, without padding. */
  readonly secret?: string;
  readonly algorithm: string;
  readonly digits: number;
  /** Seconds; time-based accounts have it. */
  readonly period?: number;
  /** What the next code will use; counter-based accounts have it. */
  readonly counter?: number;
  /** Mobile-OTP: the text that is hashed. */
  readonly secretText?: string;
  readonly pin?: string;
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly pinned?: true;
  readonly trashed?: true;
  /** ISO 8601. */
  readonly lastUsedAt?: string;
  readonly iconType?: string;
}

/** What the account carries beyond its codes is left out where there is none of it. */
export function accountJson(account: ImportedAccount, withSecrets: boolean): AccountJson {
  const { type, algorithm, digits, periodSeconds, counter } = otpView(account.otp);
  return {
    type,
    issuer: account.issuer,
    account: account.accountName,
    ...(withSecrets ? { secret: secretText(account) } : {}),
    algorithm,
    digits,
    ...(periodSeconds === null ? {} : { period: periodSeconds }),
    ...(counter === null ? {} : { counter }),
    ...(withSecrets ? pinJson(account) : {}),
    ...(account.tags.length > 0 ? { tags: account.tags } : {}),
    ...(account.note === '' ? {} : { note: account.note }),
    ...(account.isPinned ? { pinned: true } : {}),
    ...(account.isTrashed ? { trashed: true } : {}),
    ...(account.lastUsedAtMs === null ? {} : { lastUsedAt: isoTime(account.lastUsedAtMs) }),
    ...(account.icon === null ? {} : { iconType: account.icon.mediaType }),
  };
}

/** Mobile-OTP secrets are hexadecimal digits as a rule: then their bytes are meant, else the text itself. */
function secretText({ otp, secretAsWritten }: ImportedAccount): string {
  if (otp.type !== 'motp') return secretAsWritten ?? encodeBase32(otp.secret);
  const text = new TextDecoder().decode(otp.secret);
  const isHex = text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text);
  return encodeBase32(isHex ? Buffer.from(text, 'hex') : otp.secret);
}

function pinJson({ otp }: ImportedAccount): Pick<AccountJson, 'pin' | 'secretText'> {
  if (!('pin' in otp)) return {};
  const text = otp.type === 'motp' ? { secretText: new TextDecoder().decode(otp.secret) } : {};
  return { ...text, ...(otp.pin === '' ? {} : { pin: otp.pin }) };
}

/** Times beyond what a date can be are not worth failing for. */
function isoTime(ms: number): string {
  return ms <= 8.64e15 ? new Date(ms).toISOString() : '';
}
