/** `recover`: by recovery key, by shares, from earlier files; and never over what it cannot replace. Runs under Node. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  makeRandomKey,
  RECOVERY_SLOT,
  withRandomKey,
  wrapUnderRandomKey,
} from '../../electron/vault/random-key-slot.ts';
import { wordsOfKey } from '../../electron/vault/recovery-key.ts';
import { splitRecoveryKey } from '../../electron/vault/recovery-share.ts';
import { unlockSession } from '../../electron/vault/session.ts';
import { totp } from '../vault/vault-samples.ts';
import { commandUnderTest, digestOf, PASSWORD } from './command-under-test.ts';

const NEW_PASSWORD = 'a new password';
const command = commandUnderTest([totp('ann'), totp('bob', 2)]);
const key = makeRandomKey();
const parsed = ({ output }: { readonly output: string }) => JSON.parse(output);

let prepared: Uint8Array;
/** A vault with a recovery key. */
async function vaultWithKey(name: string): Promise<string> {
  return command.write(name, prepared);
}

beforeAll(async () => {
  const path = await command.vault('prepared');
  const session = await unlockSession({ path, password: PASSWORD, now: Date.now });
  await session.changeSlots((slots) =>
    withRandomKey(slots, wrapUnderRandomKey(RECOVERY_SLOT, session.masterKey, key)),
  );
  prepared = await readFile(path);
  await command.write('words', `${wordsOfKey(key).join(' ')}\n`);
  await command.write('new', `${NEW_PASSWORD}\n`);
}, 60_000);

describe('a vault that is whole', () => {
  it('gets a new password by its recovery key', async () => {
    const vault = await vaultWithKey('forgotten');
    const args = ['recover', '--json', '--recovery-file', command.at('words')];
    const done = await command.run(['--vault', vault, ...args, '--new-password-file', command.at('new')]);
    expect([done.code, parsed(done)]).toEqual([0, { restored: null, accountCount: 2, hasNewPassword: true }]);
    expect((await command.on(vault, ['list'])).code).toBe(2);
    expect((await command.run(['--vault', vault, '--password-file', command.at('new'), 'list'])).code).toBe(
      0,
    );
  });

  it('opens by enough shares, given in paragraphs, and not by fewer', async () => {
    const vault = await vaultWithKey('shared');
    const shares = await splitRecoveryKey(key, 2, 3);
    const paragraphs = shares.map(
      (words) => `${words.slice(0, 16).join(' ')}\n${words.slice(16).join(' ')}\n`,
    );
    const file = await command.write('shares', paragraphs.slice(1).join('\n'));
    const args = ['--vault', vault, 'recover', '--new-password-file', command.at('new')];
    const one = await command.write('one-share', paragraphs[0] ?? '');
    const before = await digestOf(vault);
    const few = await command.run([...args, '--recovery-file', one]);
    expect([few.code, few.errors]).toEqual([2, expect.stringContaining('1 of 2 shares')]);
    expect(await digestOf(vault)).toBe(before);
    expect((await command.run([...args, '--recovery-file', file])).code).toBe(0);
  });

  it.each([
    ['another key', wordsOfKey(new Uint8Array(32).fill(7)).join(' '), 'not of this vault'],
    ['a slip', wordsOfKey(key).with(3, 'zzzz').join(' '), 'word 4'],
    ['too few words', 'abandon ability', '2 words'],
  ])('stays as it is after %s', async (name, words, why) => {
    const vault = await vaultWithKey('kept');
    const before = await digestOf(vault);
    const file = await command.write(`wrong-${name}`, words);
    const args = [
      '--vault',
      vault,
      'recover',
      '--recovery-file',
      file,
      '--new-password-file',
      command.at('new'),
    ];
    const refused = await command.run(args);
    expect([refused.code, refused.errors]).toEqual([2, expect.stringContaining(why)]);
    expect(await digestOf(vault)).toBe(before);
  });
});

describe('a vault that is damaged', () => {
  /** Two saves, so that the first one is kept beside; then the file is cut. */
  async function damaged(folder: string): Promise<string> {
    const vault = command.at(`${folder}/vault`);
    await command.on(vault, ['init']);
    await command.on(vault, ['add', 'otpauth://totp/Kept:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Kept']);
    await writeFile(vault, (await readFile(vault)).subarray(0, -5));
    return vault;
  }

  it('is listed, restored by password, and nothing is deleted', async () => {
    const vault = await damaged('by-password');
    const listed = parsed(await command.run(['--vault', vault, 'recover', '--list', '--json']));
    expect(listed.files).toMatchObject([{ kind: 'previous', state: 'sound', sizeBytes: expect.any(Number) }]);
    const wrong = await command.run(['--vault', vault, '--password-file', command.at('new'), 'recover']);
    expect(wrong.code).toBe(2);
    const done = await command.on(vault, ['recover', '--json']);
    expect([done.code, parsed(done).restored.file]).toEqual([0, listed.files[0].file]);
    expect((await command.on(vault, ['verify'])).code).toBe(0);
    const names = await readdir(path.dirname(vault));
    expect(names.filter((name) => name.includes('.aside-'))).toHaveLength(1);
  });

  it('is restored from a backup by the recovery key, with a new password', async () => {
    const vault = await damaged('by-key');
    const backup = await vaultWithKey('backup-with-key');
    const args = ['--from', backup, '--recovery-file', command.at('words'), '--new-password-file'];
    const done = await command.run(['--vault', vault, 'recover', ...args, command.at('new'), '--json']);
    expect(parsed(done)).toMatchObject({ accountCount: 2, hasNewPassword: true });
    expect((await command.run(['--vault', vault, '--password-file', command.at('new'), 'list'])).code).toBe(
      0,
    );
  });

  it('is restored, too, where only a key can tell that it is damaged', async () => {
    const vault = await damaged('within');
    await command.on(vault, ['recover']);
    await command.on(vault, ['add', 'otpauth://totp/Later:bob?secret=GEZDGNBVGY3TQOJQ&issuer=Later']);
    const bytes = await readFile(vault);
    const last = bytes.length - 1;
    await writeFile(vault, bytes.fill((bytes[last] ?? 0) ^ 1, last));
    expect((await command.on(vault, ['list'])).code).toBe(3);
    const before = await digestOf(vault);
    const wrong = await command.run(['--vault', vault, '--password-file', command.at('new'), 'recover']);
    expect([wrong.code, await digestOf(vault)]).toEqual([2, before]);
    expect((await command.on(vault, ['recover'])).code).toBe(0);
    expect((await command.on(vault, ['list'])).output).toBe('0 accounts\n');
    const again = await command.on(vault, ['recover']);
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('the vault is whole')]);
  });

  it('says so when there is nothing to go back to', async () => {
    const vault = await command.write('lonely', 'no vault at all');
    expect((await command.on(vault, ['recover', '--json'])).output).toContain('nothing-found');
    expect((await command.on(vault, ['recover'])).code).toBe(5);
    expect(await readFile(vault, 'utf8')).toBe('no vault at all');
    expect((await command.on(vault, ['recover', '--from', '/nowhere/at/all'])).code).toBe(1);
  });
});
