/** Paper vaults from the command line: texts and pictures of codes over several files, what is missing, the password. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { encode } from 'uqr';
import { beforeAll, describe, expect, it } from 'vitest';
import { isWholePaper } from '../../electron/cli/paper-export.ts';
import { paperCodes, textsOf } from '../../electron/formats/paper-set.ts';
import type { Reading } from '../../electron/formats/reading.ts';
import type { AccountDraft } from '../../electron/otp/account.ts';
import { createKeys, sealVault } from '../../electron/vault/format.ts';
import { readPlainPaper, sealPaper, writePlainPaper } from '../../electron/vault/paper.ts';
import { unlockSession } from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, EMPTY_VAULT, newAccount } from '../../electron/vault/vault.ts';
import { CHEAP_KDF, hotp, NOW_MS, steam, totp } from '../vault/vault-samples.ts';
import { commandUnderTest, digestOf, PASSWORD } from './command-under-test.ts';

const command = commandUnderTest([totp('ann')]);
const PAPER_PASSWORD = 'of the paper alone';
const DRAFTS = [
  totp('ann'),
  { ...totp('bob', 2), recoveryCodes: [{ code: 'ABCD-1234', usedAtMs: null }] },
  steam('cid'),
];
const parsed = ({ output }: { readonly output: string }) => JSON.parse(output);

let sealed: readonly string[];
let paperPassword: string;
beforeAll(async () => {
  const vault = addAccounts(
    EMPTY_VAULT,
    DRAFTS.map((draft) => newAccount(draft, NOW_MS)),
  );
  sealed = textsOf(paperCodes('E', await sealPaper(vault, PAPER_PASSWORD, CHEAP_KDF)));
  paperPassword = await command.write('paper-password', PAPER_PASSWORD);
});

/** A picture of a code, four pixels a module. */
async function pictureOf(text: string): Promise<Uint8Array> {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const pixels = Buffer.from(data.flatMap((row) => row.map((isDark) => (isDark ? 0 : 255))));
  const picture = sharp(pixels, { raw: { width: size, height: size, channels: 1 } });
  return picture
    .resize(size * 4, size * 4, { kernel: 'nearest' })
    .png()
    .toBuffer();
}

describe('read', () => {
  it('takes the texts of a plain set from several files', async () => {
    const texts = textsOf(
      paperCodes('P', writePlainPaper(Array.from({ length: 12 }, (_, at) => totp(`a${at}`, at + 1)))),
    );
    expect(texts.length).toBeGreaterThan(1);
    const [one, two] = await Promise.all([
      command.write('one.txt', texts.slice(1).join('\n')),
      command.write('two.txt', texts.slice(0, 1).join('\n')),
    ]);
    const read = parsed(await command.run(['read', '--json', one, two]));
    expect(read).toMatchObject({ format: 'halfminute-paper-plain', skipped: [] });
    expect(read.accounts).toHaveLength(12);
    const half = await command.run(['read', '--json', one]);
    expect(parsed(half)).toMatchObject({
      accounts: [],
      missing: [{ pageCount: texts.length, missing: [1] }],
    });
    expect(half.code).toBe(5);
  });

  it('says what to do with a PDF', async () => {
    const answer = await command.run(['read', '--json', await command.write('a.pdf', '%PDF-1.7\n%âãÏÓ\n')]);
    expect([answer.code, parsed(answer).problem]).toEqual([3, 'not-recognised']);
    expect(answer.errors).toContain('pdftoppm');
  });

  it('tells damage and a code of a later version', async () => {
    const [text = ''] = sealed;
    const damaged = await command.write('damaged.txt', text.slice(0, -2));
    const newer = await command.write('newer.txt', text.replace(':1:', ':7:'));
    const answers = await Promise.all([damaged, newer].map((file) => command.run(['read', '--json', file])));
    expect(answers.map((answer) => [answer.code, parsed(answer).problem])).toEqual([
      [3, 'damaged'],
      [3, 'unsupported-version'],
    ]);
  });
});

describe('import', () => {
  it('takes pictures and texts of an encrypted set with its password, recovery codes included', async () => {
    const vault = await command.vault('import-paper');
    const before = await digestOf(vault);
    const files = await Promise.all(
      sealed.map(async (text, at) =>
        at === 0 ? command.write('first.png', await pictureOf(text)) : command.write(`paper-${at}.txt`, text),
      ),
    );
    const missing = await command.on(vault, ['import', '--json', ...files]);
    expect([missing.code, parsed(missing)]).toEqual([2, { problem: 'password-needed' }]);
    const wrong = await command.write('wrong-paper-password', 'not that one');
    const refused = await command.on(vault, ['import', '--json', ...files, '--file-password-file', wrong]);
    expect([refused.code, parsed(refused)]).toEqual([2, { problem: 'wrong-password' }]);
    expect(await digestOf(vault)).toBe(before);
    const done = parsed(
      await command.on(vault, ['import', '--json', ...files, '--file-password-file', paperPassword]),
    );
    expect([done.added.length, done.same.length]).toEqual([2, 1]);
    const { vault: content } = await unlockSession({ path: vault, password: PASSWORD, now: Date.now });
    const codes = accountsOf(content).map(({ accountName, recoveryCodes }) => [accountName, recoveryCodes]);
    expect(codes).toEqual([
      ['ann', []],
      ['bob', [{ code: 'ABCD-1234', usedAtMs: null }]],
      ['cid', []],
    ]);
  });

  it('of a part of a set says what is missing and adds nothing', async () => {
    const vault = await command.vault('import-part');
    const before = await digestOf(vault);
    const part = await command.write('part.txt', sealed.slice(1).join('\n'));
    const answer = await command.on(vault, ['import', part]);
    expect(answer.output).toContain(`missing  page 1 of ${sealed.length}`);
    expect(await digestOf(vault)).toBe(before);
  });
});

