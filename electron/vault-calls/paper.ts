/**
 * `paper.*` of the contract: makes a paper vault, and opens one that was scanned. Runs in the vault process.
 * The rule: codes are given away only after the very texts, in another order, gave the same accounts back.
 */
import type { PaperCode } from '../formats/paper-code.ts';
import { sheetOf, wordsOfCode, wordsOfSet } from '../formats/paper-code.ts';
import { bytesOfSet, collectPaperCodes, PAPER_BYTES_MAX, paperCodes, textsOf } from '../formats/paper-set.ts';
import { whatUriCannotHold } from '../formats/uri-list-writer.ts';
import type { HandlersOf, PaperMade, PaperSheetCode, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { Account } from '../otp/account.ts';
import { displayName } from '../otp/draft.ts';
import { isSameOtp } from '../otp/likeness.ts';
import { openPaper, readPlainPaper, sealPaper, withoutPicture, writePlainPaper } from '../vault/paper.ts';
import { refuseShortPassword } from '../vault/password-length.ts';
import { accountsOf, quarantinedOf, type Vault } from '../vault/vault.ts';
import { acceptedWork } from './accepted-work.ts';
import { withOpenedPaper } from './paper-review.ts';
import type { Reviews } from './reviews.ts';
import type { VaultHolder } from './vault-holder.ts';

export function createPaperCalls(
  holder: VaultHolder,
  reviews: Reviews,
  now: () => number,
): HandlersOf<typeof vaultCalls>['paper'] {
  return {
    preview: ({ isEncrypted }) => {
      const { vault } = holder.session();
      const { held, leftOut, lessened } = planPaper(vault, isEncrypted);
      return {
        heldCount: held.length,
        leftOut: leftOut.map(({ account, reason }) => ({ name: nameOf(account), reason })),
        lessened: lessened.map(({ account, lost }) => ({ name: nameOf(account), lost })),
        quarantinedCount: isEncrypted ? 0 : quarantinedOf(vault).length,
      };
    },
    make: async ({ vaultPassword, paperPassword }) => {
      if (paperPassword !== null) refuseShortPassword(paperPassword);
      await holder.checkPassword(vaultPassword);
      return { ...(await makePaper(holder.session().vault, paperPassword)), madeAtMs: now() };
    },
    open: async ({ reviewId, setId, password, isWorkAccepted }) => {
      const found = reviews.get(reviewId).paper?.find(({ set }) => set.setId === setId && set.kind === 'E');
      const bytes = found && !found.isOpened ? bytesOfSet(found.set) : null;
      if (bytes === null) throw new CodedError('review-missing');
      if (bytes === 'damaged') throw new CodedError('vault-damaged');
      const vault = await openPaper(bytes, password, acceptedWork(isWorkAccepted));
      // Opening took a second: what the review has become meanwhile goes on, and the vault may be locked by now.
      const review = reviews.get(reviewId);
      const existing = accountsOf(holder.session().vault);
      return reviews.update(reviewId, { ...review, ...withOpenedPaper(review, { setId, vault }, existing) });
    },
  };
}

/** What a paper vault would hold of a vault. */
export function planPaper(vault: Vault, isEncrypted: boolean) {
  const accounts = accountsOf(vault);
  const held = isEncrypted ? accounts : accounts.filter(isPlainlyHeld);
  return {
    held,
    leftOut: accounts
      .filter((account) => !held.includes(account))
      .map((account) => ({ account, reason: 'no-key-uri' as const })),
    lessened: held
      .filter((account) => withoutPicture(account) !== account)
      .map((account) => ({ account, lost: ['icon'] as const })),
  };
}

/**
 * The sheets of a vault, under a password of their own or plain where that is null.
 * @throws CodedError `export-empty`, `paper-too-large`, `password-too-short`, `export-not-verified`.
 */
export async function makePaper(vault: Vault, paperPassword: string | null): Promise<Made> {
  return paperPassword === null ? makePlain(vault) : await makeEncrypted(vault, paperPassword);
}

async function makeEncrypted(vault: Vault, password: string): Promise<Made> {
  const accounts = accountsOf(vault);
  if (accounts.length === 0) throw new CodedError('export-empty');
  const codes = codesOf('E', await sealPaper(vault, password));
  const back = accountsOf(await openPaper(readBack(codes), password));
  return verified(codes, accounts, back);
}

function makePlain(vault: Vault): Made {
  const accounts = accountsOf(vault).filter(isPlainlyHeld);
  if (accounts.length === 0) throw new CodedError('export-empty');
  const codes = codesOf('P', writePlainPaper(accounts));
  return verified(codes, accounts, readPlainPaper(readBack(codes)).drafts);
}

function codesOf(kind: PaperCode['kind'], bytes: Uint8Array): readonly PaperCode[] {
  if (bytes.length > PAPER_BYTES_MAX) throw new CodedError('paper-too-large');
  return paperCodes(kind, bytes);
}

/** What the texts give, the last first. @throws CodedError `export-not-verified`. */
function readBack(codes: readonly PaperCode[]): Uint8Array {
  const { sets } = collectPaperCodes([], [...textsOf(codes)].reverse().join('\n'));
  const bytes = sets[0] ? bytesOfSet(sets[0]) : null;
  if (!(bytes instanceof Uint8Array)) throw new CodedError('export-not-verified');
  return bytes;
}

export type Made = Omit<PaperMade, 'madeAtMs'>;
type Named = Pick<Account, 'issuer' | 'accountName' | 'otp'>;

/** Whether what was read is these accounts and no other: names, type, secret and parameters of each, in their order. */
export function areReadBack(accounts: readonly Named[], back: readonly Named[]): boolean {
  const areSame = accounts.every((account, at) => {
    const read = back[at];
    return read && isSameOtp(read.otp, account.otp) && nameOf(read) === nameOf(account);
  });
  return areSame && back.length === accounts.length;
}

/** @throws CodedError `export-not-verified`. */
function verified(codes: readonly PaperCode[], accounts: readonly Account[], back: readonly Named[]): Made {
  if (!areReadBack(accounts, back)) throw new CodedError('export-not-verified');
  const texts = textsOf(codes);
  const sheets: PaperSheetCode[][] = [];
  for (const [at, code] of codes.entries()) {
    const sheet = sheetOf(code.number) - 1;
    sheets[sheet] ??= [];
    sheets[sheet].push({ number: code.number, text: texts[at] ?? '', words: wordsOfCode(code) });
  }
  return {
    isEncrypted: codes[0]?.kind === 'E',
    words: wordsOfSet(codes[0]?.setId ?? ''),
    accountCount: accounts.length,
    codeCount: codes.length,
    sheets,
  };
}

/** Whether a Key URI says all that makes its codes. */
function isPlainlyHeld(account: Account): boolean {
  return whatUriCannotHold(account).leftOut === null;
}

function nameOf({ issuer, accountName }: Pick<Account, 'issuer' | 'accountName'>): string {
  return displayName(issuer, accountName);
}
