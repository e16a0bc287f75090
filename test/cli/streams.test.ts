/** The command line and what is around it: terminals, pipes, password files, full disks, and what is said to whom. Runs under Node. */
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { totp } from '../vault/vault-samples.ts';
import { atTerminal } from './at-terminal.ts';
import { commandUnderTest, digestOf, PASSWORD, startProcess } from './command-under-test.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const URI = `otpauth://totp/Pasted:ann?secret=${SECRET}&issuer=Pasted`;
const fast = totp('fast', 3);
const command = commandUnderTest([
  totp('ann'),
  { ...fast, otp: { ...fast.otp, type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 1 } },
]);
const hasScript = () => spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') === true;

let vault = '';
beforeAll(async () => {
  vault = await command.vault('vault');
});

describe('passwords', () => {
  it.each([`${PASSWORD}\n`, `${PASSWORD}\r\n`, PASSWORD])(
    'come from a file that holds %j',
    async (content) => {
      const file = await command.write('given', content);
      expect((await command.run(['list', '--vault', vault, '--password-file', file])).code).toBe(0);
    },
  );

  it.each([
    [2, `${PASSWORD}\n\n`],
    [2, ` ${PASSWORD}`],
    [2, ''],
    [1, 'x'.repeat(70_000)],
  ])('end with %d and change nothing when they are another text', async (code, content) => {
    const file = await command.write('other', content);
    const before = await digestOf(vault);
    const refused = await command.run(['remove', 'ann', '--json', '--vault', vault, '--password-file', file]);
    expect([refused.code, await digestOf(vault)]).toEqual([code, before]);
    expect(refused.output).toContain(code === 2 ? '"wrong-password"' : '"wrong-use"');
  });

  it('of another encoding than UTF-8 are refused, and a byte order mark is none of theirs', async () => {
    const latin = await command.write('latin', Buffer.from(`${PASSWORD}\xf6`, 'latin1'));
    const refused = await command.run(['list', '--vault', vault, '--password-file', latin]);
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('not UTF-8')]);
    const marked = await command.write('marked', `\ufeff${PASSWORD}`);
    expect((await command.run(['list', '--vault', vault, '--password-file', marked])).code).toBe(0);
  });

  it('come from standard input, and are missed where nobody can type', async () => {
    const args = ['--vault', vault, 'list', '--json'];
    expect((await command.run([...args, '--password-file', '-'], { input: `${PASSWORD}\n` })).code).toBe(0);
    const missed = await command.run(args, { input: PASSWORD });
    expect([missed.code, JSON.parse(missed.output)]).toEqual([2, { problem: 'password-needed' }]);
    expect(missed.errors).toContain('--password-file');
  });

  it('are typed at a terminal without echo, also while a pipe brings the URI', async ({ skip }) => {
    if (!hasScript()) skip('script of util-linux is not installed');
    const own = await command.vault('typed');
    const call = `"${process.execPath}" "${command.script()}" --vault "${own}"`;
    const typed = await atTerminal(`${call} list ann`, [['Password of the vault: ', `${PASSWORD}\r`]]);
    expect([typed.code, typed.shown]).toEqual([0, expect.stringContaining('Example: ann')]);
    expect(typed.shown).not.toContain(PASSWORD);
    const piped = await atTerminal(`echo '${URI}' | ${call} add -`, [['vault: ', `${PASSWORD}\r`]]);
    expect([piped.code, piped.shown]).toEqual([0, expect.stringContaining('Pasted: ann')]);
    expect(piped.shown).not.toContain(PASSWORD);
    const hidden = await atTerminal(`${call} add --issuer Hidden`, [
      ['URI: ', `${SECRET}\r`],
      ['vault: ', `${PASSWORD}\r`],
    ]);
    expect([hidden.code, hidden.shown.includes(SECRET)]).toEqual([0, false]);
  });

  it('and PINs that a file does not hold are asked for, and left out where nobody answers', async ({
    skip,
  }) => {
    if (!hasScript()) skip('script of util-linux is not installed');
    const vault = await command.vault('pins');
    const file = await command.write('motp.txt', 'motp://Motp:eve?secret=e3152afee62599c8\n');
    const line = (...more: string[]) =>
      [command.script(), 'import', file, '--vault', vault, '--password-file', command.at('password'), ...more]
        .map((part) => `'${part}'`)
        .join(' ');
    const prompt = 'PIN of Motp: eve';
    const left = await atTerminal(`node ${line()}`, [[prompt, '\r']]);
    expect([left.code, left.shown]).toEqual([4, expect.stringContaining('no-pin')]);
    const typed = await atTerminal(`node ${line()}`, [[prompt, '1234\r']]);
    expect([typed.code, typed.shown]).toEqual([0, expect.stringContaining('1 added')]);
    expect(typed.shown).not.toContain('1234');
    const again = await command.on(vault, ['import', file]);
    expect([again.code, again.output]).toEqual([0, expect.stringContaining('1 there already')]);
  });

  it('of a new vault are typed twice', async ({ skip }) => {
    if (!hasScript()) skip('script of util-linux is not installed');
    const call = `"${process.execPath}" "${command.script()}" --vault "${command.at('typed-new')}" init`;
    const slip = await atTerminal(call, [
      ['new vault: ', `${PASSWORD}\r`],
      ['once more: ', 'another one\r'],
    ]);
    expect([slip.code, slip.shown]).toEqual([1, expect.stringContaining('differ')]);
    const twice = await atTerminal(call, [
      ['new vault: ', `${PASSWORD}\r`],
      ['once more: ', `${PASSWORD}\r`],
    ]);
    expect(twice.code).toBe(0);
  });
});

