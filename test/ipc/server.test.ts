/** The server of the contract: each refusal beside the acceptance. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../electron/ipc/client.ts';
import { type Call, contract, mainCalls, vaultCalls } from '../../electron/ipc/contract.ts';
import { CodedError, FAILURE_CODES } from '../../electron/ipc/failure.ts';
import { serveCalls } from '../../electron/ipc/server.ts';

const calls = {
  number: {
    double: { argument: v.number() } as Call<number, number>,
    refuse: { argument: v.undefined() } as Call<undefined, null>,
    crash: { argument: v.undefined() } as Call<undefined, null>,
  },
};
const unexpected: string[] = [];
const answer = serveCalls(
  calls,
  {
    number: {
      double: (value) => value * 2,
      refuse: () => {
        throw new CodedError('disk-full');
      },
      crash: () => {
        throw new Error('/home/person/secret JBSWY3DPEHPK3PXP');
      },
    },
  },
  (name) => unexpected.push(name),
);

describe('serveCalls', () => {
  it('runs a known call with an argument that parses', async () => {
    expect(await answer('number.double', 21)).toEqual({ ok: true, value: 42 });
  });

  it.each([
    'number.triple',
    'number',
    'double',
    '',
    '__proto__',
    'constructor',
    'number.__proto__',
    'number.constructor',
    'toString.call',
    7,
    null,
    undefined,
    {},
    ['number', 'double'],
  ])('answers unknown-call to %j', async (name) => {
    expect(await answer(name, 1)).toEqual({ ok: false, code: 'unknown-call' });
  });

  it.each([['21'], [null], [undefined], [{}], [Number.NaN]])(
    'answers bad-argument to %j',
    async (argument) => {
      expect(await answer('number.double', argument)).toEqual({ ok: false, code: 'bad-argument' });
    },
  );

  it('answers the code of a CodedError', async () => {
    expect(await answer('number.refuse', undefined)).toEqual({ ok: false, code: 'disk-full' });
  });

  it('answers any other error without its message, and reports it inside', async () => {
    expect(await answer('number.crash', undefined)).toEqual({ ok: false, code: 'unexpected' });
    expect(unexpected).toEqual(['number.crash']);
  });
});

describe('createClient', () => {
  it('has a function for each call of the contract and nothing else', async () => {
    const asked: unknown[] = [];
    const client = createClient(contract, async (name, argument) => {
      asked.push([name, argument]);
      return { ok: true, value: null };
    });
    await client.vault.unlock({ password: 'correct horse' });
    await client.accounts.list();
    expect(asked).toEqual([
      ['vault.unlock', { password: 'correct horse' }],
      ['accounts.list', undefined],
    ]);
    expect(Object.keys(client)).toEqual([...Object.keys(vaultCalls), ...Object.keys(mainCalls)]);
  });
});

describe('the contract', () => {
  const parse = (call: Call<unknown, unknown>, argument: unknown) =>
    v.safeParse(call.argument, argument).success;

  it('names no group twice between main and the vault process', () => {
    expect(Object.keys(vaultCalls).filter((group) => group in mainCalls)).toEqual([]);
  });

  it('has every failure code once', () => {
    expect(new Set(FAILURE_CODES).size).toBe(FAILURE_CODES.length);
  });

  it.each(['123456', 'R8W2K', '1234567890', '0f9ad2', 'qwertzui'])('takes %s for the clipboard', (code) => {
    expect(parse(contract.clipboard.copy, { code })).toBe(true);
  });

  it.each(['', '123', '12345678901', '123 456', 'rm -rf', 'abcde', 'https://x', '12345\n'])(
    'refuses %j for the clipboard',
    (code) => {
      expect(parse(contract.clipboard.copy, { code })).toBe(false);
    },
  );

  it('refuses members that it does not know', () => {
    expect(parse(contract.vault.unlock, { password: 'x', path: '/etc/passwd' })).toBe(false);
    expect(parse(contract.vault.unlock, { password: 'x' })).toBe(true);
    expect(parse(contract.settings.set, { theme: 'dark' })).toBe(true);
    expect(parse(contract.settings.set, { theme: 'dark', devTools: true })).toBe(false);
    expect(parse(contract.settings.set, JSON.parse('{"__proto__": {"theme": "dark"}}'))).toBe(false);
  });

  it('bounds what it takes', () => {
    expect(parse(contract.accounts.review, { reviewId: null, texts: ['x'.repeat(16_384)] })).toBe(true);
    expect(parse(contract.accounts.review, { reviewId: null, texts: ['x'.repeat(16_385)] })).toBe(false);
    expect(parse(contract.accounts.review, { reviewId: null, texts: Array(1001).fill('x') })).toBe(false);
    expect(parse(contract.vault.create, { password: 'x'.repeat(1025) })).toBe(false);
  });
});
