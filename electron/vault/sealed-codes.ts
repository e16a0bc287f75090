/**
 * Recovery codes of one account, sealed under a password of their own inside the vault's encryption. Vault process, tests.
 * The rule: made of nothing but what a vault file is made of, in the same way; each seal takes fresh random bytes.
 * docs/vault-format.md specifies it, docs/decisions/sealed-recovery-codes.md says why.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { RecoveryCode, SealedCodes } from '../otp/account-extras.ts';
import { codeMember, readCodes } from './extras-record.ts';
import { KDF_CURRENT, type KdfParameters } from './kdf.ts';
import { MASTER_KEY_BYTES, PASSWORD_SLOT, unwrapMasterKey, wrapMasterKey } from './key-slot.ts';
import { refuseShortPassword } from './password-length.ts';

/** Member of the payload's first line: the lock under which codes are sealed; absent while the setting is off. */
export const CODES_LOCK_MEMBER = 'codesLock';

const CODES_KEY_INFO = 'halfminute vault v1 recovery codes';
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const TAG_BYTES = 16;
/** One key encrypts one list once (its salt is fresh in every seal), so a fixed nonce never repeats under a key. */
const NONCE = Buffer.alloc(12);

/** The codes' key, and the lock that gives it for their password: a password slot's body in base64. */
export interface CodesKey {
  readonly lock: string;
  readonly key: Uint8Array;
}

/**
 * A fresh random key under a new password.
 * @throws CodedError `password-too-short`; RangeError for parameters outside KDF_BOUNDS.
 */
export async function makeCodesKey(
  password: string,
  parameters: KdfParameters = KDF_CURRENT,
): Promise<CodesKey> {
  refuseShortPassword(password);
  const key = randomBytes(MASTER_KEY_BYTES);
  const { body } = await wrapMasterKey(key, password, parameters);
  return { lock: Buffer.from(body).toString('base64'), key };
}

/** @throws CodedError `wrong-password`, or `vault-damaged` for a malformed lock or parameters out of bounds. */
export async function openCodesLock(lock: string, password: string): Promise<CodesKey> {
  const body = Buffer.from(lock, 'base64');
  return { lock, key: await unwrapMasterKey({ type: PASSWORD_SLOT, body }, password) };
}

/** Seals the codes of the account with this id; how many there are stays readable without the password. */
export function sealCodes(
  { lock, key }: CodesKey,
  account: string,
  codes: readonly RecoveryCode[],
): SealedCodes {
  const salt = randomBytes(SALT_BYTES);
  const cipher = createCipheriv('aes-256-gcm', listKey(key, salt), NONCE, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(lock, account));
  const sealed = Buffer.concat([
    salt,
    cipher.update(JSON.stringify(codes.map(codeMember))),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const left = codes.filter(({ usedAtMs }) => usedAtMs === null).length;
  return { account, lock, sealed: sealed.toString('base64'), left, count: codes.length };
}

/** The codes; null when another key sealed them, or they were changed or moved since. */
export function openSealed({ lock, key }: CodesKey, box: SealedCodes): readonly RecoveryCode[] | null {
  const bytes = Buffer.from(box.sealed, 'base64');
  if (box.lock !== lock || bytes.length < SALT_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', listKey(key, bytes.subarray(0, SALT_BYTES)), NONCE, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(boundTo(lock, box.account));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(SALT_BYTES, -TAG_BYTES));
  try {
    decipher.final();
    return readCodes(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}

/** The lock is of this vault alone, so the tag holds for this vault and this account alone. */
function boundTo(lock: string, account: string): Uint8Array {
  return Buffer.concat([Buffer.from(lock, 'base64'), Buffer.from(account, 'utf8')]);
}

function listKey(key: Uint8Array, salt: Uint8Array): Uint8Array {
  return Buffer.from(hkdfSync('sha256', key, salt, CODES_KEY_INFO, KEY_BYTES));
}
