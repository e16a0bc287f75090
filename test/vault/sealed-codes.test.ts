/**
 * Seals of recovery codes: the committed vectors by our code and by the rescue script, moved and merged seals, and what the
 * history keeps of them.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RECOVERY_CODES_MAX, type RecoveryCode } from '../../electron/otp/account-extras.ts';
import { withoutOpenCodes } from '../../electron/vault/codes-history.ts';
import { codesLockOf, openedCodes, rewriteCodes, withCodesLock } from '../../electron/vault/codes-seal.ts';
import { chainState } from '../../electron/vault/history.ts';
import { withChangeRecorded } from '../../electron/vault/history-walk.ts';
import { mergeContents } from '../../electron/vault/merge.ts';
import { decodePayload, encodePayload } from '../../electron/vault/payload.ts';
import {
  type CodesKey,
  makeCodesKey,
  openCodesLock,
  openSealed,
  sealCodes,
} from '../../electron/vault/sealed-codes.ts';
import { createSession } from '../../electron/vault/session.ts';
import { addAccounts, EMPTY_VAULT, editAccount, entryOf, newAccount } from '../../electron/vault/vault.ts';
import vectors from '../vectors/sealed-codes.json' with { type: 'json' };
import { CHEAP_KDF, NOW_MS, now, PASSWORD, temporaryFolder, totp } from './vault-samples.ts';

const SCRIPT = fileURLToPath(new URL('../../docs/rescue.py', import.meta.url));
const codesOf = (...codes: string[]): readonly RecoveryCode[] =>
  codes.map((code) => ({ code, usedAtMs: null }));
const cheapKey = () => makeCodesKey('codes password', CHEAP_KDF);

/** Two accounts, the first with codes, sealed under the key. */
async function sealedVault() {
  const key = await cheapKey();
  const ann = newAccount({ ...totp('ann'), recoveryCodes: codesOf('a', 'b') }, NOW_MS);
  const bob = newAccount(totp('bob'), NOW_MS);
  const plain = addAccounts(EMPTY_VAULT, [ann, bob]);
  return { key, plain, vault: rewriteCodes(withCodesLock(plain, key.lock), [key]), ann: ann.id, bob: bob.id };
}
type Sealed = Awaited<ReturnType<typeof sealedVault>>['vault'];
const read = (vault: Sealed, id: string, keys: readonly CodesKey[]) =>
  openedCodes(entryOf(vault, id), keys).codes.map(({ code }) => code);
const marked = (vault: Sealed, id: string, key: CodesKey, code: string, usedAtMs: number) => {
  const { codes } = openedCodes(entryOf(vault, id), [key]);
  const recoveryCodes = codes.map((one) => (one.code === code ? { code, usedAtMs } : one));
  return rewriteCodes(editAccount(vault, id, { recoveryCodes, sealedCodes: [] }, NOW_MS + usedAtMs), [key]);
};

describe.each(vectors.cases)('the vector "$name"', ({ password, box, codes }) => {
  it('opens or does not, by our code', async () => {
    const opened = await openCodesLock(box.lock, password).then(
      (key) => openSealed(key, box),
      () => null,
    );
    expect(opened).toEqual(codes);
  });

  it('does the same in the rescue script', () => {
    const program = `import json, sys; sys.argv = ["rescue"]; sys.path.insert(0, sys.stdin.readline().strip())
import rescue
case = json.loads(sys.stdin.readline())
print(json.dumps(rescue.open_sealed(case["box"], case["password"])))`;
    const input = `${join(SCRIPT, '..')}\n${JSON.stringify({ box, password })}\n`;
    const output = execFileSync('/usr/bin/python3', ['-B', '-c', program], { input, encoding: 'utf8' });
    const stored = codes?.map(({ code, usedAtMs }) =>
      usedAtMs === null ? { code } : { code, usedAt: usedAtMs },
    );
    expect(JSON.parse(output)).toEqual(stored ?? null);
  });
});

describe('a seal', () => {
  it('of an account that is here opens at another one, which a backup brought beside it', async () => {
    const { key, vault, ann } = await sealedVault();
    const { sealedCodes } = entryOf(vault, ann).account;
    const brought = newAccount({ ...totp('ann', 2), sealedCodes }, NOW_MS);
    const beside = addAccounts(vault, [brought]);
    expect(read(beside, brought.id, [key])).toEqual(['a', 'b']);
    expect(entryOf(rewriteCodes(beside, [key]), brought.id).account.sealedCodes).toMatchObject([
      { account: brought.id },
    ]);
  });

  it('under another account’s name is not opened, and is kept', async () => {
    const { key, vault, ann, bob } = await sealedVault();
    const sealedCodes = entryOf(vault, ann).account.sealedCodes.map((box) => ({ ...box, account: bob }));
    const renamed = editAccount(vault, bob, { sealedCodes }, NOW_MS);
    expect(read(renamed, bob, [key])).toEqual([]);
    expect(entryOf(rewriteCodes(renamed, [key]), bob).account.sealedCodes).toEqual(sealedCodes);
  });

  it('holds no more codes than can be read again: what is beyond takes another one', async () => {
    const { key, vault, ann } = await sealedVault();
    const many = Array.from({ length: RECOVERY_CODES_MAX }, (_, at) => `code ${at}`);
    const sealed = rewriteCodes(editAccount(vault, ann, { recoveryCodes: codesOf(...many) }, NOW_MS), [key]);
    const again = decodePayload(encodePayload(sealed));
    expect(entryOf(again, ann).account.sealedCodes.map(({ count }) => count)).toEqual([256, 2]);
    expect(read(again, ann, [key])).toEqual(['a', 'b', ...many]);
    // In the clear they have no room: they stay sealed.
    const off = rewriteCodes(withCodesLock(again, null), [key]);
    expect(read(decodePayload(encodePayload(off)), ann, [key])).toHaveLength(258);
  });

  it('of an account that came from another vault opens with its own password', async () => {
    const { key, vault, ann } = await sealedVault();
    const { sealedCodes } = entryOf(vault, ann).account;
    const copy = newAccount({ ...totp('ann'), sealedCodes }, NOW_MS);
    expect(read(addAccounts(EMPTY_VAULT, [copy]), copy.id, [key])).toEqual(['a', 'b']);
    expect(read(addAccounts(EMPTY_VAULT, [copy]), copy.id, [await cheapKey()])).toEqual([]);
  });
});