describe('export', () => {
  it.each([
    ['paper-encrypted', 'halfminute-paper-encrypted'],
    ['paper-plain', 'halfminute-paper-plain'],
  ])('writes %s as a page to print, which read takes', async (format, read) => {
    const vault = await command.vault(format);
    const page = command.at(`${format}.html`);
    const written = await command.on(vault, [
      'export',
      '--json',
      '--format',
      format,
      '--out',
      page,
      '--file-password-file',
      paperPassword,
    ]);
    expect([written.code, parsed(written)]).toMatchObject([0, { format, accountCount: 1, leftOut: [] }]);
    const content = await readFile(page, 'utf8');
    expect(content).toContain('page 1 of ');
    expect(content).not.toContain('<script');
    const back = await command.run(['read', '--json', page, '--password-file', paperPassword]);
    expect([back.code, parsed(back)]).toMatchObject([0, { format: read, accounts: [{ account: 'ann' }] }]);
  });

  it('holds the records that cannot be read where it can, and counts them where it cannot', async () => {
    const entries = [
      ...addAccounts(EMPTY_VAULT, [newAccount(totp('ann'), NOW_MS)]).entries,
      {
        kind: 'quarantined' as const,
        line: Buffer.from('{"kind":"account","issuer":"Old bank","secret":1}'),
      },
    ];
    const keys = await createKeys(PASSWORD, CHEAP_KDF);
    const vault = await command.write(
      'with-unreadable',
      sealVault({ ...keys, vault: { ...EMPTY_VAULT, revision: 1, entries } }),
    );
    const page = command.at('unreadable.html');
    const args = ['export', '--json', '--out', page, '--force', '--file-password-file', paperPassword];
    const whole = await command.on(vault, [...args, '--format', 'paper-encrypted']);
    expect([whole.code, parsed(whole)]).toMatchObject([0, { accountCount: 1, unreadableCount: 0 }]);
    const back = await command.run(['read', '--json', page, '--password-file', paperPassword]);
    expect(parsed(back).skipped).toMatchObject([{ name: 'Old bank', reason: 'damaged' }]);
    const some = await command.on(vault, [...args, '--format', 'paper-encrypted', 'ann']);
    expect([some.code, parsed(some)]).toMatchObject([0, { accountCount: 1, unreadableCount: 1 }]);
    const plain = await command.on(vault, ['export', '--format', 'paper-plain', '--dry-run']);
    expect([plain.code, plain.output]).toEqual([
      4,
      expect.stringContaining('left out  1 record of the vault that cannot be read'),
    ]);
  });

  it('is proved by names, types and secrets, not by their number', () => {
    const vault = addAccounts(
      EMPTY_VAULT,
      DRAFTS.map((draft) => newAccount(draft, NOW_MS)),
    );
    const { drafts } = readPlainPaper(writePlainPaper([totp('ann'), { ...totp('bob', 2) }]));
    const two = { ...vault, entries: vault.entries.slice(0, 2) };
    const isWhole = (accounts: readonly AccountDraft[]) =>
      isWholePaper(two, { accounts: accounts as Reading['accounts'], skipped: [] }, false);
    expect(isWhole(drafts)).toBe(true);
    expect(isWhole(drafts.slice(1))).toBe(false);
    expect(isWhole([totp('ann'), totp('bob', 3)])).toBe(false);
    expect(isWhole([totp('ann'), totp('bert', 2)])).toBe(false);
    expect(isWhole([totp('ann'), hotp('bob')])).toBe(false);
  });

  it('of a part of the vault holds that part, on the paper that was asked for', async () => {
    const vault = await command.vault('paper-letter');
    const page = command.at('letter.html');
    const args = ['export', '--format', 'paper-plain', '--paper-size', 'letter', '--out', page];
    expect((await command.on(vault, [...args, 'nobody'])).code).toBe(5);
    expect((await command.on(vault, [...args, 'ann'])).code).toBe(0);
    expect(await readFile(page, 'utf8')).toContain('size: letter');
    expect((await command.on(vault, ['export', '--format', 'paper-plain', '--out', page])).code).toBe(1);
  });
});
