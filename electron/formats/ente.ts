/**
 * Ente Auth: its encrypted export. The plain one is a list of Key URIs. Runs in the vault process and under Node.
 * The rule: Argon2 limits come as libsodium's, in bytes and passes, and are bounded like any other.
 * Format: https://github.com/ente-io/ente/blob/main/mobile/apps/auth/migration-guides/encrypted_export.md
 */
import { fromBase64 } from './bytes.ts';
import { field, hasFields, numberField, textField } from './json-fields.ts';
import { argon2Key, requirePassword } from './kdf.ts';
import { FileProblem } from './problem.ts';
import type { Format } from './reading.ts';
import { openSecretStream } from './secret-stream.ts';
import { decodeText } from './source-file.ts';
import { readUriText } from './uri-list.ts';

const FORMAT = 'ente-encrypted';

export const ente: Format = {
  id: FORMAT,
  app: 'Ente Auth',
  detect: (file) => (hasFields(file.json, 'kdfParams', 'encryptedData') ? 'yes' : 'no'),
  async read(file, options) {
    const password = requirePassword(options, FORMAT);
    const parameters = field(file.json, 'kdfParams');
    const salt = fromBase64(textField(parameters, 'salt'));
    const header = fromBase64(textField(file.json, 'encryptionNonce'));
    const chunk = fromBase64(textField(file.json, 'encryptedData'));
    if (salt === null || header === null || chunk === null) throw new FileProblem('damaged', FORMAT);
    const key = await argon2Key(
      password,
      {
        variant: 'argon2id',
        salt,
        memoryKiB: Math.floor((numberField(parameters, 'memLimit') ?? 0) / 1024),
        iterations: numberField(parameters, 'opsLimit') ?? 0,
        parallelism: 1,
        keyBytes: 32,
      },
      options,
    );
    const content = openSecretStream(key, header, chunk);
    const text = content === null ? null : decodeText(content);
    if (text === null) throw new FileProblem('wrong-password', FORMAT);
    return { ...readUriText(text), format: FORMAT };
  },
};
