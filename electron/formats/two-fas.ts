/**
 * 2FAS (Android, iOS): its .2fas backup, schema 1 to 4, plain or encrypted. Runs in the vault process and under Node.
 * The rule: what the person edited in the app (name, account) wins over the link that the account came from.
 */
import { openGcm } from './aes.ts';
import { fromBase64 } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, fieldAt, hasFields, isRecord, listField, numberField, textField } from './json-fields.ts';
import { pbkdf2Key, requirePassword } from './kdf.ts';
import { FileProblem } from './problem.ts';
import type { Format, ImportedAccount, Reading, ReadOptions } from './reading.ts';
import { base32Secret } from './secret-text.ts';
import { decodeText, parseJson } from './source-file.ts';

export const TWO_FAS_PBKDF2_ITERATIONS = 10_000;

export const twoFas: Format = {
  id: '2fas',
  app: '2FAS',
  detect(file) {
    const isBackup =
      isRecord(file.json) &&
      (Array.isArray(file.json.services) || typeof file.json.servicesEncrypted === 'string') &&
      (['schemaVersion', 'appOrigin', 'servicesEncrypted', 'groups'].some(
        (key) => field(file.json, key) !== undefined,
      ) ||
        listField(file.json, 'services').some((service) => hasFields(service, 'secret', 'otp')));
    return isBackup ? 'yes' : 'no';
  },
  async read(file, options) {
    const variant = `2fas-schema${numberField(file.json, 'schemaVersion') ?? 1}`;
    const sealed = textField(file.json, 'servicesEncrypted');
    if (sealed === '') return readServices(file.json, listField(file.json, 'services'), `${variant}-plain`);
    const services = await openServices(file.json, `${variant}-encrypted`, options);
    return readServices(file.json, services, `${variant}-encrypted`);
  },
};

/** The services, under the password. What opens the `reference` beside them opens them, too, unless they are damaged. */
async function openServices(
  backup: unknown,
  format: string,
  options: ReadOptions,
): Promise<readonly unknown[]> {
  const content = await openSealed(textField(backup, 'servicesEncrypted'), format, options);
  if (content === null) {
    const reference = textField(backup, 'reference');
    const isPasswordRight =
      reference !== '' && (await openSealed(reference, format, options).catch(asNothing)) !== null;
    throw new FileProblem(isPasswordRight ? 'damaged' : 'wrong-password', format);
  }
  const services = parseJson(decodeText(content));
  if (!Array.isArray(services)) throw new FileProblem('damaged', format);
  return services;
}

/** `base64(ciphertext and tag):base64(salt):base64(nonce)`; groups stay outside. Null when the tag does not fit. */
async function openSealed(sealed: string, format: string, options: ReadOptions): Promise<Uint8Array | null> {
  const [ciphertext, salt, nonce] = sealed.split(':').map(fromBase64);
  if (!ciphertext || !salt || !nonce) throw new FileProblem('damaged', format);
  const key = await pbkdf2Key(
    requirePassword(options, format),
    { hash: 'sha256', salt, iterations: TWO_FAS_PBKDF2_ITERATIONS, keyBytes: 32 },
    options,
  );
  return openGcm(key, nonce, ciphertext);
}

/** A reference that is damaged itself says nothing about the password. */
function asNothing(error: unknown): null {
  if (error instanceof FileProblem && error.code === 'damaged') return null;
  throw error;
}

function readServices(backup: unknown, services: readonly unknown[], format: string): Reading {
  const groups = new Map(
    listField(backup, 'groups').map((group) => [textField(group, 'id'), textField(group, 'name')]),
  );
  const collector = new EntryCollector();
  const ordered = [...services].sort((one, other) => position(one) - position(other));
  for (const service of ordered) {
    const name = entryName(field(service, 'name'), fieldAt(service, 'otp', 'account'));
    collector.add(name, service, () => readService(service, groups));
  }
  return collector.reading(format);
}

function position(service: unknown): number {
  return numberField(field(service, 'order'), 'position') ?? Number.MAX_SAFE_INTEGER;
}

function readService(service: unknown, groups: ReadonlyMap<string, string>): ImportedAccount {
  const otp = field(service, 'otp');
  const name = textField(service, 'name');
  return makeAccount({
    // Schema 1 and 2 know time-based codes only and may leave the type out.
    type: textField(otp, 'tokenType') || 'totp',
    issuer: name.trim() === '' ? field(otp, 'issuer') : name,
    accountName: accountName(otp),
    secret: base32Secret(field(service, 'secret')),
    algorithm: field(otp, 'algorithm'),
    digits: field(otp, 'digits'),
    periodSeconds: field(otp, 'period'),
    counter: field(otp, 'counter'),
    tags: [groups.get(textField(service, 'groupId')) ?? ''],
  });
}

/** An account that was never written is taken from the label; one that the person emptied stays empty. */
function accountName(otp: unknown): string {
  const account = field(otp, 'account');
  if (typeof account === 'string') return account;
  const label = textField(otp, 'label');
  return label.slice(label.indexOf(':') + 1);
}
