/**
 * Writes Aegis's JSON vault, plain or encrypted, the form that most other apps read, too.
 * Runs in the vault process and under Node. The rule: what Aegis itself would refuse is left out by name.
 * Format: https://github.com/beemdevelopment/Aegis/blob/master/docs/vault.md
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { OtpParameters } from '../otp/account.ts';
import { pictureType } from '../otp/account-extras.ts';
import { encodeBase32 } from '../otp/base32.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import { sealGcm } from './aes.ts';
import { fromHex, toBase64, toHex, utf8 } from './bytes.ts';
import { requirePassword, scryptKey } from './kdf.ts';
import { type CannotHold, leaveOut, lostParts, type WritableAccount, type Writer } from './writing.ts';

/** Aegis multiplies it by 1000 in a 32-bit integer. */
const PERIOD_SECONDS_MAX = 2_147_483;
/** What Aegis itself uses. */
const SCRYPT = { n: 32_768, r: 8, p: 1 } as const;
const PASSWORD_SLOT = 1;
const PICTURES = ['image/png', 'image/jpeg'];
const ENCRYPTED = 'aegis-encrypted';

export const aegisPlain: Writer = {
  id: 'aegis-plain',
  app: 'Aegis',
  isEncrypted: false,
  fileName: 'aegis-plain.json',
  whatItCannotHold,
  async write(accounts) {
    const vault = { version: 1, header: { slots: null, params: null }, db: contentOf(accounts) };
    return utf8(JSON.stringify(vault, null, 4));
  },
};

export const aegisEncrypted: Writer = {
  id: ENCRYPTED,
  app: 'Aegis',
  isEncrypted: true,
  fileName: 'aegis-encrypted.json',
  whatItCannotHold,
  async write(accounts, options) {
    const password = requirePassword(options, ENCRYPTED);
    const masterKey = new Uint8Array(randomBytes(32));
    const salt = new Uint8Array(randomBytes(32));
    const slotKey = await scryptKey(password, { salt, ...SCRYPT, keyBytes: 32 }, options);
    const wrapped = sealGcm(slotKey, masterKey);
    const content = sealGcm(masterKey, utf8(JSON.stringify(contentOf(accounts))));
    const slot = {
      type: PASSWORD_SLOT,
      uuid: randomUUID(),
      key: toHex(wrapped.ciphertext),
      key_params: { nonce: toHex(wrapped.nonce), tag: toHex(wrapped.tag) },
      ...SCRYPT,
      salt: toHex(salt),
      // Set since a fault of old versions in how passwords became bytes; without it Aegis "repairs" the slot.
      repaired: true,
      is_backup: false,
    };
    const header = { slots: [slot], params: { nonce: toHex(content.nonce), tag: toHex(content.tag) } };
    const vault = { version: 1, header, db: toBase64(content.ciphertext) };
    return utf8(JSON.stringify(vault, null, 4));
  },
};

function whatItCannotHold(account: WritableAccount): CannotHold {
  const { otp } = account;
  if (otp.type === 'totp' && otp.periodSeconds > PERIOD_SECONDS_MAX) return leaveOut('period');
  if (otp.type === 'motp' && motpBytes(otp.secret) === null) return leaveOut('secret');
  if (!hasItsPin(otp)) return leaveOut('pin');
  const places = { tags: 'any', note: true, isPinned: true, pictures: PICTURES } as const;
  return { leftOut: null, lost: lostParts(account, places) };
}

/** Aegis keeps bytes and hashes their lower-case hexadecimal text; null for text that no bytes have. */
function motpBytes(secret: Uint8Array): Uint8Array | null {
  const text = new TextDecoder().decode(secret);
  const bytes = fromHex(text);
  return bytes !== null && toHex(bytes) === text ? bytes : null;
}

function contentOf(accounts: readonly WritableAccount[]) {
  const groups = new Map<string, string>();
  for (const tag of accounts.flatMap(({ tags = [] }) => tags)) {
    if (!groups.has(tag)) groups.set(tag, randomUUID());
  }
  return {
    version: 3,
    entries: accounts.map((account) => entryOf(account, groups)),
    groups: [...groups].map(([name, uuid]) => ({ uuid, name })),
    icons_optimized: true,
  };
}

function entryOf(account: WritableAccount, groups: ReadonlyMap<string, string>) {
  const { issuer, accountName, otp, tags = [], note = '', isPinned = false, icon } = account;
  const mediaType = icon?.kind === 'picture' ? (pictureType(icon.bytes) ?? '') : '';
  const hasPicture = icon?.kind === 'picture' && PICTURES.includes(mediaType);
  return {
    type: otp.type,
    uuid: randomUUID(),
    name: accountName,
    issuer,
    note,
    favorite: isPinned,
    icon: hasPicture ? toBase64(icon.bytes) : null,
    ...(hasPicture ? { icon_mime: mediaType } : {}),
    info: infoOf(otp),
    groups: tags.map((tag) => groups.get(tag)),
  };
}

/** Aegis writes digits, hash and period also where the type leaves no choice. */
function infoOf(otp: OtpParameters) {
  const secret = encodeBase32(otp.type === 'motp' ? (motpBytes(otp.secret) ?? otp.secret) : otp.secret);
  switch (otp.type) {
    case 'totp':
      return { secret, algo: otp.algorithm, digits: otp.digits, period: otp.periodSeconds };
    case 'hotp':
      return { secret, algo: otp.algorithm, digits: otp.digits, counter: otp.counter };
    case 'steam':
      return { secret, algo: 'SHA1', digits: 5, period: 30 };
    case 'motp':
      return { secret, algo: 'MD5', digits: 6, period: 10, pin: otp.pin };
    case 'yandex':
      return { secret, algo: 'SHA256', digits: 8, period: 30, pin: otp.pin };
  }
}
