/** `init`, `add`, `list`, `codes`, `edit`, `remove`, `undo`: what they print, change and leave alone. Runs under Node. */
import { readFile, stat } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { hotp, totp } from '../vault/vault-samples.ts';
import { commandUnderTest, digestOf } from './command-under-test.ts';

const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const URI = `otpauth://totp/Example%20Org:ann?secret=${RFC_SECRET}&issuer=Example%20Org`;
const command = commandUnderTest([totp('ann'), totp('bob', 2), hotp('counter')]);

async function listed(vault: string): Promise<readonly { id: string; account: string; issuer: string }[]> {
  return JSON.parse((await command.on(vault, ['list', '--json'])).output).accounts;
}

describe('init', () => {
  it('makes a vault that only its owner may read and the password opens', async () => {
    const vault = command.at('new/vault');
    const made = await command.on(vault, ['init', '--json']);
    expect([made.code, JSON.parse(made.output)]).toEqual([0, { vault }]);
    expect((await stat(vault)).mode & 0o777).toBe(0o600);
    const errors = 'halfminute: the vault has no accounts yet\n';
    expect(await command.on(vault, ['list'])).toEqual({ code: 0, output: '0 accounts\n', errors });
    expect(await command.on(vault, ['codes'])).toEqual({ code: 0, output: '', errors });
    const listed = await command.on(vault, ['list', '--json']);
    expect([listed.code, JSON.parse(listed.output)]).toEqual([0, { accounts: [], unreadable: [] }]);
    const codes = await command.on(vault, ['codes', '--json', '--at', '59']);
    expect([codes.code, JSON.parse(codes.output)]).toEqual([0, { at: 59, codes: [] }]);
  });

  it('touches nothing that is there, and no short password makes a vault', async () => {
    const file = await command.write('precious', 'not a vault');
    expect((await command.on(file, ['init'])).code).toBe(1);
    expect(await readFile(file, 'utf8')).toBe('not a vault');
    const short = await command.write('short', 'seven77\n');
    const refused = await command.run(['init', '--vault', command.at('none'), '--password-file', short]);
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('at least 8 characters')]);
    await expect(stat(command.at('none'))).rejects.toThrow();
  });
});

