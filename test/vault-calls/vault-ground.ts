/** What tests of an open vault stand on: a folder and a clock of their own, a vault in it, a recovery key, a keychain. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { NewRecoveryKey } from '../../electron/ipc/contract.ts';
import type { KeychainAnswer, KeychainRequest } from '../../electron/ipc/key-messages.ts';
import { readHeader } from '../../electron/vault/format.ts';
import { type DoubleOptions, startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

export const PASSWORD = 'correct horse battery';
const URI = 'otpauth://totp/Example:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example';

/** Made anew before each test. */
export const ground = { folder: '', nowMs: 0 };
beforeEach(async () => {
  ground.folder = await mkdtemp(path.join(tmpdir(), 'halfminute-calls-'));
  ground.nowMs = 1_767_323_045_000;
});
afterEach(() => rm(ground.folder, { recursive: true, force: true }));

export const start = (options: Partial<DoubleOptions> = {}) =>
  startVaultProcessDouble({ folder: ground.folder, now: () => ground.nowMs, ...options });
export type Started = ReturnType<typeof start>;

export async function createWithAccount(options?: Partial<DoubleOptions>): Promise<Started> {
  const vault = start(options);
  value(await vault.page.vault.create({ password: PASSWORD }));
  const { reviewId, candidates } = value(await vault.page.accounts.review({ reviewId: null, texts: [URI] }));
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  value(await vault.page.accounts.add({ reviewId, choices }));
  return vault;
}

export const asked = ({ words, positions }: NewRecoveryKey) =>
  positions.map((position) => words[position - 1] ?? '');

export async function makeRecovery({ page }: Started): Promise<NewRecoveryKey> {
  const made = value(await page.keys.makeRecovery({ password: PASSWORD }));
  value(await page.keys.confirmRecovery({ recoveryId: made.recoveryId, words: asked(made) }));
  return made;
}

export const slotTypes = async () =>
  readHeader(await readFile(path.join(ground.folder, VAULT_FILE))).slots.map(({ type }) => type);
/** A keychain that keeps what it is given. */
export function workingKeychain(change: Partial<KeychainAnswer> = {}) {
  let kept: Uint8Array | null = null;
  const requests: string[] = [];
  const ask = (request: KeychainRequest): KeychainAnswer => {
    requests.push(request.action);
    if (request.action === 'keep') kept = request.key;
    if (request.action === 'forget') kept = null;
    const state = kept === null ? 'off' : 'ready';
    const key = request.action === 'give' ? kept : null;
    return { state, isOffered: true, prompt: 'none', isCancelled: false, key, ...change };
  };
  return { ask, requests, lose: () => (kept = null), put: (key: Uint8Array) => (kept = key) };
}

/** The password was typed just now. */
export const vaultMemory = () => ({
  wrongCount: 0,
  lastWrongAtMs: 0,
  typedAtMs: ground.nowMs,
  postponedUntilMs: 0,
});
