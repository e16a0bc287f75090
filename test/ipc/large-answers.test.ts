import { expect, test } from 'vitest';
import { vaultCalls } from '../../electron/ipc/contract.ts';
import { createCarrier } from '../../electron/ipc/large-answers.ts';

const carry = createCarrier(vaultCalls);
const list = { accounts: [{ issuer: 'Zürich "1"' }], quarantined: [] };

test('the list of accounts crosses as one text that says the same', () => {
  const carried = carry('accounts.list', { ok: true, value: list });
  expect(carried).toEqual({ ok: true, text: expect.any(String) });
  expect(JSON.parse((carried as { readonly text: string }).text)).toEqual(list);
});

test('a refusal, another call and a name that is no call cross as they are', () => {
  const refusal = { ok: false, code: 'locked' } as const;
  expect(carry('accounts.list', refusal)).toBe(refusal);
  const codes = { ok: true, value: [{ id: 'a', code: '123456' }] } as const;
  for (const name of ['codes.at', '__proto__', undefined, 7]) expect(carry(name, codes)).toBe(codes);
});
