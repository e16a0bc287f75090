/**
 * Bitwarden's password-protected export, opened. Runs in the vault process and under Node.
 * The rule: the small validation text is opened first, so that a wrong password is told from damage; every MAC
 * is checked before anything is decrypted. Format: https://bitwarden.com/help/encrypted-export/
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { openCbc } from './aes.ts';
import { fromBase64, utf8 } from './bytes.ts';
import { numberField, textField } from './json-fields.ts';
import { argon2Key, pbkdf2Key, requirePassword } from './kdf.ts';
import { FileProblem } from './problem.ts';
import type { ReadOptions } from './reading.ts';
import { decodeText, parseJson } from './source-file.ts';

const PBKDF2 = 0;
const ARGON2ID = 1;
/** AES-256-CBC with HMAC-SHA-256: the only kind that a password-protected export has. */
const ENCRYPTION_TYPE = '2';

/** @throws FileProblem `password-needed`, `wrong-password`, `damaged` or `too-costly`. */
export async function openPasswordProtected(
  file: unknown,
  options: ReadOptions,
): Promise<{ readonly content: unknown; readonly format: string }> {
  const isArgon2 = numberField(file, 'kdfType') === ARGON2ID;
  const format = `bitwarden-json-password-protected-${isArgon2 ? 'argon2id' : 'pbkdf2'}`;
  const keys = expand(await deriveKey(file, format, options));
  if (open(textField(file, 'encKeyValidation_DO_NOT_EDIT'), keys, format) === null)
    throw new FileProblem('wrong-password', format);
  const content = open(textField(file, 'data'), keys, format);
  if (content === null) throw new FileProblem('damaged', format);
  return { content: parseJson(decodeText(content)), format };
}

async function deriveKey(file: unknown, format: string, options: ReadOptions): Promise<Uint8Array> {
  const password = requirePassword(options, format);
  // The salt's base64 text is used as it stands, undecoded.
  const salt = utf8(textField(file, 'salt'));
  const kdf = numberField(file, 'kdfType') ?? PBKDF2;
  const iterations = numberField(file, 'kdfIterations') ?? 0;
  if (kdf === PBKDF2)
    return await pbkdf2Key(password, { hash: 'sha256', salt, iterations, keyBytes: 32 }, options);
  if (kdf !== ARGON2ID) throw new FileProblem('unsupported-version', format);
  return await argon2Key(
    password,
    {
      variant: 'argon2id',
      salt: createHash('sha256').update(salt).digest(),
      memoryKiB: (numberField(file, 'kdfMemory') ?? 0) * 1024,
      iterations,
      parallelism: numberField(file, 'kdfParallelism') ?? 0,
      keyBytes: 32,
    },
    options,
  );
}

interface Keys {
  readonly encryption: Uint8Array;
  readonly mac: Uint8Array;
}

/** HKDF-Expand (RFC 5869 section 2.3) of one block each, without the extract step. */
function expand(key: Uint8Array): Keys {
  const block = (info: string) => createHmac('sha256', key).update(info).update(Uint8Array.of(1)).digest();
  return { encryption: block('enc'), mac: block('mac') };
}

/** `2.iv|ciphertext|mac`; null when the MAC does not fit. */
function open(text: string, keys: Keys, format: string): Uint8Array | null {
  const [type, body = ''] = text.split('.', 2);
  const [iv, ciphertext, mac] = body.split('|').map(fromBase64);
  if (type !== ENCRYPTION_TYPE || !iv || !ciphertext || mac?.length !== 32)
    throw new FileProblem('damaged', format);
  const expected = createHmac('sha256', keys.mac).update(iv).update(ciphertext).digest();
  return timingSafeEqual(expected, mac) ? openCbc(keys.encryption, iv, ciphertext) : null;
}
