/** Files for other apps: read back whole by our own readers, and what does not fit is named, never dropped. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { planExport, readBackExport, writeExport } from '../../electron/formats/write-export.ts';
import { WRITERS } from '../../electron/formats/writers.ts';
import type { WritableAccount } from '../../electron/formats/writing.ts';
import { ALGORITHMS } from '../../electron/otp/account.ts';
import { cleanName } from '../../electron/otp/draft.ts';
import {
  AWKWARD_NAMES,
  EVERY_KIND,
  hotp,
  LOADED,
  NOW_MS,
  PASSWORD,
  secretOf,
  totp,
} from './accounts-to-write.ts';

const passwordFor = (isEncrypted: boolean) => (isEncrypted ? { password: PASSWORD } : {});
const write = (id: string, isEncrypted: boolean, accounts: readonly WritableAccount[]) =>
  writeExport(id, accounts, { nowMs: NOW_MS, ...passwordFor(isEncrypted) });
const plainWriters = WRITERS.filter(({ isEncrypted }) => !isEncrypted);
const encryptedWriters = WRITERS.filter(({ isEncrypted }) => isEncrypted);

it('the list shows encrypted formats first, each under one name', () => {
  expect(WRITERS).toEqual([...encryptedWriters, ...plainWriters]);
  expect(new Set(WRITERS.map(({ id }) => id)).size).toBe(WRITERS.length);
});

describe.each(WRITERS)('$id', ({ id, isEncrypted }) => {
  it('gives back every account that it was said to hold, in order', async () => {
    const accounts = [...EVERY_KIND, ...AWKWARD_NAMES, LOADED];
    const written = await write(id, isEncrypted, accounts);
    const judged = [...written.held, ...written.leftOut.map(({ account }) => account)];
    expect(new Set(judged)).toEqual(new Set(accounts));
    expect(written.held.length).toBeGreaterThan(EVERY_KIND.length);
    const back = await readBackExport(written, written.bytes, isEncrypted ? PASSWORD : undefined);
    expect(back).toEqual({ matchedCount: written.held.length, totalCount: written.held.length });
  });

  it('says so when an account is missing or another', async () => {
    const whole = await write(id, isEncrypted, EVERY_KIND.slice(0, 2));
    const password = isEncrypted ? PASSWORD : undefined;
    const short = await write(id, isEncrypted, EVERY_KIND.slice(0, 1));
    expect(await readBackExport(whole, short.bytes, password)).toMatchObject({ matchedCount: 0 });
    const [first, second] = EVERY_KIND;
    const other = await write(id, isEncrypted, [first, { ...second, otp: totp(99) }] as WritableAccount[]);
    expect(await readBackExport(whole, other.bytes, password)).toEqual({ matchedCount: 1, totalCount: 2 });
  });

  it('writes nothing where no account fits', async () => {
    await expect(write(id, isEncrypted, [])).rejects.toMatchObject({ code: 'empty' });
  });

  it('holds an account of ten digits, or names it', async () => {
    const odd = { issuer: 'Odd', accountName: 'x', otp: totp(30, { digits: 10, periodSeconds: 3599 }) };
    const plan = planExport(id, [EVERY_KIND[0] as WritableAccount, odd]);
    expect([...plan.held, ...plan.leftOut.map(({ account }) => account)]).toContain(odd);
  });
});

describe.each(plainWriters)('any accounts in $id', ({ id }) => {
  const name = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => cleanName(text).name);
  const otp = fc.oneof(
    fc.record({
      seed: fc.nat(),
      algorithm: fc.constantFrom(...ALGORITHMS),
      digits: fc.integer({ min: 1, max: 10 }),
      periodSeconds: fc.integer({ min: 1, max: 4_000 }),
    }),
    fc.record({
      seed: fc.nat(),
      algorithm: fc.constantFrom(...ALGORITHMS),
      digits: fc.integer({ min: 1, max: 10 }),
      counter: fc.maxSafeNat(),
    }),
  );
  const account = fc.record({
    issuer: name,
    accountName: name,
    otp: otp.map(({ seed, ...parameters }) =>
      'counter' in parameters ? hotp(seed, parameters) : totp(seed, parameters),
    ),
    tags: fc.uniqueArray(fc.constantFrom('Work', 'Home', 'a;b', '"')),
    note: fc.constantFrom('', 'note', 'two\nlines', ' "x", y'),
    isPinned: fc.boolean(),
  });

  it('come back, or are named', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(account, { minLength: 1, maxLength: 12 }), async (accounts) => {
        const plan = planExport(id, accounts);
        expect(plan.held.length + plan.leftOut.length).toBe(accounts.length);
        if (plan.held.length === 0) return;
        const written = await write(id, false, accounts);
        const back = await readBackExport(written, written.bytes);
        expect(back).toEqual({ matchedCount: plan.held.length, totalCount: plan.held.length });
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(encryptedWriters)('the password of $id', ({ id }) => {
  it('is needed to write, opens the file, and no other does', async () => {
    await expect(writeExport(id, EVERY_KIND, { nowMs: NOW_MS })).rejects.toMatchObject({
      code: 'password-needed',
    });
    const { bytes } = await write(id, true, EVERY_KIND);
    await expect(readFile(sourceFile(bytes), { password: 'not this one' })).rejects.toMatchObject({
      code: 'wrong-password',
    });
    await expect(readFile(sourceFile(bytes), {})).rejects.toMatchObject({ code: 'password-needed' });
  });

  it('does not leave a name or a secret in sight', async () => {
    const { bytes } = await write(id, true, EVERY_KIND);
    const shown = new TextDecoder('latin1').decode(bytes);
    expect(shown).not.toMatch(/Blue Bank|ann@example|otpauth|e3152afee62599c8/);
    const again = await write(id, true, EVERY_KIND);
    expect(Buffer.compare(bytes, again.bytes)).not.toBe(0);
  });
});

describe('what a format cannot hold', () => {
  const lost = (id: string, account: WritableAccount) => planExport(id, [account]).lessened[0]?.lost ?? [];
  const leftOut = (id: string, otp: WritableAccount['otp']) =>
    planExport(id, [{ issuer: 'A', accountName: 'b', otp }]).leftOut[0]?.reason ?? null;
  const motp = (secret: string) =>
    ({ type: 'motp', secret: new TextEncoder().encode(secret), pin: '1234' }) as const;

  it('in Aegis', () => {
    expect(lost('aegis-encrypted', LOADED)).toEqual(['recovery-codes']);
    expect(leftOut('aegis-plain', totp(1, { periodSeconds: 2_147_483 }))).toBeNull();
    expect(leftOut('aegis-plain', totp(1, { periodSeconds: 2_147_484 }))).toBe('period');
    expect(leftOut('aegis-plain', motp('E3152AFEE62599C8'))).toBe('secret');
    expect(leftOut('aegis-plain', { ...motp('e3152afee62599c8'), pin: '' })).toBe('pin');
  });

  it('in a list of Key URIs', () => {
    expect(lost('otpauth-uri-list', LOADED)).toEqual(['tags', 'note', 'icon', 'pinned', 'recovery-codes']);
    expect(leftOut('otpauth-uri-list', motp('not hexadecimal'))).toBeNull();
    expect(leftOut('otpauth-uri-list', motp(' a space in front'))).toBe('no-key-uri');
    const bytes = { type: 'motp', secret: secretOf(1), pin: '1234' } as const;
    expect(leftOut('otpauth-uri-list', { ...bytes, secret: Uint8Array.of(0xff, 0xfe) })).toBe('no-key-uri');
  });
});
