/** Files for other apps through the vault process's calls: what fits, what the password is for, what lands on the disk. */
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QR_KINDS } from '../../electron/formats/qr-codes.ts';
import { WRITERS } from '../../electron/formats/writers.ts';
import { EXPORT_FILES, type ExportFormat, SHOWN_FORMATS } from '../../electron/ipc/calls/export.ts';
import { parseMigrationUri } from '../../electron/otp/migration.ts';
import { failed, startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

const PASSWORD = 'correct horse battery';
const FILE_PASSWORD = 'of the file alone';
const URIS = [
  'otpauth://totp/Example:ann?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example',
  'otpauth://totp/Blue%20Bank:bob?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Blue%20Bank&digits=7&algorithm=SHA256',
  'otpauth://hotp/Counter:cid?secret=KRUGS4ZANFZSAYJAONSWG4TFOQ&issuer=Counter&counter=41',
];

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-export-'));
  vault = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
  value(await vault.page.vault.create({ password: PASSWORD }));
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

async function fill(): Promise<void> {
  const { reviewId, candidates } = value(await vault.page.accounts.review({ reviewId: null, texts: URIS }));
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  value(await vault.page.accounts.add({ reviewId, choices }));
}
const inFolder = (name: string) => path.join(folder, name);
const write = (
  format: ExportFormat,
  target: string,
  vaultPassword: string,
  filePassword: string | null = null,
) => {
  vault.grants.give('grant', 'export', target);
  return vault.page.export.write({ grant: 'grant', format, vaultPassword, filePassword });
};

it('the contract has every writer, under the name of its file, and every kind of codes', () => {
  expect(EXPORT_FILES).toEqual(Object.fromEntries(WRITERS.map(({ id, fileName }) => [id, fileName])));
  expect(Object.keys(EXPORT_FILES)).toEqual(WRITERS.map(({ id }) => id));
  expect(SHOWN_FORMATS).toEqual(QR_KINDS.map(({ id }) => id));
});

describe('a preview', () => {
  it('names what a format cannot hold', async () => {
    await fill();
    expect(value(await vault.page.export.preview({ format: 'google-migration' }))).toEqual({
      heldCount: 2,
      leftOut: [{ name: 'Blue Bank: bob', reason: 'digits' }],
      lessened: [],
      quarantinedCount: 0,
    });
  });

  it('is of the chosen accounts alone, as is the file; none where one is not there any more', async () => {
    await fill();
    const [first] = value(await vault.page.accounts.list()).accounts;
    const ids = [first?.id ?? ''];
    const preview = value(await vault.page.export.preview({ format: 'google-migration', ids }));
    expect(preview).toMatchObject({ heldCount: 1, leftOut: [] });
    vault.grants.give('grant', 'export', inFolder('one.txt'));
    const of = { format: 'otpauth-uri-list', vaultPassword: PASSWORD, filePassword: null } as const;
    const written = value(await vault.page.export.write({ grant: 'grant', ...of, ids }));
    expect(written.totalCount).toBe(1);
    const text = await readFile(inFolder('one.txt'), 'utf8');
    expect([text.includes('ann'), text.includes('bob')]).toEqual([true, false]);
    const shown = await vault.page.export.showCodes({ format: 'qr-codes', password: PASSWORD, ids });
    expect(value(shown).length).toBe(1);
    expect(await vault.page.export.preview({ format: 'age', ids: [...ids, 'x'] })).toEqual(
      failed('account-missing'),
    );
  });
});

describe('an encrypted export', () => {
  it('is written for its owner alone, and is all the same when it comes back', async () => {
    await fill();
    const target = inFolder('out.json');
    await writeFile(target, 'an earlier file');
    await chmod(target, 0o644);
    expect(value(await write('aegis-encrypted', target, PASSWORD, FILE_PASSWORD))).toMatchObject({
      fileName: 'out.json',
      matchedCount: 3,
      totalCount: 3,
    });
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const bytes = new Uint8Array(await readFile(target));
    const again = await vault.page.import.open({ bytes, fileName: 'x', password: FILE_PASSWORD });
    expect(value(again)).toMatchObject({
      kind: 'review',
      review: { candidates: [{ state: 'same' }, { state: 'same' }, { state: 'same' }], leftOut: [] },
    });
  });

  it('takes a password of eight characters, and leaves nothing otherwise', async () => {
    await fill();
    const target = inFolder('short.json');
    expect(await write('aegis-encrypted', target, PASSWORD, 'seven77')).toEqual(failed('password-too-short'));
    expect(await write('aegis-encrypted', target, PASSWORD, null)).toEqual(failed('password-too-short'));
    expect(await readdir(folder)).not.toContain('short.json');
  });

  it('takes the vault’s password as well: nobody walks off with the secrets under a password of their own', async () => {
    await fill();
    const target = inFolder('theirs.json');
    for (const guess of [FILE_PASSWORD, '', 'a guess'])
      expect(await write('aegis-encrypted', target, guess, FILE_PASSWORD)).toEqual(failed('wrong-password'));
    expect(await write('aegis-encrypted', target, PASSWORD, FILE_PASSWORD)).toEqual(
      failed('wait-before-retry'),
    );
    expect(await readdir(folder)).not.toContain('theirs.json');
  });
});

describe('a plain export', () => {
  it('takes the vault’s password', async () => {
    await fill();
    const target = inFolder('uris.txt');
    expect(await write('otpauth-uri-list', target, FILE_PASSWORD)).toEqual(failed('wrong-password'));
    expect(await readdir(folder)).not.toContain('uris.txt');
    expect(value(await write('otpauth-uri-list', target, PASSWORD))).toMatchObject({ matchedCount: 3 });
    expect((await readFile(target, 'utf8')).trim().split('\n')).toHaveLength(3);
  });

  it('is not written where nothing fits', async () => {
    const target = inFolder('empty.txt');
    expect(await write('otpauth-uri-list', target, PASSWORD)).toEqual(failed('export-empty'));
    expect(await readdir(folder)).not.toContain('empty.txt');
  });
});

describe('where it goes', () => {
  it('is what the person chose, once', async () => {
    await fill();
    const plain = { format: 'csv', vaultPassword: PASSWORD, filePassword: null } as const;
    expect(await vault.page.export.write({ grant: 'none', ...plain })).toEqual(failed('not-allowed'));
    value(await write('csv', inFolder('a.csv'), PASSWORD));
    expect(await vault.page.export.write({ grant: 'grant', ...plain })).toEqual(failed('not-allowed'));
  });

  it('is written once by two calls at the same time', async () => {
    await fill();
    vault.grants.give('grant', 'export', inFolder('a.csv'));
    const once = () =>
      vault.page.export.write({
        grant: 'grant',
        format: 'csv',
        vaultPassword: PASSWORD,
        filePassword: null,
      });
    const [first, second] = await Promise.all([once(), once()]);
    expect(value(first)).toMatchObject({ matchedCount: 3 });
    expect(second).toEqual(failed('not-allowed'));
  });

  it('is not what was chosen for something else', async () => {
    await fill();
    vault.grants.give('backup', 'backup', inFolder('b'));
    const { page } = vault;
    const plain = { format: 'csv', vaultPassword: PASSWORD, filePassword: null } as const;
    expect(await page.export.write({ grant: 'backup', ...plain })).toEqual(failed('not-allowed'));
    const backUp = { grant: 'backup', vaultPassword: PASSWORD, backupPassword: null };
    // The wrong call has spent it.
    expect(await page.backup.write(backUp)).toEqual(failed('not-allowed'));
    vault.grants.give('export', 'export', inFolder('b'));
    expect(await page.backup.write({ ...backUp, grant: 'export' })).toEqual(failed('not-allowed'));
    vault.grants.give('report', 'export', inFolder('b'));
    expect(await page.import.saveReport({ grant: 'report', text: 'x' })).toEqual(failed('not-allowed'));
    vault.grants.give('records', 'import-report', inFolder('b'));
    expect(await page.quarantine.save({ grant: 'records', password: PASSWORD })).toEqual(
      failed('not-allowed'),
    );
    expect(await readdir(folder)).not.toContain('b');
  });

  it('is never the vault’s own file, by another name either', async () => {
    await fill();
    const own = inFolder(VAULT_FILE);
    const before = await readFile(own);
    await symlink(own, inFolder('link.csv'));
    expect(await write('csv', own, PASSWORD)).toEqual(failed('not-permitted'));
    expect(await write('csv', inFolder('link.csv'), PASSWORD)).toEqual(failed('not-permitted'));
    vault.grants.give('records', 'unread-records', own);
    const records = vault.page.quarantine.save({ grant: 'records', password: PASSWORD });
    expect(await records).toEqual(failed('not-permitted'));
    expect(Buffer.compare(before, await readFile(own))).toBe(0);
  });
});

describe('QR codes to show', () => {
  it('take the vault’s password, and hold what fits', async () => {
    await fill();
    const show = (password: string) => vault.page.export.showCodes({ format: 'google-migration', password });
    expect(await show(FILE_PASSWORD)).toEqual(failed('wrong-password'));
    const [code, ...more] = value(await show(PASSWORD));
    expect(more).toEqual([]);
    const parsed = parseMigrationUri(code?.text ?? '');
    expect(parsed.ok && parsed.entries.map((entry) => entry.ok && entry.draft.issuer)).toEqual([
      'Example',
      'Counter',
    ]);
  });

  it('are one an account otherwise, under its name', async () => {
    await fill();
    const codes = value(await vault.page.export.showCodes({ format: 'qr-codes', password: PASSWORD }));
    expect(codes.map(({ name }) => name)).toEqual(['Example: ann', 'Blue Bank: bob', 'Counter: cid']);
  });
});

it('nothing of it goes while the vault is locked', async () => {
  const locked = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
  expect(await locked.page.export.preview({ format: 'csv' })).toEqual(failed('locked'));
  const show = locked.page.export.showCodes({ format: 'qr-codes', password: PASSWORD });
  expect(await show).toEqual(failed('locked'));
});