describe('standard error', () => {
  it.each([
    [[URI]],
    [['read', URI]],
    [['add', `otpauth://totp/x?secret=${SECRET}&digits=99&algorithm=WHIRLPOOL`]],
    [['add', '--key', SECRET, '--digits', 'many']],
    [['add', '--key', SECRET, '--period', SECRET]],
    [['add', URI, '--on-conflict', SECRET]],
    [['list', `--password=${SECRET}`]],
    [['list', SECRET]],
    [['import', URI]],
    [['export', '--format', SECRET, '--out', 'x']],
    [['verify', URI]],
    [['recover', '--from', URI]],
    [['completion', SECRET]],
  ])('never has a secret of the arguments or the password: %j', async (args) => {
    const { code, errors } = await command.on(vault, args);
    expect(code).not.toBe(0);
    expect(errors).not.toMatch(new RegExp(`${SECRET}|${PASSWORD}`));
  });

  it('has no stack for what was not foreseen', async () => {
    const args = ['list', '--vault', command.at('vault/below-a-file')];
    const { code, errors } = await command.on(vault, args);
    expect(code).toBe(1);
    expect(errors).not.toMatch(/\n\s+at /);
  });
});

describe('pipes', () => {
  const shell = (line: string) => startProcess('bash', ['-c', line]);
  const call = (rest: string) =>
    `"${process.execPath}" "${command.script()}" --vault "${vault}" --password-file "${command.at('password')}" ${rest}`;

  it('that are closed end the command without a complaint', async () => {
    const closed = await shell(`${call('list')} | true; echo "\${PIPESTATUS[0]}"`);
    expect(closed).toEqual({ code: 0, output: '0\n', errors: '' });
  });

  it('that are closed end --watch, which prints an object a line as codes change', async () => {
    const watched = await shell(`${call('codes fast --watch --json')} | head -n 2; echo "\${PIPESTATUS[0]}"`);
    const [first, second, code] = watched.output.trim().split('\n');
    expect([code, watched.errors]).toEqual(['0', '']);
    const [before, after] = [JSON.parse(first ?? ''), JSON.parse(second ?? '')];
    expect(after.codes[0].code).toBe(before.codes[0].nextCode);
    expect(after.at).toBeGreaterThan(before.at);
  });

  it('that cannot be written make it fail', async ({ skip }) => {
    if (process.platform !== 'linux') skip('there is no /dev/full');
    expect((await shell(`${call('list')} > /dev/full`)).code).toBe(1);
  });
});

describe('what is said', () => {
  it('gives a terminal no control characters of names and arguments', async () => {
    const { errors, code } = await command.run(['read', 'no\u001b[31m\u0007.txt']);
    expect([code, errors]).toEqual([1, expect.stringContaining('no\ufffd[31m\ufffd.txt: cannot be opened')]);
    const unknown = await command.run(['list', '--no\u001bpe']);
    expect(unknown.errors).not.toContain('\u001b');
    const file = command.at('out\u001b.halfminute');
    expect((await command.on(vault, ['backup', file])).output).toContain('out\ufffd.halfminute: 2 accounts');
  });
});

describe('a file to write', () => {
  it.each([
    ['-', 'standard output'],
    ['nowhere/x', 'folder'],
    ['pipe', 'no ordinary file'],
    ['folder', 'no ordinary file'],
  ])('%s is refused, forced too, and left as it is', async (name, why) => {
    if (name === 'pipe') spawnSync('mkfifo', [command.at('pipe')]);
    if (name === 'folder') mkdirSync(command.at('folder'));
    const place = name === '-' ? name : command.at(name);
    for (const args of [
      ['backup', place],
      ['export', '--format', 'otpauth-uri-list', '--out', place],
    ]) {
      const refused = await command.on(vault, [...args, '--force']);
      expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining(why)]);
    }
    if (name === 'pipe') expect(lstatSync(place).isFIFO()).toBe(true);
  });
});
