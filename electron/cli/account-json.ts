/**
 * An account as the command line prints it in JSON. Runs under Node.
 * The rule: names and meaning of the members are documented and stay; secret and PIN are there only when asked for.
 */
import type { ImportedAccount } from '../formats/reading.ts';
import type { Account, NamedOtp } from '../otp/account.ts';
import { type AccountExtras, pictureType } from '../otp/account-extras.ts';
import { encodeBase32 } from '../otp/base32.ts';
import { otpView } from '../otp/review-view.ts';

export interface AccountJson {
  /** Accounts of the vault have it. */
  readonly id?: string;
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
  /** Of a picture; a mark of simple-icons has none. */
  readonly iconType?: string;
  /** How many are under a password of their own, which the command line does not ask for. */
  readonly sealedRecoveryCodes?: number;
  readonly recoveryCodes?: readonly { readonly code: string; readonly usedAt?: string }[];
}

/** An account of a vault, or of another app's file with what it carries beyond its codes. */
type AnyAccount = NamedOtp &
  Partial<Pick<Account, 'id'>> &
  Partial<Omit<AccountExtras, 'icon'>> &
  Partial<Omit<ImportedAccount, keyof NamedOtp | 'icon'>> & {
    readonly icon?: AccountExtras['icon'] | ImportedAccount['icon'];
  };

/** What the account carries beyond its codes is left out where there is none of it. */
export function accountJson(account: AnyAccount, withSecrets: boolean): AccountJson {
  const { type, algorithm, digits, periodSeconds, counter } = otpView(account.otp);
  const { id, tags = [], note = '', lastUsedAtMs = null } = account;
  const iconType = iconTypeOf(account);
  const sealedCount = (account.sealedCodes ?? []).reduce((sum, { count }) => sum + count, 0);
  return {
    ...(id === undefined ? {} : { id }),
    type,
    issuer: account.issuer,
    account: account.accountName,
    ...(withSecrets ? { secret: secretText(account) } : {}),
    algorithm,
    digits,
    ...(periodSeconds === null ? {} : { period: periodSeconds }),
    ...(counter === null ? {} : { counter }),
    ...(withSecrets ? pinJson(account) : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(note === '' ? {} : { note }),
    ...(account.isPinned === true ? { pinned: true } : {}),
    ...(account.isTrashed === true ? { trashed: true } : {}),
    ...(lastUsedAtMs === null ? {} : { lastUsedAt: isoTime(lastUsedAtMs) }),
    ...(iconType === null ? {} : { iconType }),
    ...(withSecrets ? recoveryCodesJson(account) : {}),
    ...(sealedCount === 0 ? {} : { sealedRecoveryCodes: sealedCount }),
  };
}

/** Mobile-OTP secrets are hexadecimal digits as a rule: then their bytes are meant, else the text itself. */
function secretText({ otp, secretAsWritten }: AnyAccount): string {
  if (otp.type !== 'motp') return secretAsWritten ?? encodeBase32(otp.secret);
  const text = new TextDecoder().decode(otp.secret);
  const isHex = text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text);
  return encodeBase32(isHex ? Buffer.from(text, 'hex') : otp.secret);
}

function pinJson({ otp }: AnyAccount): Pick<AccountJson, 'pin' | 'secretText'> {
  if (!('pin' in otp)) return {};
  const text = otp.type === 'motp' ? { secretText: new TextDecoder().decode(otp.secret) } : {};
  return { ...text, ...(otp.pin === '' ? {} : { pin: otp.pin }) };
}

function iconTypeOf({ icon = null }: AnyAccount): string | null {
  if (icon === null) return null;
  if ('mediaType' in icon) return icon.mediaType;
  return icon.kind === 'picture' ? pictureType(icon.bytes) : null;
}

function recoveryCodesJson({ recoveryCodes = [] }: AnyAccount): Pick<AccountJson, 'recoveryCodes'> {
  if (recoveryCodes.length === 0) return {};
  return {
    recoveryCodes: recoveryCodes.map(({ code, usedAtMs }) =>
      usedAtMs === null ? { code } : { code, usedAt: isoTime(usedAtMs) },
    ),
  };
}

/** Times beyond what a date can be are not worth failing for. */
function isoTime(ms: number): string {
  return ms <= 8.64e15 ? new Date(ms).toISOString() : '';
}
