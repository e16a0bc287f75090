/**
 * Writes Ente Auth's encrypted export: Key URIs with Ente's own `codeDisplay`. Runs in the vault process and under Node.
 * The rule: only kinds that Ente knows; it would show wrong codes for others rather than refuse them.
 * Format: https://github.com/ente-io/ente/blob/main/mobile/apps/auth/migration-guides/encrypted_export.md
 */
import { randomBytes } from 'node:crypto';
import { formatKeyUri } from '../otp/key-uri.ts';
import { encodePercent } from '../otp/uri-text.ts';
import { toBase64, utf8 } from './bytes.ts';
import { argon2Key, requirePassword } from './kdf.ts';
import { sealSecretStream } from './secret-stream.ts';
import { whatUriCannotHold } from './uri-list-writer.ts';
import { leaveOut, type WritableAccount, type Writer } from './writing.ts';

/** In libsodium's units, bytes and passes: 128 MiB, which any phone has. */
const LIMITS = { memLimit: 128 * 1024 * 1024, opsLimit: 4 } as const;
const SALT_BYTES = 16;
const ENCRYPTED = 'ente-encrypted';

export const enteExport: Writer = {
  id: ENCRYPTED,
  app: 'Ente Auth',
  isEncrypted: true,
  fileName: 'ente-encrypted.txt',
  whatItCannotHold(account) {
    const { type } = account.otp;
    if (type === 'motp' || type === 'yandex') return leaveOut('type');
    return whatUriCannotHold(account, { tags: 'any', note: true, isPinned: true });
  },
  async write(accounts, options) {
    const password = requirePassword(options, ENCRYPTED);
    const salt = new Uint8Array(randomBytes(SALT_BYTES));
    const key = await argon2Key(
      password,
      {
        variant: 'argon2id',
        salt,
        memoryKiB: LIMITS.memLimit / 1024,
        iterations: LIMITS.opsLimit,
        parallelism: 1,
        keyBytes: 32,
      },
      options,
    );
    const { header, chunk } = sealSecretStream(key, utf8(accounts.map(enteUri).join('\n')));
    return utf8(
      JSON.stringify({
        version: 1,
        kdfParams: { ...LIMITS, salt: toBase64(salt) },
        encryptedData: toBase64(chunk),
        encryptionNonce: toBase64(header),
      }),
    );
  },
};

/** Ente tells Steam Guard by the host, not by KeePassXC's `encoder`. */
function enteUri(account: WritableAccount): string {
  const uri = formatKeyUri(account);
  const typed =
    account.otp.type === 'steam'
      ? uri.replace('otpauth://totp/', 'otpauth://steam/').replace('&encoder=steam', '')
      : uri;
  const display = {
    pinned: account.isPinned ?? false,
    trashed: false,
    // Microseconds.
    lastUsedAt: (account.lastUsedAtMs ?? 0) * 1000,
    tapCount: 0,
    tags: account.tags ?? [],
    note: account.note ?? '',
  };
  return `${typed}&codeDisplay=${encodePercent(JSON.stringify(display))}`;
}
