/** Arguments, files and surroundings that a kind user would not give: each is named, and the vault stays as it is. Runs under Node. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { totp } from '../vault/vault-samples.ts';
import { commandUnderTest, digestOf } from './command-under-test.ts';

const command = commandUnderTest([totp('ann')]);

describe('an empty operand', () => {
  it.each([
    ['remove', ''],
    ['remove', ' '],
    ['edit', '', '--note', 'x'],
    ['copy', ''],
    ['backup', ''],
    ['import', ''],
    ['read', ''],
  ])('is none: %j %j', async (...args) => {
    const vault = await command.vault('empty');
    const before = await digestOf(vault);
    const refused = await command.on(vault, args);
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('is empty')]);
    expect(await digestOf(vault)).toBe(before);
  });
});

describe('a path', () => {
  it.each([
    [1, 'it is not there', ['--password-file', 'NONE', 'list']],
    [1, 'it is a folder', ['--password-file', 'FOLDER', 'list']],
    [1, 'its name is too long', ['verify', 'x'.repeat(300)]],
    [1, 'a part of its path is no folder', ['read', 'VAULT/x']],
    [1, 'its path leads nowhere', ['verify', '--vault', 'VAULT/x']],
    [1, 'its path leads nowhere', ['recover', '--vault', 'VAULT/x']],
    [1, 'it is a folder', ['list', '--vault', 'FOLDER']],
    [1, '--vault takes the path', ['list', '--vault', '']],
    [1, "the vault's own file", ['backup', 'VAULT', '--force']],
    [5, 'no earlier file', ['recover', '--list']],
  ])('that is of no use ends with %d and "%s": %j', async (code, why, args) => {
    const vault = await command.vault('paths');
    const before = await digestOf(vault);
    const places = { VAULT: vault, FOLDER: path.dirname(vault), NONE: command.at('none') };
    const given = args.map((each) =>
      each.replace(/VAULT|FOLDER|NONE/, (name) => places[name as keyof typeof places]),
    );
    const refused = await command.on(vault, given);
    expect([refused.code, refused.errors]).toEqual([code, expect.stringContaining(why)]);
    expect(await digestOf(vault)).toBe(before);
  });

  it.skipIf(process.platform === 'win32')('is not made up where no home folder is known', async () => {
    const environment = { HOME: '', XDG_CONFIG_HOME: '' };
    const refused = await command.run(['list', '--password-file', command.at('password')], { environment });
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('no home folder')]);
  });
});
