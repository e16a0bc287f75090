/**
 * The rescue script on its own: what a person without the app gets from a fresh vault, by password and by recovery key.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { reviewTexts } from '../../electron/otp/review.ts';
import { removeAccount } from '../../electron/vault/bin.ts';
import {
  makeRandomKey,
  RECOVERY_SLOT,
  withRandomKey,
  wrapUnderRandomKey,
} from '../../electron/vault/random-key-slot.ts';
import { wordsOfKey } from '../../electron/vault/recovery-key.ts';
import { createSession } from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, newAccount } from '../../electron/vault/vault.ts';
import { CHEAP_KDF, hotp, NOW_MS, now, PASSWORD, steam, temporaryFolder, totp } from './vault-samples.ts';

const SCRIPT = fileURLToPath(new URL('../../docs/rescue.py', import.meta.url));
const rescue = (options: readonly string[], input: string) =>
  execFileSync('/usr/bin/python3', [SCRIPT, ...options], { input, encoding: 'utf8' })
    .trim()
    .split('\n');

async function freshVault() {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  const drafts = [
    { ...totp('ann & co@example.com/%', 7), issuer: 'Ex: ä?' },
    hotp('bob', 3),
    steam('cid'),
    {
      issuer: '',
      accountName: 'a:b',
      otp: { type: 'motp' as const, secret: new TextEncoder().encode('e3152afee62599c8'), pin: '1 2' },
    },
    { ...steam('dan'), otp: { type: 'yandex' as const, secret: new Uint8Array(16).fill(5), pin: '5239' } },
    { ...totp('eve'), issuer: 'Steam' },
    totp('gone'),
  ];
  const accounts = drafts.map((draft) => newAccount(draft, NOW_MS));
  await session.change((vault) => addAccounts(vault, accounts), 'added');
  await session.change((vault) => removeAccount(vault, accounts.at(-1)!.id, NOW_MS), 'removed');
  return { path, session };
}

it('prints URIs that give the same accounts back', async () => {
  const { path, session } = await freshVault();
  const [head, ...uris] = rescue([path], `${PASSWORD}\n`);
  expect(head).toBe(`# ${path}: revision 3, 6 accounts`);
  const { candidates } = reviewTexts(uris, []);
  expect(candidates.map(({ draft }) => draft.otp)).toEqual(accountsOf(session.vault).map(({ otp }) => otp));
  expect(candidates.map(({ draft }) => draft.accountName)).toEqual([
    'ann & co@example.com/%',
    'bob',
    'cid',
    'a:b',
    'dan',
    'eve',
  ]);
  expect(rescue(['--bin', path], `${PASSWORD}\n`).at(-1)).toContain('Example:gone?');
});

it('prints notes and recovery codes as remarks', async () => {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  const recoveryCodes = [
    { code: 'AAAA-BBBB', usedAtMs: null },
    { code: 'CCCC-DDDD', usedAtMs: NOW_MS },
  ];
  const account = newAccount({ ...totp('ann'), note: 'one\ntwo', recoveryCodes }, NOW_MS);
  await session.change((vault) => addAccounts(vault, [account]), 'added');
  expect(rescue([path], `${PASSWORD}\n`).slice(2)).toEqual([
    '# note: one',
    '# note: two',
    '# recovery code: AAAA-BBBB',
    '# recovery code: CCCC-DDDD (used)',
  ]);
});

it('takes the recovery key, and refuses a wrong key with a failure', async () => {
  const { path, session } = await freshVault();
  const key = makeRandomKey();
  const slot = wrapUnderRandomKey(RECOVERY_SLOT, session.masterKey, key);
  await session.changeSlots((slots) => withRandomKey(slots, slot));
  expect(rescue(['--recovery', path], `${wordsOfKey(key).join(' ')}\n`)).toHaveLength(7);
  const refused = spawnSync('/usr/bin/python3', [SCRIPT, path], {
    input: 'wrong password\n',
    encoding: 'utf8',
  });
  expect(refused.status).toBe(1);
  expect(refused.stdout).toBe(`# ${path}: wrong password\n`);
});
