/** What a paper vault holds: the plain text keeps all but pictures and use, and the sealed one shares no key. */
import { describe, expect, it } from 'vitest';
import { extrasOf } from '../../electron/otp/account-extras.ts';
import { findKeyUris } from '../../electron/otp/foreign-text.ts';
import { openVault } from '../../electron/vault/format.ts';
import { NO_HISTORY } from '../../electron/vault/history.ts';
import {
  openPaper,
  paperVault,
  readPlainPaper,
  sealPaper,
  writePlainPaper,
} from '../../electron/vault/paper.ts';
import { accountsOf, addAccounts, EMPTY_VAULT, newAccount } from '../../electron/vault/vault.ts';
import { AWKWARD_NAMES, EVERY_KIND, PICTURE } from '../formats/accounts-to-write.ts';
import { CHEAP_KDF, hotp, NOW_MS, PASSWORD, totp } from './vault-samples.ts';

const RICH = {
  ...totp('with everything', 7),
  tags: ['work', '#1'],
  note: 'two\nlines, and otpauth://totp/none?secret=AAAA',
  isPinned: true,
  icon: { kind: 'mark', name: 'github' },
  recoveryCodes: [
    { code: 'ABCD-1234', usedAtMs: null },
    { code: 'EFGH-5678', usedAtMs: NOW_MS },
  ],
} as const;
const vaultOf = (...drafts: Parameters<typeof newAccount>[0][]) =>
  addAccounts(
    EMPTY_VAULT,
    drafts.map((draft) => newAccount(draft, NOW_MS)),
  );

describe('plain text', () => {
  it('keeps names, parameters, tags, notes, marks, pins and recovery codes', () => {
    const accounts = [...EVERY_KIND, ...AWKWARD_NAMES, RICH, totp('last')];
    const { drafts, refused } = readPlainPaper(writePlainPaper(accounts));
    expect(refused).toEqual([]);
    const told = (all: readonly Parameters<typeof extrasOf>[0][]) =>
      all.map((each) => ({ ...each, ...extrasOf(each) }));
    expect(told(drafts)).toEqual(told(accounts));
  });

  it('leaves pictures and use behind', () => {
    const account = {
      ...totp('pictured'),
      icon: { kind: 'picture', bytes: PICTURE },
      useCount: 9,
      lastUsedAtMs: NOW_MS,
    } as const;
    const { drafts } = readPlainPaper(writePlainPaper([account]));
    expect(extrasOf(drafts[0] ?? {})).toEqual(extrasOf({}));
  });

  it('is cleaned when it comes from somebody else’s printer, recovery codes as well', () => {
    const codes = [' AAAA\u202e1111 ', 'BB\nBB', '\u200b', 'AAAA1111'].map((code) => ({ code }));
    const text = `${new TextDecoder().decode(writePlainPaper([totp('ann')])).trim()}\n#${JSON.stringify({ recoveryCodes: codes })}\n`;
    const { drafts } = readPlainPaper(new TextEncoder().encode(text));
    expect(drafts[0]?.recoveryCodes).toEqual([
      { code: 'AAAA1111', usedAtMs: null },
      { code: 'BB BB', usedAtMs: null },
    ]);
  });

  it('is a list of Key URIs to every other reader', () => {
    const text = new TextDecoder().decode(writePlainPaper([RICH, hotp('second')]));
    expect(findKeyUris(text)).toHaveLength(2);
  });

  it('of somebody else names what cannot be read, and takes no extras for the wrong account', () => {
    const text = [
      '#{"note":"of nobody"}',
      'otpauth://totp/a?secret=!!!!',
      '#{"note":"of the refused one"}',
      'otpauth://totp/b?secret=JBSWY3DPEHPK3PXP',
      '#{"note":7,"tags":"no","__proto__":{"x":1}',
      '#{"note":"too late"}',
    ].join('\n');
    const { drafts, refused } = readPlainPaper(new TextEncoder().encode(text));
    expect(refused).toMatchObject([{ reason: 'bad-secret' }]);
    expect(drafts).toMatchObject([{ accountName: 'b' }]);
    expect(drafts[0]?.note ?? '').toBe('');
  });

  it('of somebody else is cleaned', () => {
    const text =
      'otpauth://totp/b?secret=JBSWY3DPEHPK3PXP\n#{"issuer":"pay\\u202epal","note":"a\\u0000b","tags":["\\u202e"]}\n';
    const [draft] = readPlainPaper(new TextEncoder().encode(text)).drafts;
    expect(draft).toMatchObject({ issuer: 'paypal', tags: [] });
    expect(draft?.note).not.toContain('\u0000');
  });
});

describe('a sealed paper vault', () => {
  it('opens with its password and holds no picture, bin or history', async () => {
    const vault = vaultOf(RICH, { ...totp('pictured', 2), icon: { kind: 'picture', bytes: PICTURE } });
    const opened = await openPaper(await sealPaper(vault, PASSWORD, CHEAP_KDF), PASSWORD);
    expect(accountsOf(opened).map(({ icon }) => icon?.kind ?? null)).toEqual(['mark', null]);
    expect(opened).toMatchObject({ bin: [], history: NO_HISTORY });
    expect(opened.entries).toEqual(paperVault(vault).entries);
  });

  it('has a master key of its own each time', async () => {
    const vault = vaultOf(totp('one'));
    const [first, second] = await Promise.all([1, 2].map(() => sealPaper(vault, PASSWORD, CHEAP_KDF)));
    const keys = await Promise.all(
      [first, second].map((bytes) => openVault(bytes ?? new Uint8Array(), PASSWORD)),
    );
    expect(keys[0]?.masterKey).not.toEqual(keys[1]?.masterKey);
    expect(keys[0]?.slots).toHaveLength(1);
  });

  it('takes a password of eight characters, and no other than its own', async () => {
    await expect(sealPaper(vaultOf(totp('one')), 'short', CHEAP_KDF)).rejects.toMatchObject({
      code: 'password-too-short',
    });
    const bytes = await sealPaper(vaultOf(totp('one')), PASSWORD, CHEAP_KDF);
    await expect(openPaper(bytes, `${PASSWORD}!`)).rejects.toMatchObject({ code: 'wrong-password' });
  });
});
