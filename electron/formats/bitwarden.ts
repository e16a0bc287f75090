/**
 * Bitwarden and Bitwarden Authenticator: the JSON exports, plain and under a password. Runs in the vault process and under Node.
 * The rule: an export that is encrypted for the account itself can only be opened by Bitwarden, and is named so.
 */

import { openPasswordProtected } from './bitwarden-encryption.ts';
import { EntryCollector } from './entry-collector.ts';
import { field, hasFields, isTrue, listField, textField } from './json-fields.ts';
import { accountFromField } from './key-uri-entry.ts';
import { FileProblem } from './problem.ts';
import type { Format, Reading } from './reading.ts';

export const bitwarden: Format = {
  id: 'bitwarden-json',
  app: 'Bitwarden',
  detect(file) {
    if (isTrue(file.json, 'encrypted'))
      return hasFields(file.json, 'encKeyValidation_DO_NOT_EDIT') || hasFields(file.json, 'data')
        ? 'yes'
        : 'no';
    return isVault(file.json) ? 'yes' : 'no';
  },
  async read(file, options) {
    if (!isTrue(file.json, 'encrypted')) return readVault(file.json, variantOf(file.json));
    if (!isTrue(file.json, 'passwordProtected'))
      throw new FileProblem('account-restricted', 'bitwarden-json-account-restricted');
    const { content, format } = await openPasswordProtected(file.json, options);
    if (!isVault(content)) throw new FileProblem('damaged', format);
    return readVault(content, format);
  },
};

function isVault(json: unknown): boolean {
  const items = field(json, 'items');
  if (!Array.isArray(items)) return false;
  return (
    hasFields(json, 'encrypted') ||
    hasFields(json, 'folders') ||
    items.some((item) => hasFields(item, 'name', 'login'))
  );
}

/** The authenticator app has neither folders nor collections. */
function variantOf(vault: unknown): string {
  const isVaultExport = hasFields(vault, 'folders') || hasFields(vault, 'collections');
  return isVaultExport ? 'bitwarden-json-plain' : 'bitwarden-authenticator-json';
}

/** Items without a one-time code are no entries of ours. */
function readVault(vault: unknown, format: string): Reading {
  const folders = new Map(
    [...listField(vault, 'folders'), ...listField(vault, 'collections')].map((folder) => [
      field(folder, 'id'),
      textField(folder, 'name'),
    ]),
  );
  const collector = new EntryCollector();
  for (const item of listField(vault, 'items')) {
    const login = field(item, 'login');
    const totp = field(login, 'totp') ?? '';
    if (typeof totp === 'string' && totp.trim() === '') continue;
    const name = textField(item, 'name');
    const tagIds = [field(item, 'folderId'), ...listField(item, 'collectionIds')];
    collector.add(name, item, () =>
      accountFromField(
        totp,
        { issuer: name, accountName: field(login, 'username') },
        {
          tags: tagIds.map((id) => folders.get(id) ?? ''),
          note: field(item, 'notes'),
          isPinned: isTrue(item, 'favorite'),
          isTrashed: textField(item, 'deletedDate') !== '',
        },
      ),
    );
  }
  return collector.reading(format);
}
