/**
 * LastPass Authenticator: its JSON export. LastPass's own vault exports a table. Pure.
 * The rule: the names that the person gave count, not the original ones beside them.
 */
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, fieldAt, hasFields, isTrue, listField } from './json-fields.ts';
import type { Format, ImportedAccount } from './reading.ts';
import { base32Secret } from './secret-text.ts';

const FORMAT = 'lastpass-authenticator-json';
/** The folder that holds what is in none. */
const NO_FOLDER = 0;

export const lastPassAuthenticator: Format = {
  id: FORMAT,
  app: 'LastPass Authenticator',
  detect(file) {
    const accounts = field(file.json, 'accounts');
    const isExport = ['deviceId', 'deviceName', 'localDeviceId'].some(
      (key) => field(file.json, key) !== undefined,
    );
    if (!Array.isArray(accounts)) return 'no';
    return isExport || accounts.some((account) => hasFields(account, 'issuerName', 'timeStep'))
      ? 'yes'
      : 'no';
  },
  async read(file) {
    const folders = new Map(
      listField(file.json, 'folders').map((folder) => [field(folder, 'id'), field(folder, 'name')]),
    );
    const collector = new EntryCollector();
    for (const account of listField(file.json, 'accounts')) {
      const name = entryName(issuerOf(account), userNameOf(account));
      collector.add(name, account, () => readAccount(account, folders));
    }
    return collector.reading(FORMAT);
  },
};

function readAccount(account: unknown, folders: ReadonlyMap<unknown, unknown>): ImportedAccount {
  const folderId = fieldAt(account, 'folderData', 'folderId');
  const folder = folderId === NO_FOLDER ? undefined : folders.get(folderId);
  return makeAccount({
    type: 'totp',
    issuer: issuerOf(account),
    accountName: userNameOf(account),
    secret: base32Secret(field(account, 'secret')),
    algorithm: field(account, 'algorithm'),
    digits: field(account, 'digits'),
    periodSeconds: field(account, 'timeStep'),
    tags: typeof folder === 'string' ? [folder] : [],
    isPinned: isTrue(account, 'isFavorite'),
  });
}

/** A name that was never given is the original one; one that the person emptied stays empty. */
const issuerOf = (account: unknown) => field(account, 'issuerName') ?? field(account, 'originalIssuerName');
const userNameOf = (account: unknown) => field(account, 'userName') ?? field(account, 'originalUserName');
