/** Variants that no whole fixture shows: damage told from a wrong password, sealed messages of OpenPGP, bare parameters. Runs under Node. */
import { describe, expect, it } from 'vitest';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { fixtureFile } from './own-fixtures.ts';

const PASSWORD = 'pässword 1';
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const fileOf = (content: string | Uint8Array, name = 'download') =>
  sourceFile(typeof content === 'string' ? new TextEncoder().encode(content) : content, name);

describe('an encrypted 2FAS backup', () => {
  const backup = JSON.parse(fixtureFile('2fas-encrypted.2fas').text ?? '');
  const altered = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`);
  const read = (change: object, password = PASSWORD) =>
    readFile(fileOf(JSON.stringify({ ...backup, ...change })), { password });

  it('whose services are damaged is told from a wrong password by the reference beside them', async () => {
    const servicesEncrypted = altered(backup.servicesEncrypted);
    await expect(read({ servicesEncrypted })).rejects.toMatchObject({ code: 'damaged' });
    await expect(read({ servicesEncrypted }, 'other')).rejects.toMatchObject({ code: 'wrong-password' });
    await expect(read({ servicesEncrypted, reference: 'x:y:z' })).rejects.toMatchObject({
      code: 'wrong-password',
    });
    await expect(read({ servicesEncrypted: 'x' })).rejects.toMatchObject({ code: 'damaged' });
  });

  it('is read whatever its reference says', async () => {
    const { accounts } = await read({ reference: 'broken' });
    expect(accounts).toHaveLength(5);
  });
});

describe('a message of OpenPGP', () => {
  const body = Array.from({ length: 60 }, (_, at) => (at * 37 + 129) % 256);
  it.each([
    ['for a public key, old form', [0x85, 0x02, 0x0c, 0x03]],
    ['for a public key, new form', [0xc1, 0x5e, 0x03]],
    ['for a password, old form', [0x8c, 0x0d, 0x04]],
    ['for a password, new form', [0xc3, 0x1d, 0x05]],
  ])('%s is named', async (_, head) => {
    const file = fileOf(Uint8Array.from([...head, ...body]));
    await expect(readFile(file, { password: 'any' })).rejects.toMatchObject({ code: 'openpgp' });
    await expect(readFile(file)).rejects.toMatchObject({ code: 'openpgp' });
  });

  it('is not seen in an encrypted andOTP backup', async () => {
    const { accounts } = await readFile(fixtureFile('andotp-old.json.aes'), { password: PASSWORD });
    expect(accounts).toHaveLength(1);
  });
});

it('tags of a Key URI come along, each of them, beside what the list says', async () => {
  const display = encodeURIComponent(JSON.stringify({ tags: ['three'] }));
  const line = `otpauth://totp/Shop:ann?secret=${KEY}&tags=one&tags=two%20words&codeDisplay=${display}`;
  const { accounts } = await readFile(fileOf(line));
  expect(accounts.map(({ tags }) => tags)).toEqual([['one', 'two words', 'three']]);
});
