/**
 * FreeOTP 2 (Android): its encrypted backup, a Java-serialised map despite the name externalBackup.xml.
 * Runs in the vault process and under Node. The rule: tokens are sealed one by one and known to be damaged one
 * by one (https://github.com/freeotp/freeotp-android/issues/283); each is left out alone.
 */
import { openGcm } from './aes.ts';
import { fromByteList, utf8 } from './bytes.ts';
import { EntryCollector } from './entry-collector.ts';
import { accountFromToken, tokenName } from './freeotp-token.ts';
import { isJavaSerialised, readStringMap } from './java-serialised.ts';
import { field, isRecord, numberField, textField } from './json-fields.ts';
import { pbkdf2Key, requirePassword } from './kdf.ts';
import { EntryProblem, FileProblem } from './problem.ts';
import type { Format, ReadOptions } from './reading.ts';
import { byteSecret, type ReadSecret } from './secret-text.ts';
import { parseJson } from './source-file.ts';

const FORMAT = 'freeotp-v2-java-serialized';
const MASTER_KEY = 'masterKey';
const TOKEN_SUFFIX = '-token';
const DER_OCTET_STRING = 0x04;
const DER_SEQUENCE = 0x30;

export const freeOtpBackup: Format = {
  id: FORMAT,
  app: 'FreeOTP',
  detect: (file) => (isJavaSerialised(file.bytes) ? 'yes' : 'no'),
  async read(file, options) {
    const pairs = readStringMap(file.bytes, FORMAT);
    const masterKey = await openMasterKey(parseJson(pairs.get(MASTER_KEY) ?? null), options);
    const collector = new EntryCollector();
    for (const [key, sealed] of pairs) {
      if (key === MASTER_KEY || key.endsWith(TOKEN_SUFFIX)) continue;
      const written = pairs.get(key + TOKEN_SUFFIX);
      const token = parseJson(written ?? null);
      collector.add(tokenName(token), written ?? '', () => {
        // Without its token nobody knows what kind of code the secret makes.
        if (!isRecord(token)) throw new EntryProblem('damaged');
        return accountFromToken(token, 0, openSecret(sealed, masterKey));
      });
    }
    for (const [key, written] of pairs) {
      const isAlone = key.endsWith(TOKEN_SUFFIX) && !pairs.has(key.slice(0, -TOKEN_SUFFIX.length));
      if (isAlone) collector.skip(tokenName(parseJson(written)), 'no-secret', written);
    }
    return collector.reading(FORMAT);
  },
};

async function openMasterKey(record: unknown, options: ReadOptions): Promise<Uint8Array> {
  const password = requirePassword(options, FORMAT);
  const salt = fromByteList(field(record, 'mSalt'));
  if (salt === null) throw new FileProblem('damaged', FORMAT);
  // Android before 8 has no PBKDF2 with SHA-512.
  const hash = /sha-?1$/i.test(textField(record, 'mAlgorithm')) ? 'sha1' : 'sha512';
  const iterations = numberField(record, 'mIterations') ?? 0;
  const key = await pbkdf2Key(password, { hash, salt, iterations, keyBytes: 32 }, options);
  const masterKey = openSealedKey(field(record, 'mEncryptedKey'), key);
  if (masterKey === null || masterKey.length !== 32) throw new FileProblem('wrong-password', FORMAT);
  return masterKey;
}

/** `{"key": "<the sealed key as JSON text>"}` */
function openSecret(sealed: string, masterKey: Uint8Array): ReadSecret {
  const secret = openSealedKey(parseJson(textField(parseJson(sealed), 'key')), masterKey);
  if (secret === null) throw new EntryProblem('damaged');
  return byteSecret(secret);
}

/** AES-GCM whose associated data is the name of what the key is for. */
function openSealedKey(sealed: unknown, key: Uint8Array): Uint8Array | null {
  const ciphertext = fromByteList(field(sealed, 'mCipherText'));
  const nonce = nonceOf(fromByteList(field(sealed, 'mParameters')));
  if (ciphertext === null || nonce === null) return null;
  return openGcm(key, nonce, ciphertext, utf8(textField(sealed, 'mToken')));
}

/** DER: the nonce as an octet string, alone or first in a sequence with the tag's length. */
function nonceOf(parameters: Uint8Array | null): Uint8Array | null {
  if (parameters === null) return null;
  const start = parameters[0] === DER_SEQUENCE ? 2 : 0;
  const length = parameters[start + 1] ?? 0;
  if (parameters[start] !== DER_OCTET_STRING || length > 64) return null;
  const nonce = parameters.subarray(start + 2, start + 2 + length);
  return nonce.length === length && length > 0 ? nonce : null;
}
