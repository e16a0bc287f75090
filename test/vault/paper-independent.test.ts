/**
 * Paper vaults read by docs/paper-format.md alone: a reader in Python, and docs/rescue.py on what an encrypted one holds.
 * The rule: no code is shared with ours, and a missing program fails the test.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { PaperKind } from '../../electron/formats/paper-code.ts';
import { paperCodes, textsOf } from '../../electron/formats/paper-set.ts';
import { reviewTexts } from '../../electron/otp/review.ts';
import { sealPaper, writePlainPaper } from '../../electron/vault/paper.ts';
import { addAccounts, EMPTY_VAULT, newAccount } from '../../electron/vault/vault.ts';
import { EVERY_KIND } from '../formats/accounts-to-write.ts';
import { CHEAP_KDF, NOW_MS, PASSWORD, temporaryFolder } from './vault-samples.ts';

const READER = path.join(import.meta.dirname, 'read_paper.py');
const RESCUE = path.join(import.meta.dirname, '../../docs/rescue.py');
const python = (args: readonly string[], input: string) =>
  execFileSync('/usr/bin/python3', [...args], { input });

/** The bytes that Python makes of a set's texts, the last first. */
function readByPython(kind: PaperKind, bytes: Uint8Array): Uint8Array {
  const texts = [...textsOf(paperCodes(kind, bytes))].reverse();
  expect(texts.length).toBeGreaterThan(1);
  return python([READER], texts.join('\n'));
}
const otpsIn = (uris: readonly string[]) => reviewTexts(uris, []).candidates.map(({ draft }) => draft.otp);
const EXPECTED = EVERY_KIND.map(({ otp }) => otp);

it('a plain set is a list of Key URIs to who follows the specification', () => {
  const bytes = writePlainPaper([
    ...EVERY_KIND,
    ...EVERY_KIND.map((each) => ({ ...each, note: 'once more' })),
  ]);
  const read = readByPython('P', bytes);
  expect(Buffer.from(read)).toEqual(Buffer.from(bytes));
  expect(otpsIn([Buffer.from(read).toString()])).toEqual(EXPECTED);
});

it('an encrypted set is a file that the rescue script opens with the password of the paper', async () => {
  const accounts = EVERY_KIND.map((draft) => newAccount(draft, NOW_MS));
  const bytes = await sealPaper(addAccounts(EMPTY_VAULT, accounts), PASSWORD, CHEAP_KDF);
  const file = path.join(await temporaryFolder(), 'from-paper');
  await writeFile(file, readByPython('E', bytes));
  const [, ...uris] = python([RESCUE, file], `${PASSWORD}\n`).toString().trim().split('\n');
  expect(otpsIn(uris)).toEqual(EXPECTED);
});
