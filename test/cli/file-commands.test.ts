/** `import`, `export`, `backup`, `verify`: files in, files out, and the vault untouched by what fails. Runs under Node. */
import { lstat, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WRITERS } from '../../electron/formats/writers.ts';
import { FIXTURE_FOLDER } from '../formats/own-fixtures.ts';
import { totp } from '../vault/vault-samples.ts';
import { commandUnderTest, digestOf } from './command-under-test.ts';

const fixture = (name: string) => path.join(FIXTURE_FOLDER, name);
const FILE_PASSWORD = 'pässword 1';
const command = commandUnderTest([totp('ann'), totp('bob', 2)]);
const parsed = ({ output }: { readonly output: string }) => JSON.parse(output);

describe('import', () => {
  it('says in a dry run what it would do, then does just that, once', async () => {
    const vault = await command.vault('import');
    const before = await digestOf(vault);
    const dry = await command.on(vault, ['import', '--dry-run', '--json', fixture('aegis-v2.json')]);
    expect(dry.code).toBe(4);
    const said = parsed(dry);
    expect(said).toMatchObject({ format: 'aegis-json-plain', dryRun: true, same: [], conflicts: [] });
    expect([said.added.length, said.skipped.length]).toEqual([6, 4]);
    expect(said.skipped).toContainEqual({ name: 'No digits: ann@example.com', reason: 'bad-digits' });
    expect(dry.output).not.toContain('"secret"');
    expect(await digestOf(vault)).toBe(before);

    const done = parsed(await command.on(vault, ['import', '--json', fixture('aegis-v2.json')]));
    const withoutIds = done.added.map(({ id, ...account }: { id: string }) => account);
    expect(withoutIds).toEqual(said.added);
    const after = await digestOf(vault);
    const again = parsed(await command.on(vault, ['import', '--json', fixture('aegis-v2.json')]));
    expect([again.added.length, again.same.length]).toEqual([0, 6]);
    expect(await digestOf(vault)).toBe(after);
  });

  it('is taken back whole by undo', async () => {
    const vault = await command.vault('import-undo');
    const list = async () => (await command.on(vault, ['list', '--json', '--secrets'])).output;
    const before = await list();
    await command.on(vault, ['import', fixture('aegis-v3.json'), fixture('duo.json')]);
    expect(await list()).not.toBe(before);
    expect((await command.on(vault, ['undo'])).code).toBe(0);
    expect(await list()).toBe(before);
  });

  it('leaves what is in the other app’s bin out by name, unless it is asked for', async () => {
    const vault = await command.vault('import-bin');
    const found = parsed(await command.on(vault, ['import', '--dry-run', '--json', fixture('ente.txt')]));
    const binned = found.skipped.filter(({ reason }: { reason: string }) => reason === 'in-bin');
    expect(binned).toHaveLength(1);
    const all = parsed(
      await command.on(vault, ['import', '--dry-run', '--with-bin', '--json', fixture('ente.txt')]),
    );
    expect(all.added.length).toBe(found.added.length + 1);
    expect(all.skipped.length).toBe(found.skipped.length - 1);
  });

  it('keeps small icons as they came and tells of those that it cannot', async () => {
    const vault = await command.vault('import-icons');
    const png = Buffer.alloc(40);
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(png);
    const icons = [64, 30_000].map((side) => {
      png.writeUInt32BE(side, 16);
      png.writeUInt32BE(side, 20);
      return png.toString('base64');
    });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
    const entries = [...icons, svg].map((icon, at) => ({
      type: 'totp',
      issuer: 'Icon',
      name: `number ${at}`,
      icon,
      info: { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', algo: 'SHA1', digits: 6, period: 30 },
    }));
    const file = await command.write(
      'icons.json',
      JSON.stringify({ version: 1, header: {}, db: { version: 2, entries } }),
    );
    const done = await command.on(vault, ['import', '--json', file]);
    expect(done.errors).toContain('2 icons left out');
    expect(parsed(done).added.map(({ iconType = null }) => iconType)).toEqual(['image/png', null, null]);
  });

  it('takes the file’s own password beside the vault’s', async () => {
    const vault = await command.vault('import-encrypted');
    const own = await command.write('own-password', FILE_PASSWORD);
    const sealed = fixture('aegis-encrypted.json');
    expect((await command.on(vault, ['import', sealed, '--file-password-file', own])).code).toBe(0);
    const before = await digestOf(vault);
    const wrong = await command.write('wrong-password', 'something else');
    const refused = await command.on(vault, ['import', '--json', sealed, '--file-password-file', wrong]);
    expect([refused.code, parsed(refused)]).toEqual([2, { problem: 'wrong-password' }]);
    const missing = await command.on(vault, ['import', '--json', sealed]);
    expect([missing.code, parsed(missing)]).toEqual([2, { problem: 'password-needed' }]);
    expect(await digestOf(vault)).toBe(before);
  });

  it.each([
    [3, 'broken.json', '{"services": [,]}'],
    [3, 'prose.txt', 'Dear all,'],
    [5, 'nothing.txt', ''],
  ])('ends with %d for %s and imports nothing of the others', async (code, name, content) => {
    const vault = await command.vault('import-broken');
    const before = await digestOf(vault);
    const file = await command.write(name, content);
    const refused = await command.on(vault, ['import', fixture('duo.json'), file]);
    expect([refused.code, refused.errors]).toEqual([code, expect.stringContaining('nothing was imported')]);
    expect(await digestOf(vault)).toBe(before);
  });

  it('names a file that cannot be opened and imports nothing of the others', async () => {
    const vault = await command.vault('import-missing');
    const before = await digestOf(vault);
    const missing = command.at('nowhere.json');
    const refused = await command.on(vault, ['import', '--json', missing, fixture('duo.json')]);
    expect([refused.code, parsed(refused)]).toEqual([1, { problem: 'file-unreadable' }]);
    expect(refused.errors).toContain(`${missing}: cannot be opened: it is not there`);
    expect(refused.errors).toContain('nothing was imported');
    expect(await digestOf(vault)).toBe(before);
  });
});

describe('export', () => {
  it.each(WRITERS.map((writer) => [writer.id, writer.isEncrypted] as const))(
    'writes %s, which read gives back',
    async (format, isEncrypted) => {
      const vault = await command.vault(`export-${format}`);
      const out = command.at(`exported-${format}`);
      const own = await command.write('own-password', FILE_PASSWORD);
      const password = isEncrypted ? ['--file-password-file', own] : [];
      const done = await command.on(vault, [
        'export',
        '--json',
        '--format',
        format,
        '--out',
        out,
        ...password,
      ]);
      expect(done.errors.includes('not encrypted')).toBe(!isEncrypted);
      expect(done.code).toBe(0);
      const { size } = await stat(out);
      expect(parsed(done)).toEqual({
        format,
        file: out,
        sizeBytes: size,
        unreadableCount: 0,
        accountCount: 2,
        leftOut: [],
        lessened: [],
      });
      const back = await command.run(['read', '--json', '--secrets', out, '--password-file', own]);
      expect(parsed(back).accounts.map(({ account }: { account: string }) => account)).toEqual([
        'ann',
        'bob',
      ]);
    },
  );

  it('writes through a symbolic link, which stays one', async () => {
    const vault = await command.vault('export-link');
    const target = await command.write('linked', 'something');
    const link = command.at('link');
    await symlink(target, link);
    const args = ['export', '--format', 'aegis-plain', '--out', link, '--force'];
    expect((await command.on(vault, args)).code).toBe(0);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(target, 'utf8')).toContain('"ann"');
  });

  it('replaces no file unasked, and writes nothing without what it needs', async () => {
    const vault = await command.vault('export-refused');
    const out = await command.write('there', 'something');
    const args = ['export', '--format', 'aegis-plain', '--out', out];
    expect((await command.on(vault, args)).code).toBe(1);
    expect(await readFile(out, 'utf8')).toBe('something');
    expect((await command.on(vault, [...args, '--force', 'ann'])).code).toBe(0);
    const free = command.at('free');
    const sealed = await command.on(vault, [
      'export',
      '--format',
      'aegis-encrypted',
      '--out',
      free,
      '--json',
    ]);
    expect([sealed.code, parsed(sealed)]).toEqual([2, { problem: 'password-needed' }]);
    expect((await command.on(vault, ['export', '--format', 'nonsense', '--out', free])).code).toBe(1);
    expect((await command.on(vault, ['export', '--format', 'aegis-plain'])).code).toBe(1);
    expect(
      (await command.on(vault, ['export', 'nobody', '--format', 'aegis-plain', '--out', free])).code,
    ).toBe(5);
    const onItself = ['export', '--format', 'aegis-plain', '--out', vault, '--force'];
    const before = await digestOf(vault);
    expect((await command.on(vault, onItself)).code).toBe(1);
    expect(await digestOf(vault)).toBe(before);
    await expect(stat(free)).rejects.toThrow();
  });
});