describe('add', () => {
  it('takes a URI, and a second time changes nothing', async () => {
    const vault = await command.vault('add-uri');
    const added = await command.on(vault, ['add', URI, '--json']);
    expect(added.code).toBe(0);
    expect(JSON.parse(added.output)).toEqual({
      added: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          type: 'totp',
          issuer: 'Example Org',
          account: 'ann',
          algorithm: 'SHA1',
          digits: 6,
          period: 30,
        },
      ],
      replaced: [],
      same: [],
      conflicts: [],
      skipped: [],
      missing: [],
    });
    const before = await digestOf(vault);
    const again = await command.on(vault, ['add', URI, '--json']);
    expect([again.code, JSON.parse(again.output).same.length]).toEqual([0, 1]);
    expect(await digestOf(vault)).toBe(before);
  });

  it('names what it cannot take, and leaves the vault alone', async () => {
    const vault = await command.vault('add-bad');
    const before = await digestOf(vault);
    const bad = ['add', '--issuer', 'Shop', '--account', 'ann', '--key', 'not base32!', '--json'];
    const { code, output } = await command.on(vault, bad);
    expect([code, JSON.parse(output).skipped]).toEqual([4, [{ name: 'Shop: ann', reason: 'bad-secret' }]]);
    expect(await digestOf(vault)).toBe(before);
  });

  it('takes URIs and keys from standard input, where no other process sees them', async () => {
    const vault = await command.vault('add-input');
    const uris = await command.on(vault, ['add', '-'], { input: `${URI}\n` });
    expect([uris.code, uris.output]).toEqual([0, expect.stringContaining('Example Org: ann')]);
    const args = ['add', '--key', '-', '--issuer', 'Typed', '--type', 'hotp', '--counter', '7', '--json'];
    const key = await command.on(vault, args, { input: `${RFC_SECRET}\n` });
    expect(JSON.parse(key.output).added).toMatchObject([{ type: 'hotp', issuer: 'Typed', counter: 7 }]);
    const both = ['--vault', vault, '--password-file', '-', 'add', '-'];
    expect((await command.run(both, { input: URI })).code).toBe(1);
  });

  it('leaves a conflict alone unless told what to do', async () => {
    const vault = await command.vault('add-conflict');
    const other = `otpauth://totp/Example:ann?secret=${RFC_SECRET}&issuer=Example`;
    const before = await digestOf(vault);
    const left = await command.on(vault, ['add', other, '--json']);
    expect(left.code).toBe(4);
    expect(JSON.parse(left.output).conflicts).toMatchObject([
      { issuer: 'Example', account: 'ann', existingId: expect.any(String), code: expect.any(String) },
    ]);
    expect(await digestOf(vault)).toBe(before);
    expect((await command.on(vault, ['add', other, '--on-conflict', 'replace'])).code).toBe(0);
    expect(await listed(vault)).toHaveLength(3);
    const codes = await command.on(vault, ['codes', 'ann', '--at', '59', '--json']);
    expect(JSON.parse(codes.output).codes[0].code).toBe('287082');
  });

  it('does not replace what the same source holds as it is', async () => {
    const vault = await command.vault('add-same-and-conflict');
    const ann = (secret: string) => `otpauth://totp/Example:ann?secret=${secret}&issuer=Example`;
    await command.on(vault, ['add', ann(RFC_SECRET), '--on-conflict', 'replace']);
    const text = `${ann(RFC_SECRET)}\n${ann('JBSWY3DPEHPK3PXP')}\n`;
    const file = await command.write('both.txt', text);
    const before = (await listed(vault)).length;
    const { output } = await command.on(vault, ['import', file, '--on-conflict', 'replace', '--json']);
    const said = JSON.parse(output);
    expect([said.same.length, said.added.length, said.replaced.length]).toEqual([1, 1, 0]);
    expect(await listed(vault)).toHaveLength(before + 1);
    expect((await command.on(vault, ['import', file, '--json'])).code).toBe(0);
  });

  it.each([
    [4, ['add', 'otpauth://totp/x?secret=18%21'], 'bad-secret'],
    [4, ['add', '--key', '0189'], 'bad-secret'],
    [1, ['add', URI, '--digits', '8'], 'does not go with a URI'],
    [1, ['add', '--key', RFC_SECRET, '--digits', '99'], 'whole number'],
    [1, ['add', '--key', RFC_SECRET, '--algorithm', 'MD5'], 'one of: SHA1'],
    [1, ['add'], 'needs a URI'],
    [1, ['add', 'nonsense'], 'a key goes with --key'],
    [1, ['add', URI, '--key', RFC_SECRET], 'not both'],
  ])('ends with %d for %j and leaves the vault as it is', async (code, args, why) => {
    const vault = await command.vault('add-refused');
    const before = await digestOf(vault);
    const refused = await command.on(vault, args);
    expect(refused.code).toBe(code);
    expect(refused.output + refused.errors).toContain(why);
    expect(await digestOf(vault)).toBe(before);
  });
});

describe('list and codes', () => {
  let vault = '';
  beforeAll(async () => {
    vault = await command.vault('shown');
  });

  it('find by words, and say when nothing fits', async () => {
    const found = await command.on(vault, ['list', 'BOB exam', '--json']);
    expect(JSON.parse(found.output).accounts).toMatchObject([{ issuer: 'Example', account: 'bob' }]);
    expect(found.output).not.toContain('secret');
    const open = await command.on(vault, ['list', 'bob', '--secrets']);
    expect(open.output).toContain('AIBAEAQCAIBAEAQCAIBAEAQCAIBAEAQC');
    const errors = 'halfminute: no account fits\n';
    expect(await command.on(vault, ['list', 'nobody'])).toEqual({ code: 5, output: '0 accounts\n', errors });
    expect(await command.on(vault, ['codes', 'nobody'])).toEqual({ code: 5, output: '', errors });
    const none = await command.on(vault, ['codes', 'nobody', '--json']);
    expect([none.code, JSON.parse(none.output).codes]).toEqual([5, []]);
  });

  it('give the codes of a moment, and none of a counter', async () => {
    const { code, output } = await command.on(vault, ['codes', '--at', '1111111109', '--json']);
    const answer = JSON.parse(output);
    expect([code, answer.at, answer.codes.length]).toEqual([0, 1_111_111_109, 3]);
    expect(answer.codes[0]).toEqual({
      id: expect.any(String),
      issuer: 'Example',
      account: 'ann',
      type: 'totp',
      code: expect.stringMatching(/^\d{6}$/),
      nextCode: expect.stringMatching(/^\d{6}$/),
      validUntil: 1_111_111_110,
    });
    expect(answer.codes[2]).toMatchObject({ code: null, validUntil: null, reason: 'counter-based' });
    expect((await command.on(vault, ['codes', '--at', 'noon'])).code).toBe(1);
  });

  it('use up a counter with --next, one at a time (RFC 4226 appendix D)', async () => {
    const own = await command.vault('next');
    expect((await command.on(own, ['codes', 'counter', '--next'])).output).toBe('755224  counter\n');
    const second = await command.on(own, ['codes', 'counter', '--next', '--json']);
    expect(JSON.parse(second.output).codes[0].code).toBe('287082');
    const before = await digestOf(own);
    expect((await command.on(own, ['codes', 'ann', '--next'])).code).toBe(1);
    expect(await digestOf(own)).toBe(before);
  });
});

