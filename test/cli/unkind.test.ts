/** Arguments, files and surroundings that a kind user would not give: each is named, and the vault stays as it is. Runs under Node. */
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
