/**
 * Writes a list of Key URIs into an age file under a passphrase, which `age -d` opens anywhere. Vault process, Node.
 * The rule: age's own tools need nothing of ours to read it, in ten years either.
 * Specification: https://github.com/C2SP/C2SP/blob/main/age.md
 */
import { webcrypto } from 'node:crypto';
import { passphraseRecipient } from './age-passphrase.ts';
import { utf8 } from './bytes.ts';
import { requirePassword } from './kdf.ts';
import { uriListText, whatUriCannotHold } from './uri-list-writer.ts';
import type { Writer } from './writing.ts';

const ENCRYPTED = 'age';

export const ageFile: Writer = {
  id: ENCRYPTED,
  app: 'age',
  isEncrypted: true,
  fileName: 'otpauth-uris.txt.age',
  whatItCannotHold: (account) => whatUriCannotHold(account),
  async write(accounts, options) {
    const passphrase = requirePassword(options, ENCRYPTED);
    // The package takes its random bytes from this global, which Node has since 19 and Electron 25's lacks.
    if (!('crypto' in globalThis)) Object.assign(globalThis, { crypto: webcrypto });
    const { Encrypter } = await import('age-encryption');
    const encrypter = new Encrypter();
    encrypter.addRecipient(passphraseRecipient(passphrase, options));
    return await encrypter.encrypt(utf8(uriListText(accounts)));
  },
};
