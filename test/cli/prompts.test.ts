/** Password prompts of the command line and whoever is unlucky with keys at them: pasted lines, arrows, Ctrl+C, Ctrl+U. Runs under Node. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { totp } from '../vault/vault-samples.ts';
import { atTerminal } from './at-terminal.ts';
import { commandUnderTest, digestOf, PASSWORD } from './command-under-test.ts';

const command = commandUnderTest([totp('ann')]);
const hasTerminal = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') === true;
const call = (vault: string, rest: string) =>
  `"${process.execPath}" "${command.script()}" --vault "${vault}" ${rest}`;

describe.skipIf(!hasTerminal)('a prompt', () => {
  it('takes its line of two that are pasted at once, and the next prompt the other', async () => {
    const line = call(command.at('pasted'), 'init');
    const done = await atTerminal(line, [['new vault: ', `${PASSWORD}\r${PASSWORD}\r`]]);
    expect([done.code, done.shown]).toEqual([0, expect.stringContaining('Made ')]);
    expect(done.shown).not.toContain(PASSWORD);
    const piped = await atTerminal(`echo | ${call(command.at('pasted-too'), 'init')}`, [
      ['new vault: ', `${PASSWORD}\r${PASSWORD}\r`],
    ]);
    expect(piped.code).toBe(0);
  });

  it.each([
    ['arrows', `\u001b[D${PASSWORD}\u001b[1;5C\u001bOA`],
    ['function keys and Escape', `\u001b[15~${PASSWORD}\u001b`],
    ['a slip that is erased', `wröng\u007f${'\u007f'.repeat(4)}${PASSWORD}`],
    ['a line that is erased', `wrong altogether\u0015${PASSWORD}`],
  ])('takes no %s for a part of the password', async (_what, typed) => {
    const vault = await command.vault('keys');
    const done = await atTerminal(call(vault, 'list'), [['of the vault: ', `${typed}\r`]]);
    expect([done.code, done.shown]).toEqual([0, expect.stringContaining('Example: ann')]);
  });

  it('ends the command at Ctrl+C, and nothing is saved', async () => {
    const vault = await command.vault('stopped');
    const before = await digestOf(vault);
    const files = `${call(vault, 'import')} "${await command.write('motp.txt', 'motp://Motp:eve?secret=e3152afee62599c8\nmotp://Motp:max?secret=a3152afee62599c8\n')}"`;
    const stopped = await atTerminal(`${files} --json --password-file "${command.at('password')}"`, [
      ['PIN of Motp: eve', '1234\r'],
      ['PIN of Motp: max', '\u0003'],
    ]);
    expect([stopped.code, await digestOf(vault)]).toEqual([2, before]);
    expect(stopped.shown).toContain('"problem": "cancelled"');
    expect(stopped.shown).toContain('nothing was changed');
  });

  it('does not come twice for a new password that is too short', async () => {
    const line = call(command.at('short'), 'init');
    const refused = await atTerminal(line, [['new vault: ', 'short\r']]);
    expect([refused.code, refused.shown]).toEqual([1, expect.stringContaining('at least 8 characters')]);
    expect(refused.shown).not.toContain('once more');
  });
});

describe.skipIf(!hasTerminal)('before anything is asked for', () => {
  it.each([
    ['a new password that is too short', 'new', 'recover --new-password-file', 'at least 8 characters'],
    [
      'a backup password that is too short',
      'kept',
      'backup OUT --file-password-file',
      'at least 8 characters',
    ],
  ])('%s is told', async (_what, name, rest, why) => {
    const vault = await command.vault(`early-${name}`);
    const before = await digestOf(vault);
    const file = await command.write('short-password', 'short\n');
    const line = call(vault, `${rest.replace('OUT', `"${command.at('early-out')}"`)} "${file}"`);
    const refused = await atTerminal(line, []);
    expect([refused.code, refused.shown, await digestOf(vault)]).toEqual([
      1,
      expect.stringContaining(why),
      before,
    ]);
    expect(refused.shown).not.toMatch(/Recovery key|Password of/);
  });

  it.each([
    ['a missing file of the other password', 'backup OUT --file-password-file NONE', 1, 'cannot be read'],
    [
      'a missing file of an export',
      'export --format aegis-encrypted --out OUT --file-password-file NONE',
      1,
      'cannot be read',
    ],
    ['a vault without a recovery key', 'recover', 2, 'no recovery key'],
  ])('%s is told', async (_what, rest, code, why) => {
    const vault = await command.vault('early');
    const line = call(
      vault,
      rest.replace('OUT', command.at('early-out')).replace('NONE', command.at('none')),
    );
    const refused = await atTerminal(line, []);
    expect([refused.code, refused.shown]).toEqual([code, expect.stringContaining(why)]);
    expect(refused.shown).not.toMatch(/Recovery key,|Password/);
  });

  it('a vault is told that is gone, with no earlier file', async () => {
    const refused = await atTerminal(call(command.at('never-there'), 'recover'), []);
    expect([refused.code, refused.shown]).toEqual([5, expect.stringContaining('no earlier file')]);
    expect(refused.shown).not.toContain('Recovery key');
  });
});

describe('a command that is missing', () => {
  it('is a problem in JSON too', async () => {
    const missing = await command.run(['--json']);
    expect([missing.code, JSON.parse(missing.output)]).toEqual([1, { problem: 'wrong-use' }]);
    expect(missing.errors).toContain('no command was given');
    expect(await command.run([])).toMatchObject({ code: 1, errors: '' });
    expect((await command.run(['--json', '--help'])).output).toContain('Usage:');
  });

  it('is told about by help, too', async () => {
    const { output } = await command.run(['help', 'list']);
    expect(output).toBe((await command.run(['list', '--help'])).output);
  });

  it.each([
    [['-h'], ['--help']] as const,
    [
      ['list', '-h'],
      ['list', '--help'],
    ] as const,
    [
      ['-h', 'list'],
      ['list', '--help'],
    ] as const,
  ])('is told about by %j as by %j', async (short, long) => {
    expect(await command.run(short)).toEqual(await command.run(long));
  });

  it('has no other short options', async () => {
    expect((await command.run(['list', '-j'])).code).toBe(1);
    expect((await command.run(['-j'])).code).toBe(1);
  });
});
