/**
 * Writes a list of Key URIs, one a line, and judges for every format built on them what a Key URI can say. Pure.
 * The rule: what a Key URI can say is not assumed: each is read again, and what comes out is compared.
 */

import { formatKeyUri, parseKeyUri } from '../otp/key-uri.ts';
import { isSameOtp } from '../otp/likeness.ts';
import { utf8 } from './bytes.ts';
import {
  type CannotHold,
  leaveOut,
  lostParts,
  type Places,
  type WritableAccount,
  type Writer,
} from './writing.ts';

export const uriListPlain: Writer = {
  id: 'otpauth-uri-list',
  app: 'List of Key URIs',
  isEncrypted: false,
  fileName: 'otpauth-uris.txt',
  whatItCannotHold: (account) => whatUriCannotHold(account),
  async write(accounts) {
    return utf8(uriListText(accounts));
  },
};

/** One Key URI a line. */
export function uriListText(accounts: readonly WritableAccount[]): string {
  return accounts.map((account) => `${formatKeyUri(account)}\n`).join('');
}

/** What is lost where an account is written as a Key URI, with other places beside it. */
export function whatUriCannotHold(account: WritableAccount, places: Places = {}): CannotHold {
  const parsed = parseKeyUri(formatKeyUri(account));
  if (!parsed.ok || !isSameOtp(parsed.draft.otp, account.otp)) return leaveOut('no-key-uri');
  const { issuer, accountName } = parsed.draft;
  const isSameName = issuer === account.issuer && accountName === account.accountName;
  return { leftOut: null, lost: [...(isSameName ? [] : (['name'] as const)), ...lostParts(account, places)] };
}
