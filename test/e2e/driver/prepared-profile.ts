/**
 * Profiles that hold a vault before the app starts, made with the vault's own code under Node. End-to-end tests only.
 * The rule: what a test is about is done in the app; only what comes before it is prepared here.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AccountDraft } from '../../../electron/otp/account.ts';
import { parseKeyUri } from '../../../electron/otp/key-uri.ts';
import { createKeys, sealVault } from '../../../electron/vault/format.ts';
import { KDF_CURRENT } from '../../../electron/vault/kdf.ts';
import { addAccounts, EMPTY_VAULT, type Entry, newAccount } from '../../../electron/vault/vault.ts';
import { makeProfile } from './running-app.ts';
import { PASSWORD } from './screens.ts';

/** RFC 6238's SHA-1 secret, "12345678901234567890". */
export const GITHUB_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const GITHUB = `otpauth://totp/GitHub:ada?secret=${GITHUB_SECRET}&issuer=GitHub&algorithm=SHA1&digits=6&period=30`;
export const PROTON =
  'otpauth://totp/Proton:bob?secret=MFXGCZDBMRQW2ZLTMFXGC3DPMFXGC3DP&issuer=Proton&algorithm=SHA256&digits=8&period=30';

export const vaultFileOf = (profile: string): string => path.join(profile, 'vault.halfminute');
export const readVaultFile = (profile: string): Promise<Buffer> => readFile(vaultFileOf(profile));

export interface VaultContent {
  /** Key URIs, one account each. */
  readonly uris?: readonly string[];
  /** Lines that are no account records. */
  readonly damagedRecords?: readonly string[];
  readonly password?: string;
  readonly revision?: number;
  /** When its accounts were added, Unix milliseconds; now when left out. */
  readonly atMs?: number;
}

function draftOf(uri: string): AccountDraft {
  const read = parseKeyUri(uri);
  if (!read.ok) throw new Error(`not a Key URI: ${read.reason}`);
  return read.draft;
}

/** The bytes of a vault file with these accounts, at the costs that people get. */
export async function makeVaultBytes(content: VaultContent = {}): Promise<Uint8Array> {
  const {
    uris = [GITHUB, PROTON],
    damagedRecords = [],
    password = PASSWORD,
    revision = 1,
    atMs = Date.now(),
  } = content;
  const accounts = uris.map((uri) => newAccount(draftOf(uri), atMs));
  const damaged = damagedRecords.map((line): Entry => ({ kind: 'quarantined', line: Buffer.from(line) }));
  const { entries } = addAccounts(EMPTY_VAULT, accounts);
  const vault = { ...EMPTY_VAULT, revision, entries: [...entries, ...damaged] };
  return sealVault({ ...(await createKeys(password, KDF_CURRENT)), vault });
}

/** A fresh profile with these bytes where the vault is. */
export async function profileWithFile(bytes: Uint8Array): Promise<string> {
  const profile = await makeProfile();
  await writeFile(vaultFileOf(profile), bytes);
  return profile;
}

/** A fresh profile with a vault that holds these accounts; the app starts on it locked. */
export async function profileWithVault(content: VaultContent = {}): Promise<string> {
  return profileWithFile(await makeVaultBytes(content));
}
