/** Files for other apps: read back whole by our own readers, and what does not fit is named, never dropped. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import {
  planExport,
  readBackExport,
  type WrittenExport,
  writeExport,
} from '../../electron/formats/write-export.ts';
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
  PAIR,
  PASSWORD,
  totp,
} from './accounts-to-write.ts';

const passwordFor = (isEncrypted: boolean) => (isEncrypted ? { password: PASSWORD } : {});
const write = (id: string, isEncrypted: boolean, accounts: readonly WritableAccount[]) =>
  writeExport(id, accounts, { nowMs: NOW_MS, ...passwordFor(isEncrypted) });
const EVERYTHING = [...EVERY_KIND, ...AWKWARD_NAMES, LOADED];
/** A key derivation as dear as in use is paid once a format. */
const sealed = new Map<string, Promise<WrittenExport>>();
const writeEverything = (id: string, isEncrypted: boolean) => {
  const promise = sealed.get(id) ?? write(id, isEncrypted, EVERYTHING);
  sealed.set(id, promise);
  return promise;
};
const plainWriters = WRITERS.filter(({ isEncrypted }) => !isEncrypted);
const encryptedWriters = WRITERS.filter(({ isEncrypted }) => isEncrypted);

it('the list shows encrypted formats first, each under one name', () => {
  expect(WRITERS).toEqual([...encryptedWriters, ...plainWriters]);
  expect(new Set(WRITERS.map(({ id }) => id)).size).toBe(WRITERS.length);
});

describe.each(WRITERS)('$id', ({ id, isEncrypted }) => {
  const password = isEncrypted ? PASSWORD : undefined;

  it('gives back every account that it was said to hold, in order', async () => {
    const written = await writeEverything(id, isEncrypted);
    const judged = [...written.held, ...written.leftOut.map(({ account }) => account)];
    expect(new Set(judged)).toEqual(new Set(EVERYTHING));
    expect(written.held.length).toBeGreaterThan(AWKWARD_NAMES.length);
    const back = await readBackExport(written, written.bytes, password);
    expect(back).toEqual({ matchedCount: written.held.length, totalCount: written.held.length });
  });

  it('writes nothing where no account fits', async () => {
    await expect(write(id, isEncrypted, [])).rejects.toMatchObject({ code: 'empty' });
  });

  it('holds an account of unusual digits and period, or names it', () => {
    const odd = { issuer: 'Odd', accountName: 'x', otp: totp(30, { digits: 10, periodSeconds: 3599 }) };
    const plan = planExport(id, [...PAIR, odd]);
    expect([...plan.held, ...plan.leftOut.map(({ account }) => account)]).toEqual([...PAIR, odd]);
  });
});

describe.each(plainWriters)('reading back $id', ({ id }) => {
  it('says so when an account is missing, is another or is too many', async () => {
    const whole = await write(id, false, PAIR);
    const [first, second] = PAIR;
    const short = await write(id, false, [first]);
    expect(await readBackExport(whole, short.bytes)).toEqual({ matchedCount: 0, totalCount: 2 });
    expect(await readBackExport(short, whole.bytes)).toEqual({ matchedCount: 0, totalCount: 1 });
    const other = await write(id, false, [first, { ...second, otp: totp(99) }]);
    expect(await readBackExport(whole, other.bytes)).toEqual({ matchedCount: 1, totalCount: 2 });
    const renamed = await write(id, false, [first, { ...second, accountName: 'someone else' }]);
    expect(await readBackExport(whole, renamed.bytes)).toEqual({ matchedCount: 1, totalCount: 2 });
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
      { numRuns: 30 },
    );
  });
});

describe.each(encryptedWriters)('the password of $id', ({ id }) => {
  it('is needed to write', async () => {
    await expect(writeExport(id, PAIR, { nowMs: NOW_MS })).rejects.toMatchObject({ code: 'password-needed' });
  });

  it('is the only one that opens the file', async () => {
    const file = sourceFile((await writeEverything(id, true)).bytes);
    await expect(readFile(file, { password: 'not this one' })).rejects.toMatchObject({
      code: 'wrong-password',
    });
    await expect(readFile(file, {})).rejects.toMatchObject({ code: 'password-needed' });
  });

  it('seals every name and secret', async () => {
    const { bytes } = await writeEverything(id, true);
    // Short words ("bob", "TOTP") stand in random base64 now and then; these cannot.
    expect(new TextDecoder('latin1').decode(bytes)).not.toMatch(/Example|ann@example|Blue Bank|otpauth:/i);
  });

  it('stops when the person cancels', async () => {
    const signal = AbortSignal.abort();
    const cancelled = writeExport(id, PAIR, { nowMs: NOW_MS, password: PASSWORD, signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});
