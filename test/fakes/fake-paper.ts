/**
 * The fake's paper vaults: nine codes on two sheets, whatever the vault holds. Runs in the page under test.
 * The rule: making takes the vault's password; an encrypted set opens with it, too.
 */
import type { Authenticator, PaperSheetCode, Review } from '../../electron/ipc/contract.ts';
import { type FakeMemory, type FakeOptions, failed, fine } from './fake-memory.ts';
import { type FakeAccount, fakeAccount } from './fake-vault.ts';

const CODES = 9;
const CODES_PER_SHEET = 6;

export function createFakePaper(
  { saved }: FakeMemory,
  options: FakeOptions,
  startReview: (accounts: readonly FakeAccount[], reviewId?: string) => Review,
): Authenticator['paper'] {
  const codes = Array.from(
    { length: CODES },
    (_, at): PaperSheetCode => ({
      number: at + 1,
      text: `HALFMINUTE-PAPER:1:E:0123456789ABCDEF:${at + 1}:${CODES}:00000000:${'ABCD'.repeat(224)}`,
      words: ['abandon', 'zoo'],
    }),
  );
  return {
    preview: async ({ isEncrypted }) =>
      fine({
        heldCount: saved.accounts.length,
        leftOut: [],
        lessened: isEncrypted
          ? saved.accounts.slice(0, 1).map(({ issuer }) => ({ name: issuer, lost: ['icon'] }))
          : [],
        quarantinedCount: 0,
      }),
    make: async ({ vaultPassword, paperPassword }) => {
      if (paperPassword !== null && paperPassword.length < 8) return failed('password-too-short');
      if (vaultPassword !== saved.password) return failed('wrong-password');
      if (saved.accounts.length === 0) return failed('export-empty');
      if (options.paperMade) return fine(options.paperMade);
      return fine({
        isEncrypted: paperPassword !== null,
        madeAtMs: Date.now(),
        words: ['abandon', 'ability', 'able', 'about'],
        accountCount: saved.accounts.length,
        codeCount: CODES,
        sheets: [codes.slice(0, CODES_PER_SHEET), codes.slice(CODES_PER_SHEET)],
      });
    },
    open: async ({ reviewId, password }) => {
      if (password !== saved.password) return failed('wrong-password');
      const review = startReview([fakeAccount({ issuer: 'On paper', accountName: 'one' })], reviewId);
      return fine({ ...review, paper: review.paper.map((each) => ({ ...each, state: 'opened' as const })) });
    },
  };
}