describe('two copies that went apart', () => {
  it('keep more seals than one account may have as two accounts', async () => {
    const { key, vault, ann } = await sealedVault();
    const withSeals = (count: number, issuer: string) => {
      const sealedCodes = Array.from({ length: count }, () => sealCodes(key, ann, codesOf(issuer)));
      return editAccount(vault, ann, { sealedCodes }, NOW_MS);
    };
    const { vault: merged, conflictIds } = mergeContents(vault, withSeals(9, 'x'), withSeals(8, 'y'));
    const again = decodePayload(encodePayload(merged));
    expect(conflictIds).toHaveLength(1);
    const both = [ann, ...conflictIds].flatMap((id) => read(again, id, [key]));
    expect(both.sort()).toEqual(['x', 'y']);
  });

  it('keep both seals, and put them together once the password is there', async () => {
    const { key, vault, ann } = await sealedVault();
    const merged = mergeContents(
      vault,
      marked(vault, ann, key, 'a', 1),
      marked(vault, ann, key, 'b', 2),
    ).vault;
    expect(entryOf(merged, ann).account.sealedCodes).toHaveLength(2);
    expect(openedCodes(entryOf(merged, ann), [key]).codes).toEqual([
      { code: 'a', usedAtMs: 1 },
      { code: 'b', usedAtMs: 2 },
    ]);
    expect(entryOf(rewriteCodes(merged, [key]), ann).account.sealedCodes).toHaveLength(1);
  });

  it('take the setting of the one that changed it, whichever that is', async () => {
    const { key, plain, vault } = await sealedVault();
    expect(codesLockOf(mergeContents(plain, vault, plain).vault)).toBe(key.lock);
    expect(codesLockOf(mergeContents(plain, plain, vault).vault)).toBe(key.lock);
    expect(codesLockOf(mergeContents(vault, plain, vault).vault)).toBeNull();
    expect(codesLockOf(mergeContents(vault, vault, plain).vault)).toBeNull();
  });

  it('lose no code where one turned it on and the other noted more', async () => {
    const { key, plain, vault, ann } = await sealedVault();
    const more = editAccount(plain, ann, { recoveryCodes: codesOf('a', 'b', 'c') }, NOW_MS + 1);
    const merged = mergeContents(plain, vault, more).vault;
    expect(read(merged, ann, [key])).toEqual(['a', 'b', 'c']);
  });

  it('that turned it on with two passwords keep both', async () => {
    const { key, plain, vault, ann } = await sealedVault();
    const other = await cheapKey();
    const theirs = rewriteCodes(withCodesLock(plain, other.lock), [other]);
    const merged = mergeContents(plain, vault, theirs).vault;
    expect(read(merged, ann, [key])).toEqual(['a', 'b']);
    expect(read(merged, ann, [other])).toEqual(['a', 'b']);
  });
});

it('the history keeps no step that holds a code in the clear, and its chain holds', async () => {
  const { vault: sealed, plain, ann } = await sealedVault();
  const noted = withChangeRecorded(
    plain,
    editAccount(plain, ann, { recoveryCodes: codesOf('z') }, NOW_MS),
    'edited',
    NOW_MS,
  );
  const renamed = withChangeRecorded(
    noted,
    editAccount(noted, ann, { issuer: 'Ex' }, NOW_MS),
    'edited',
    NOW_MS,
  );
  expect(withoutOpenCodes(renamed)).toBe(renamed);
  const on = withoutOpenCodes({ ...renamed, unknown: sealed.unknown });
  expect(on.history.records.map(({ seq }) => seq)).toEqual([2]);
  expect(chainState(on.history).isWhole).toBe(true);
  expect(on.history.head).toBe(renamed.history.head);
});

it('the rescue script prints sealed codes for their password, and says that there are some without', async () => {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  const { key, vault } = await sealedVault();
  await session.change((before) => ({ ...before, entries: vault.entries, unknown: vault.unknown }), 'added');
  const rescue = (options: readonly string[], input: string) =>
    execFileSync('/usr/bin/python3', [SCRIPT, ...options, path], { input, encoding: 'utf8' }).split('\n');
  expect(rescue(['--codes-password'], `${PASSWORD}\ncodes password\n`)).toEqual(
    expect.arrayContaining(['# recovery code: a', '# recovery code: b']),
  );
  const closed = rescue([], `${PASSWORD}\n`).filter((line) => line.startsWith('# recovery'));
  expect(closed).toEqual(['# recovery codes under a password of their own: --codes-password asks for it']);
  expect(rescue(['--codes-password'], `${PASSWORD}\nwrong\n`)).toEqual(expect.arrayContaining(closed));
  expect(key.lock).toBe(codesLockOf(session.vault));
});
