/**
 * A profile with a vault of many accounts, made by the vault's own code. Runs in the bench, under Node.
 * The rule: what is measured is what a person has: today's KDF costs, and settings as they come but for the idle lock.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createSession } from '../../electron/vault/session.ts';
import { addAccounts, newAccount } from '../../electron/vault/vault.ts';

const ISSUERS = ['GitHub', 'GitLab', 'Google', 'Proton', 'Mastodon', 'Dropbox', 'Example Bank', 'Stadtwerke'];
const SECRET_BYTES = 20;

/** Makes `folder` a profile whose vault holds `accountCount` time-based accounts with secrets at random. */
export async function writeFullProfile(
  folder: string,
  password: string,
  accountCount: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Nobody touches the keyboard of a bench: it would lock in the middle. The timer itself stays set.
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ settings: { autoLockMinutes: 60 } }));
  const nowMs = Date.now();
  const session = await createSession({
    path: path.join(folder, 'vault.halfminute'),
    now: Date.now,
    password,
  });
  const accounts = Array.from({ length: accountCount }, (_, index) =>
    newAccount(
      {
        issuer: ISSUERS[index % ISSUERS.length] ?? '',
        accountName: `person-${index}@example.org`,
        otp: {
          type: 'totp',
          secret: randomBytes(SECRET_BYTES),
          algorithm: 'SHA1',
          digits: 6,
          periodSeconds: 30,
        },
      },
      nowMs,
    ),
  );
  await session.change((vault) => addAccounts(vault, accounts));
}
