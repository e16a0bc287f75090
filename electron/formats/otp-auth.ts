/**
 * OTP Auth (iOS): its backup (.otpauthdb) and its single-account files (.otpauth). Runs in the vault process and under Node.
 * The rule: the outer encryption has a key that everyone knows; it only tells what the file is.
 * Format, found out by CooperRS: https://github.com/CooperRS/decrypt-otpauth-files
 */
import { createHash } from 'node:crypto';
import { openCbc, openCbcBlocks } from './aes.ts';
import { isBinaryPlist, readKeyedArchive } from './binary-plist.ts';
import { utf8 } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, listField, numberField, textField } from './json-fields.ts';
import { requirePassword } from './kdf.ts';
import { EntryProblem, FileProblem } from './problem.ts';
import type { Format, ImportedAccount, Reading, ReadOptions } from './reading.ts';
import { openRnCryptor } from './rncryptor.ts';
import { byteSecret } from './secret-text.ts';

const NO_IV = new Uint8Array(16);
const BACKUP_KEY = sha256('Authenticator');
const ACCOUNT_KEY = sha256('OTPAuth');

const TYPES = new Map<unknown, string>([
  [1, 'hotp'],
  [2, 'totp'],
]);
/** 0 is "not set"; 4 is MD5, which we do not make codes with. */
const ALGORITHMS = new Map<unknown, string>([
  [0, 'SHA1'],
  [1, 'SHA1'],
  [2, 'SHA256'],
  [3, 'SHA512'],
]);

export const otpAuthBackup: Format = {
  id: 'otpauth-ios-backup',
  app: 'OTP Auth',
  detect: (file) => (opensWith(BACKUP_KEY, file.bytes) ? 'yes' : 'no'),
  async read(file, options) {
    const format = 'otpauth-ios-backup';
    const content = await openInner(
      openOuter(BACKUP_KEY, file.bytes, format),
      'WrappedData',
      1,
      format,
      options,
    );
    const collector = new EntryCollector();
    for (const folder of listField(content, 'Folders'))
      for (const account of listField(folder, 'accounts'))
        addAccount(collector, account, [textField(folder, 'name')]);
    return collector.reading(format);
  },
};

export const otpAuthAccount: Format = {
  id: 'otpauth-ios-account',
  app: 'OTP Auth',
  detect: (file) => (opensWith(ACCOUNT_KEY, file.bytes) ? 'yes' : 'no'),
  async read(file, options): Promise<Reading> {
    const format = 'otpauth-ios-account';
    const content = await openInner(openOuter(ACCOUNT_KEY, file.bytes, format), 'Data', 1.1, format, options);
    const collector = new EntryCollector();
    addAccount(collector, content, []);
    return collector.reading(format);
  },
};

function opensWith(key: Uint8Array, bytes: Uint8Array): boolean {
  if (bytes.length < 32 || bytes.length % 16 !== 0) return false;
  return isBinaryPlist(openCbcBlocks(key, NO_IV, bytes.subarray(0, 16)));
}

function openOuter(key: Uint8Array, bytes: Uint8Array, format: string): unknown {
  const archive = openCbc(key, NO_IV, bytes);
  if (archive === null) throw new FileProblem('damaged', format);
  return readKeyedArchive(archive, format);
}

/**
 * The archive under the password. Up to `oldVersion` it is AES-CBC with a hashed key, later RNCryptor.
 * The old way has no MAC, so only an archive that parses is believed.
 */
async function openInner(
  outer: unknown,
  dataKey: string,
  oldVersion: number,
  format: string,
  options: ReadOptions,
): Promise<unknown> {
  const password = requirePassword(options, format);
  const sealed = bytesField(outer, dataKey) ?? bytesField(outer, 'WrappedData') ?? bytesField(outer, 'Data');
  if (sealed === null) throw new FileProblem('damaged', format);
  const isOld = (numberField(outer, 'Version') ?? 0) <= oldVersion;
  const archive = isOld ? openOld(outer, sealed, password) : await openRnCryptor(sealed, password, options);
  if (archive === null || !isBinaryPlist(archive)) throw new FileProblem('wrong-password', format);
  return readKeyedArchive(archive, format);
}

function openOld(outer: unknown, sealed: Uint8Array, password: Uint8Array): Uint8Array | null {
  const salt = utf8(textField(outer, 'Salt'));
  const key = createHash('sha256').update(salt).update('-').update(password).digest();
  const iv = createHash('sha1')
    .update(utf8(textField(outer, 'IV')))
    .digest()
    .subarray(0, 16);
  return openCbc(key, iv, sealed);
}

function addAccount(collector: EntryCollector, account: unknown, tags: readonly string[]): void {
  const name = entryName(field(account, 'issuer'), field(account, 'label'));
  collector.add(name, { ...(account as object), secret: undefined }, () => readAccount(account, tags));
}

function readAccount(account: unknown, tags: readonly string[]): ImportedAccount {
  const type = TYPES.get(field(account, 'type'));
  const algorithm = ALGORITHMS.get(field(account, 'algorithm') ?? 0);
  if (type === undefined) throw new EntryProblem('unknown-type');
  if (algorithm === undefined) throw new EntryProblem('unknown-algorithm');
  return makeAccount({
    type,
    issuer: field(account, 'issuer'),
    accountName: field(account, 'label'),
    secret: byteSecret(bytesField(account, 'secret')),
    algorithm,
    // 0 stands for the default.
    digits: numberField(account, 'digits') || undefined,
    periodSeconds: numberField(account, 'period') || undefined,
    counter: field(account, 'counter'),
    tags,
  });
}

function bytesField(value: unknown, key: string): Uint8Array | null {
  const found = field(value, key);
  return found instanceof Uint8Array ? found : null;
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
