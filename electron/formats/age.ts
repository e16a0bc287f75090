/**
 * Reads an age file under a passphrase whose content is a list of Key URIs. Runs in the vault process and under Node.
 * The rule: a wrong passphrase and damage are told apart; armoured files are read like binary ones.
 * Specification: https://github.com/C2SP/C2SP/blob/main/age.md
 */
import { passphraseIdentity } from './age-passphrase.ts';
import { startsWith, utf8 } from './bytes.ts';
import { requirePassword } from './kdf.ts';
import { FileProblem } from './problem.ts';
import type { Format } from './reading.ts';
import { decodeText, type SourceFile } from './source-file.ts';
import { readUriText } from './uri-list.ts';

const FORMAT = 'age';
const VERSION_LINE = utf8('age-encryption.org/v1\n');
const ARMOUR = '-----BEGIN AGE ENCRYPTED FILE-----';

export const age: Format = {
  id: FORMAT,
  app: 'age',
  detect: (file) => (startsWith(file.bytes, VERSION_LINE) || isArmoured(file) ? 'yes' : 'no'),
  async read(file, options) {
    const passphrase = requirePassword(options, FORMAT);
    const { armor, Decrypter } = await import('age-encryption');
    const decrypter = new Decrypter();
    decrypter.addIdentity(passphraseIdentity(passphrase, FORMAT, options));
    try {
      const bytes = isArmoured(file) ? armor.decode(file.text ?? '') : file.bytes;
      const text = decodeText(await decrypter.decrypt(bytes));
      if (text === null) throw new FileProblem('not-recognised', FORMAT);
      return { ...readUriText(text), format: FORMAT };
    } catch (error) {
      if (error instanceof FileProblem) throw error;
      throw new FileProblem('damaged', FORMAT, { cause: error });
    }
  },
};

function isArmoured({ text }: SourceFile): boolean {
  return text?.trimStart().startsWith(ARMOUR) ?? false;
}
