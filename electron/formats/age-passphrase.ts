/**
 * The passphrase of an age file: its scrypt stanza, wrapped and unwrapped. Runs in the vault process and under Node.
 * age-encryption has its own, in JavaScript: it would hold up everything else for two seconds and cannot be stopped.
 * The rule: the work factor of a file is bounded before any work.
 * Specification: https://github.com/C2SP/C2SP/blob/main/age.md#the-scrypt-recipient-type
 */
import { randomBytes } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import { concat, fromBase64, toBase64, utf8 } from './bytes.ts';
import { scryptKey } from './kdf.ts';
import { FileProblem } from './problem.ts';
import type { ReadOptions } from './reading.ts';

const LABEL = utf8('age-encryption.org/v1/scrypt');
const SALT_BYTES = 16;
const BODY_BYTES = 32;
/** As `age` itself chooses. */
const WORK_FACTOR = 18;
/** The file key is sealed once under a key of its own, so the nonce may be all zeros. */
const NONCE = new Uint8Array(12);

const wrappingKey = (passphrase: Uint8Array, salt: Uint8Array, workFactor: number, options: ReadOptions) =>
  scryptKey(passphrase, { salt: concat(LABEL, salt), n: 2 ** workFactor, r: 8, p: 1, keyBytes: 32 }, options);

/** For an Encrypter. */
export function passphraseRecipient(passphrase: Uint8Array, options: ReadOptions): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = new Uint8Array(randomBytes(SALT_BYTES));
      const key = await wrappingKey(passphrase, salt, WORK_FACTOR, options);
      const body = chacha20poly1305(key, NONCE).encrypt(fileKey);
      return [new Stanza(['scrypt', toBase64(salt).replaceAll('=', ''), String(WORK_FACTOR)], body)];
    },
  };
}

/**
 * For a Decrypter; `format` is the format to name in a problem.
 * `unwrapFileKey` throws FileProblem `wrong-password`, `account-restricted`, `too-costly`, `damaged`, `cancelled`.
 */
export function passphraseIdentity(passphrase: Uint8Array, format: string, options: ReadOptions): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const [stanza, ...more] = stanzas;
      const [type, saltText = '', workFactor = '', ...rest] = stanza?.args ?? [];
      // Sealed to somebody's key, so that no passphrase opens it.
      if (type !== 'scrypt') throw new FileProblem('account-restricted', format);
      const salt = fromBase64(saltText);
      const isWhole =
        more.length === 0 &&
        rest.length === 0 &&
        salt?.length === SALT_BYTES &&
        /^[1-9]\d?$/.test(workFactor) &&
        stanza?.body.length === BODY_BYTES;
      if (!isWhole) throw new FileProblem('damaged', format);
      const key = await wrappingKey(passphrase, salt, Number(workFactor), options);
      try {
        return chacha20poly1305(key, NONCE).decrypt(stanza.body);
      } catch {
        throw new FileProblem('wrong-password', format);
      }
    },
  };
}
