/**
 * Accounts, folders and cheap KDF costs that the vault's tests share. Tests only.
 * The rule: costs are the format's lower bound, so that a test's time goes into what it tests.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AccountDraft } from '../../electron/otp/account.ts';
import { KDF_BOUNDS, type KdfParameters } from '../../electron/vault/kdf.ts';

export const CHEAP_KDF: KdfParameters = {
  memoryKiB: KDF_BOUNDS.memoryKiB.min,
  passes: KDF_BOUNDS.passes.min,
  lanes: KDF_BOUNDS.lanes.min,
};

export const PASSWORD = 'correct horse';
/** 2026-01-02 03:04:05 UTC. */
export const NOW_MS = 1_767_323_045_000;
export const now = () => NOW_MS;

export function totp(accountName: string, secretByte = 1): AccountDraft {
  const secret = new Uint8Array(20).fill(secretByte);
  return {
    issuer: 'Example',
    accountName,
    otp: { type: 'totp', secret, algorithm: 'SHA1', digits: 6, periodSeconds: 30 },
  };
}

/** RFC 4226's secret, so that its appendix D has the codes. */
export function hotp(accountName: string, counter = 0): AccountDraft {
  const secret = new TextEncoder().encode('12345678901234567890');
  return { issuer: '', accountName, otp: { type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter } };
}

export function steam(accountName: string): AccountDraft {
  return { issuer: 'Steam', accountName, otp: { type: 'steam', secret: new Uint8Array(20).fill(9) } };
}

/** A fresh folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vault-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