describe('backup and verify', () => {
  it('write a file that opens, and say what is in it', async () => {
    const vault = await command.vault('backed-up');
    const file = command.at('backup');
    const done = await command.on(vault, ['backup', file, '--json']);
    expect([done.code, parsed(done)]).toEqual([
      0,
      { file, sizeBytes: (await stat(file)).size, accountCount: 2 },
    ]);
    const bytes = await digestOf(file);
    expect((await command.on(vault, ['backup', file])).code).toBe(1);
    const verified = await command.on(vault, ['verify', file, '--json']);
    expect([verified.code, parsed(verified)]).toEqual([
      0,
      { file, revision: 2, accountCount: 2, binnedCount: 0, unreadableCount: 0, historyIsWhole: true },
    ]);
    expect(await digestOf(file)).toBe(bytes);
    expect((await command.on(vault, ['backup', vault, '--force'])).code).toBe(1);
  });

  it('take a password of the backup’s own', async () => {
    const vault = await command.vault('own-password-vault');
    const own = await command.write('backup-password', FILE_PASSWORD);
    const file = command.at('own-backup');
    expect((await command.on(vault, ['backup', file, '--file-password-file', own])).code).toBe(0);
    expect((await command.on(vault, ['verify', file])).code).toBe(2);
    expect((await command.run(['verify', file, '--password-file', own])).code).toBe(0);
  });

  it('tell damage from a wrong password and from another file', async () => {
    const vault = await command.vault('to-damage');
    const bytes = await readFile(vault);
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(flipped.length - 40) ^ 1, flipped.length - 40);
    const problems = [
      ['cut short', bytes.subarray(0, -1), 3, 'vault-damaged'],
      ['one bit off', flipped, 3, 'vault-damaged'],
      ['foreign', Buffer.from('{}'), 3, 'unsupported-file'],
    ] as const;
    for (const [name, content, code, problem] of problems) {
      const answer = await command.on(vault, ['verify', '--json', await command.write(name, content)]);
      expect([name, answer.code, parsed(answer)]).toEqual([name, code, { problem }]);
    }
    const damaged = await command.write('damaged-vault', bytes.subarray(0, -1));
    // Nobody is asked for a password in vain: there is none here.
    const listed = await command.run(['--vault', damaged, 'list', '--json']);
    expect([listed.code, parsed(listed)]).toEqual([3, { problem: 'vault-damaged' }]);
    expect((await command.on(command.at('no-such-vault'), ['verify'])).code).toBe(1);
  });
});
