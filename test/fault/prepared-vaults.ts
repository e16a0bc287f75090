/**
 * Vaults that fault tests start from, opened by their master key or recovery key: no KDF in a loop. Tests only.
 * The rule: what is on the disk is read from the disk, never from what a session remembers.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type FileFunctions, realFiles } from '../../electron/vault/atomic-file.ts';
import { type OpenVault, openVaultWithMasterKey } from '../../electron/vault/format.ts';
import { makeRandomKey, RECOVERY_SLOT, wrapUnderRandomKey } from '../../electron/vault/random-key-slot.ts';
import { Session } from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, EMPTY_VAULT, newAccount, type Vault } from '../../electron/vault/vault.ts';
import { VaultStore } from '../../electron/vault/vault-store.ts';
import { NOW_MS, totp } from '../vault/vault-samples.ts';

export const NAME = 'vault.hmv';

/** An open vault that was never saved, with accounts `account 0`, `account 1` and so on. */
export function vaultOf(accountCount: number): OpenVault & { readonly recoveryKey: Uint8Array } {
  const masterKey = randomBytes(32);
  const recoveryKey = makeRandomKey();
  const accounts = Array.from({ length: accountCount }, (_, index) =>
    newAccount(totp(`account ${index}`, index % 256), NOW_MS),
  );
  return {
    masterKey,
    recoveryKey,
    slots: [wrapUnderRandomKey(RECOVERY_SLOT, masterKey, recoveryKey)],
    vault: { ...addAccounts(EMPTY_VAULT, accounts), revision: 1 },
  };
}

/** A session on the file at a path. `nowMs`: Unix milliseconds. */
export async function sessionOn(
  path: string,
  masterKey: Uint8Array,
  { files = realFiles, nowMs = NOW_MS }: { readonly files?: FileFunctions; readonly nowMs?: number } = {},
): Promise<Session> {
  const store = new VaultStore(path, files);
  const opened = openVaultWithMasterKey(await store.read(nowMs), masterKey);
  return new Session(store, opened, { now: () => nowMs }, null);
}

/** @throws CodedError `vault-damaged` and so on, which no save may lead to. */
export async function vaultOnDisk(path: string, masterKey: Uint8Array): Promise<Vault> {
  return openVaultWithMasterKey(await readFile(path), masterKey).vault;
}

export const adding = (name: string) => (vault: Vault) =>
  addAccounts(vault, [newAccount(totp(name), NOW_MS)]);

export const namesIn = (vault: Vault): readonly string[] =>
  accountsOf(vault).map(({ accountName }) => accountName);
