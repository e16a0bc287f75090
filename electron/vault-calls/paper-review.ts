/**
 * Codes of paper vaults among the texts of a review. Pure; runs in the vault process.
 * The rule: a text that holds such codes is told as nothing else, and a set's accounts become candidates once, when the
 * whole of it is there and, if it is encrypted, open.
 */
import { findPaperCodes, sheetOf, wordsOfSet } from '../formats/paper-code.ts';
import { bytesOfSet, collectPaperCodes, missingOf, type PaperSet } from '../formats/paper-set.ts';
import type { PaperView } from '../ipc/contract.ts';
import type { Account } from '../otp/account.ts';
import { findKeyUris } from '../otp/foreign-text.ts';
import {
  continueReview,
  continueWithDrafts,
  EMPTY_REVIEW,
  NO_SOURCE,
  type ReviewFault,
  type ReviewState,
} from '../otp/review.ts';
import { labelOfLine } from '../vault/account-record.ts';
import { readPlainPaper } from '../vault/paper.ts';
import { accountsOf, quarantinedOf, type Vault } from '../vault/vault.ts';

export interface PaperProgress {
  readonly set: PaperSet;
  /** Its accounts are among the candidates. */
  readonly isOpened: boolean;
}

export interface ReviewedPaper {
  readonly state: ReviewState;
  readonly paper?: readonly PaperProgress[];
}

export const NO_PAPER_YET: ReviewedPaper = { state: EMPTY_REVIEW };

/** Goes on with a review: texts of any kind, codes of paper vaults among them. */
export function reviewWithPaper(
  { state, paper = [] }: ReviewedPaper,
  texts: readonly string[],
  existing: readonly Account[],
): Required<ReviewedPaper> {
  const isNewPaper = (text: string) => findPaperCodes(text).length > 0 && !state.textsRead.has(text);
  const faults: ReviewFault[] = [];
  let sets = paper.map(({ set }) => set);
  for (const [position, text] of texts.entries()) {
    if (!isNewPaper(text)) continue;
    const collected = collectPaperCodes(sets, text);
    sets = [...collected.sets];
    const source = state.textCount + position;
    faults.push(
      ...collected.faults.map((fault) => ({ source, reason: `paper-${fault}` as const, seen: '' })),
    );
  }
  const paperAlone = texts.filter((text) => isNewPaper(text) && findKeyUris(text).length === 0);
  const textsRead = new Set([...state.textsRead, ...paperAlone]);
  const read = continueReview({ ...state, textsRead }, texts, existing);
  const wasOpened = new Set(paper.filter(({ isOpened }) => isOpened).map(({ set }) => set.setId));
  let reviewed: ReviewState = { ...read, problems: [...read.problems, ...faults] };
  const progress = sets.map((set): PaperProgress => {
    const bytes = wasOpened.has(set.setId) || set.kind === 'E' ? null : bytesOfSet(set);
    if (!(bytes instanceof Uint8Array)) return { set, isOpened: wasOpened.has(set.setId) };
    const { drafts, refused } = readPlainPaper(bytes);
    const problems = refused.map(({ reason, seen }) => ({ source: NO_SOURCE, reason, seen }));
    reviewed = continueWithDrafts(reviewed, { drafts, problems }, existing);
    return { set, isOpened: true };
  });
  return { state: reviewed, paper: progress };
}

/** The review with the accounts of an encrypted set, opened. */
export function withOpenedPaper(
  { state, paper = [] }: ReviewedPaper,
  { setId, vault }: { readonly setId: string; readonly vault: Vault },
  existing: readonly Account[],
): Required<ReviewedPaper> {
  const problems = quarantinedOf(vault).map(({ line }) => ({
    source: NO_SOURCE,
    reason: 'damaged-record' as const,
    seen: labelOfLine(line),
  }));
  return {
    state: continueWithDrafts(state, { drafts: accountsOf(vault), problems }, existing),
    paper: paper.map((each) => (each.set.setId === setId ? { ...each, isOpened: true } : each)),
  };
}

export function paperView({ set, isOpened }: PaperProgress): PaperView {
  const { setId, kind, count } = set;
  return {
    setId,
    words: wordsOfSet(setId),
    isEncrypted: kind === 'E',
    codeCount: count,
    sheetCount: sheetOf(count),
    missing: missingOf(set),
    state: isOpened ? 'opened' : stateOf(set),
  };
}

function stateOf(set: PaperSet): PaperView['state'] {
  const bytes = bytesOfSet(set);
  if (bytes === null) return 'incomplete';
  return bytes === 'damaged' ? 'damaged' : 'password-needed';
}
