/**
 * What a paper vault holds: accounts sealed as a vault file of its own, or as text for everybody. Vault process, CLI, tests.
 * The rules: paper shares no key with the vault it was made from, and holds neither pictures, nor bin, nor history:
 * each QR code saved is one less to scan.
 */
import { type AccountDraft, NAME_LENGTH_MAX } from '../otp/account.ts';
import { extrasOf } from '../otp/account-extras.ts';
import { cleanNote, cleanRecoveryCodes, cleanTags } from '../otp/clean-extras.ts';
import { cleanName } from '../otp/draft.ts';
import { formatKeyUri, parseKeyUri, type RefusedUri } from '../otp/key-uri.ts';
import { decodeExtras, extrasMembers } from './extras-record.ts';
import { createKeys, openVault, sealVault } from './format.ts';
import { NO_HISTORY } from './history.ts';
import { isText, parseJsonObject } from './json-object.ts';
import { KDF_CURRENT, type KdfParameters } from './kdf.ts';
import { refuseShortPassword } from './password-length.ts';
import type { Entry, Vault } from './vault.ts';

const EXTRAS_MARK = '#';
/** More lines than PAPER_BYTES_MAX bytes of Key URIs have. */
const LINES_MAX = 20_000;

/** The vault as it goes on paper; records that cannot be read are among it. */
export function paperVault(vault: Vault): Vault {
  const entries = vault.entries.map(
    (entry): Entry =>
      entry.kind === 'account' ? { ...entry, account: withoutPicture(entry.account) } : entry,
  );
  return { ...vault, entries, bin: [], history: NO_HISTORY };
}

/** An account without a picture of its own; a mark is a name and stays. */
export function withoutPicture<Named extends AccountDraft>(account: Named): Named {
  return account.icon?.kind === 'picture' ? { ...account, icon: null } : account;
}

/**
 * A vault file with a master key of its own, and this password as its one key. `kdf` is for tests.
 * @throws CodedError `password-too-short`, `file-too-large`.
 */
export async function sealPaper(
  vault: Vault,
  password: string,
  kdf: KdfParameters = KDF_CURRENT,
): Promise<Uint8Array> {
  refuseShortPassword(password);
  return sealVault({ ...(await createKeys(password, kdf)), vault: paperVault(vault) });
}

/** `workMax` as for openVault. @throws CodedError `wrong-password`, `vault-damaged`, `vault-newer`, `no-password`, `unusual-work`. */
export async function openPaper(bytes: Uint8Array, password: string, workMax?: number): Promise<Vault> {
  return (await openVault(bytes, password, workMax)).vault;
}

/** One Key URI a line; what it has no place for follows in a line that readers of such lists take for a comment. */
export function writePlainPaper(accounts: readonly AccountDraft[]): Uint8Array {
  return new TextEncoder().encode(accounts.map((account) => linesOf(withoutPicture(account))).join(''));
}

function linesOf(account: AccountDraft): string {
  const uri = formatKeyUri(account);
  // How often and when an account was used is not worth a QR code.
  const kept = {
    ...extrasOf(account),
    lastUsedAtMs: null,
    useCount: 0,
    verifiedAtMs: null,
    rank: null,
    distinctFrom: [],
  };
  const members = { ...namesLost(account, uri), ...extrasMembers(kept) };
  const hasExtras = Object.keys(members).length > 0;
  return hasExtras ? `${uri}\n${EXTRAS_MARK}${JSON.stringify(members)}\n` : `${uri}\n`;
}

/** Names that the Key URI does not give back as they are. */
function namesLost(
  { issuer, accountName }: AccountDraft,
  uri: string,
): { issuer?: string; accountName?: string } {
  const parsed = parseKeyUri(uri);
  const isKept = parsed.ok && parsed.draft.issuer === issuer && parsed.draft.accountName === accountName;
  return isKept ? {} : { issuer, accountName };
}

export interface PlainPaper {
  readonly drafts: readonly AccountDraft[];
  readonly refused: readonly RefusedUri[];
}

/** Reads what `writePlainPaper` wrote. Anybody can print such a set: what is in it is cleaned as every import is. */
export function readPlainPaper(bytes: Uint8Array): PlainPaper {
  const drafts: AccountDraft[] = [];
  const refused: RefusedUri[] = [];
  let isDraftAbove = false;
  for (const line of new TextDecoder().decode(bytes).split('\n', LINES_MAX)) {
    const above = drafts.at(-1);
    if (line.startsWith(EXTRAS_MARK)) {
      if (isDraftAbove && above)
        drafts[drafts.length - 1] = withExtras(above, line.slice(EXTRAS_MARK.length));
      isDraftAbove = false;
    } else if (line.trim() !== '') {
      const parsed = parseKeyUri(line);
      isDraftAbove = parsed.ok;
      if (parsed.ok) drafts.push(parsed.draft);
      else refused.push(parsed);
    }
  }
  return { drafts, refused };
}

function withExtras(draft: AccountDraft, json: string): AccountDraft {
  const members = parseJsonObject(new TextEncoder().encode(json));
  if (members === null) return draft;
  const { issuer, accountName, ...others } = members;
  const { extras } = decodeExtras(others);
  return {
    ...withoutPicture({ ...draft, ...extras }),
    ...(isText(issuer, NAME_LENGTH_MAX) ? { issuer: cleanName(issuer).name } : {}),
    ...(isText(accountName, NAME_LENGTH_MAX) ? { accountName: cleanName(accountName).name } : {}),
    tags: cleanTags(extras.tags),
    note: cleanNote(extras.note),
    recoveryCodes: cleanRecoveryCodes(extras.recoveryCodes),
  };
}
