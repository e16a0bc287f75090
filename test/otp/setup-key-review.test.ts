/** A setup key that was typed: what is wrong with it, and its review. */
import { describe, expect, test } from 'vitest';
import type { AccountDraft } from '../../electron/otp/account.ts';
import { extrasOf } from '../../electron/otp/account-extras.ts';
import { encodeBase32 } from '../../electron/otp/base32.ts';
import { formatKeyUri } from '../../electron/otp/key-uri.ts';
import { checkSetupKey, reviewSetupKey, type SetupKeyForm } from '../../electron/otp/setup-key.ts';
import pages from '../fixtures/otp/migration.json' with { type: 'json' };

const secret = new TextEncoder().encode('0123456789abcdef');
const draft: AccountDraft = {
  issuer: 'Example',
  accountName: 'me',
  otp: { type: 'totp', secret, algorithm: 'SHA1', digits: 6, periodSeconds: 30 },
};

describe('a typed setup key', () => {
  const form: SetupKeyForm = {
    issuer: ' Example ',
    accountName: 'me',
    key: 'jbsw y3dp ehpk 3pxp',
    type: 'totp',
    algorithm: 'SHA256',
    digits: 8,
    periodSeconds: 60,
    counter: 7,
  };
  const otpOf = (of: SetupKeyForm) => reviewSetupKey(of, []).candidates[0]?.draft.otp;

  test('becomes one candidate with the form’s parameters', () => {
    const [candidate] = reviewSetupKey(form, []).candidates;
    expect(candidate).toMatchObject({ state: 'new', source: -1, warnings: [] });
    expect(candidate?.draft).toMatchObject({ issuer: 'Example', accountName: 'me' });
    expect(otpOf(form)).toMatchObject({ type: 'totp', algorithm: 'SHA256', digits: 8, periodSeconds: 60 });
    expect(otpOf({ ...form, type: 'hotp' })).toMatchObject({ type: 'hotp', counter: 7 });
    expect(otpOf({ ...form, type: 'steam' })).toEqual({ type: 'steam', secret: otpOf(form)?.secret });
  });

  test('in conflict with a namesake', () => {
    const inVault = { ...extrasOf(draft), ...draft, id: 'in-vault', createdAtMs: 0, updatedAtMs: 0 };
    expect(reviewSetupKey(form, [inVault]).candidates).toMatchObject([
      { state: 'conflict', existingId: 'in-vault' },
    ]);
  });

  test.each([
    ['', 'empty', 'no-secret'],
    ['JBSWY3DP0', 'looks-alike-digit', 'bad-secret'],
    ['A', 'too-short', 'bad-secret'],
  ])('%j is %s', (key, problem, reason) => {
    expect(checkSetupKey(key)).toBe(problem);
    expect(reviewSetupKey({ ...form, key }, [])).toMatchObject({
      candidates: [],
      problems: [{ source: -1, reason, seen: '' }],
    });
  });

  test('a pasted Key URI is understood: its parameters count, typed names win', () => {
    const key = formatKeyUri({ ...draft, issuer: 'FromUri', accountName: 'uri@example.com' });
    expect(checkSetupKey(key)).toBeNull();
    expect(reviewSetupKey({ ...form, key, issuer: '' }, []).candidates).toMatchObject([
      { source: -1, draft: { issuer: 'FromUri', accountName: 'me', otp: { algorithm: 'SHA1', digits: 6 } } },
    ]);
  });

  test('a pasted Key URI that is wrong is refused', () => {
    const key = 'otpauth://totp/x?secret=0';
    expect(checkSetupKey(key)).toBe('bad-character');
    expect(reviewSetupKey({ ...form, key }, [])).toMatchObject({
      candidates: [],
      problems: [{ source: -1, reason: 'bad-secret', seen: 'x' }],
    });
  });

  test('a pasted export keeps its own names', () => {
    const state = reviewSetupKey({ ...form, key: pages.threePages[2]?.uri ?? '' }, []);
    expect(state.candidates.map((each) => [each.draft.issuer, each.source])).toEqual([
      ['Example', -1],
      ['Example', -1],
      ['Example', -1],
    ]);
  });

  test('a typed name answers the warning that there is none', () => {
    const key = `otpauth://totp/?secret=${encodeBase32(secret)}`;
    expect(reviewSetupKey({ ...form, key }, []).candidates[0]?.warnings).toEqual([]);
    expect(reviewSetupKey({ ...form, key, issuer: '', accountName: '' }, []).candidates[0]?.warnings).toEqual(
      ['no-name'],
    );
  });
});