describe('edit and remove', () => {
  it('change one account, and refuse to guess among several', async () => {
    const vault = await command.vault('edit');
    const before = await digestOf(vault);
    const several = await command.on(vault, ['edit', 'example', '--issuer', 'X', '--json']);
    expect([several.code, JSON.parse(several.output)]).toEqual([1, { problem: 'several-found' }]);
    expect(several.errors).toMatch(/2 accounts fit.*\n.*Example: ann\n.*Example: bob\n/);
    expect(await digestOf(vault)).toBe(before);
    const edited = await command.on(vault, ['edit', 'bob', '--issuer', 'New', '--digits', '8', '--json']);
    expect(JSON.parse(edited.output).edited).toMatchObject({ issuer: 'New', account: 'bob', digits: 8 });
    const extras = ['edit', 'bob', '--tags', 'work, home,work', '--note', 'on the old phone', '--json'];
    expect(JSON.parse((await command.on(vault, extras)).output).edited).toMatchObject({
      digits: 8,
      tags: ['work', 'home'],
      note: 'on the old phone',
    });
    const [first] = await listed(vault);
    expect((await command.on(vault, ['remove', first!.id])).code).toBe(0);
    expect((await listed(vault)).map(({ account }) => account)).toEqual(['bob', 'counter']);
  });

  it.each([
    [['edit', 'ann', '--counter', '3']],
    [['edit', 'counter', '--period', '60']],
    [['edit', 'ann']],
    [['edit']],
  ])('take nothing that an account does not have: %j', async (args) => {
    const vault = await command.vault('edit-refused');
    expect((await command.on(vault, args)).code).toBe(1);
  });
});

describe('undo', () => {
  it('takes back change after change, of any process, and says what', async () => {
    const vault = await command.vault('undo');
    const before = await listed(vault);
    await command.on(vault, ['add', URI]);
    await command.on(vault, ['edit', 'bob', '--issuer', 'Other']);
    await command.on(vault, ['remove', 'Other']);
    const first = await command.on(vault, ['undo', '--json']);
    expect(JSON.parse(first.output).undone).toMatchObject({
      what: 'removed',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      accounts: [{ issuer: 'Other', account: 'bob' }],
    });
    expect((await command.on(vault, ['undo'])).output).toMatch(/^took back "edited"/);
    expect((await command.on(vault, ['undo'])).output).toMatch(/^took back "added"/);
    expect(await listed(vault)).toEqual(before);
    // Then what the vault was made with.
    expect((await command.on(vault, ['undo'])).code).toBe(0);
    const empty = await digestOf(vault);
    expect((await command.on(vault, ['undo', '--json'])).output).toContain('nothing-to-undo');
    expect((await command.on(vault, ['undo'])).code).toBe(5);
    expect(await digestOf(vault)).toBe(empty);
  });

  it('does not bring back a used counter', async () => {
    const vault = await command.vault('undo-counter');
    await command.on(vault, ['edit', 'counter', '--issuer', 'Renamed']);
    await command.on(vault, ['codes', 'counter', '--next']);
    await command.on(vault, ['undo']);
    const { output } = await command.on(vault, ['list', 'counter', '--json']);
    expect(JSON.parse(output).accounts).toMatchObject([{ issuer: '', counter: 1 }]);
  });
});
