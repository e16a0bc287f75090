/**
 * Writes Bitwarden's plain JSON export: a login item an account, with its Key URI in the one-time code field. Pure.
 * The rule: only kinds that Bitwarden makes codes for; it takes a counter-based URI and shows wrong codes.
 * Format: https://bitwarden.com/help/condition-bitwarden-import/
 */
import { randomUUID } from 'node:crypto';
import { encodeBase32 } from '../otp/base32.ts';
import { formatKeyUri } from '../otp/key-uri.ts';
import { utf8 } from './bytes.ts';
import { whatUriCannotHold } from './uri-list-writer.ts';
import { type LostPart, leaveOut, lostParts, type WritableAccount, type Writer } from './writing.ts';

const PLACES = { tags: 'one', note: true, isPinned: true } as const;
const LOGIN_ITEM = 1;

export const bitwardenPlain: Writer = {
  id: 'bitwarden-plain',
  app: 'Bitwarden',
  isEncrypted: false,
  fileName: 'bitwarden-plain.json',
  whatItCannotHold(account) {
    const { issuer, accountName, otp } = account;
    if (otp.type !== 'totp' && otp.type !== 'steam') return leaveOut('type');
    if (issuer === '' && accountName === '') return leaveOut('name');
    const judged =
      otp.type === 'steam'
        ? { leftOut: null, lost: lostParts(account, PLACES) }
        : whatUriCannotHold(account, PLACES);
    // A lone account name becomes the item's, which is the issuer's place.
    return judged.leftOut !== null || issuer !== ''
      ? judged
      : { ...judged, lost: [...new Set<LostPart>(['name', ...judged.lost])] };
  },
  async write(accounts) {
    const names = new Set(accounts.flatMap(({ tags = [] }) => tags.slice(0, 1)));
    const folders = [...names].map((name) => ({ id: randomUUID(), name }));
    const folderIds = new Map(folders.map(({ id, name }) => [name, id]));
    const items = accounts.map((account) => itemOf(account, folderIds));
    return utf8(JSON.stringify({ encrypted: false, folders, items }, null, 2));
  },
};

function itemOf(account: WritableAccount, folderIds: ReadonlyMap<string, string>) {
  const { issuer, accountName, otp, tags = [], note = '', isPinned = false } = account;
  // The scheme has no room for names; the item has them.
  const totp = otp.type === 'steam' ? `steam://${encodeBase32(otp.secret)}` : formatKeyUri(account);
  return {
    id: randomUUID(),
    organizationId: null,
    folderId: folderIds.get(tags[0] ?? '') ?? null,
    type: LOGIN_ITEM,
    reprompt: 0,
    // An item must have a name.
    name: issuer === '' ? accountName : issuer,
    notes: note === '' ? null : note,
    favorite: isPinned,
    login: { uris: [], username: accountName === '' ? null : accountName, password: null, totp },
    collectionIds: null,
  };
}
