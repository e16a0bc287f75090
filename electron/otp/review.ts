/**
 * The review that every way of adding accounts ends in: what was found, how it relates to the vault, what went wrong.
 * Pure; vault process. The rules: a review is replaced, never edited, and its secrets leave it only as accounts
 * (`reviewView` has none).
 */
import type { Account, AccountDraft } from './account.ts';
import { warningsOf } from './draft.ts';
import { classifyForeignText, findKeyUris } from './foreign-text.ts';
import { parseKeyUri } from './key-uri.ts';
import { isSameOtp, type Likeness, likenessTo, namesKey } from './likeness.ts';
import { isMigrationUri, type MigrationBatch, parseMigrationUri } from './migration.ts';
import type { UriProblem, UriWarning } from './problem.ts';

/** Where a draft that came from no text says it comes from: a form or a backup. */
export const NO_SOURCE = -1;

/** A picture from outside, untouched and untrusted. */
export interface FoundPicture {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** An account that was found, with what of its source matters to the choice and is not kept as it is. */
export interface FoundDraft extends AccountDraft {
  /** In the other app's bin. */
  readonly isTrashed?: boolean;
  /** Its icon as the file has it; kept only once the page has drawn it anew (`withPictures`). */
  readonly picture?: FoundPicture;
}

export type ReviewCandidate = Likeness & {
  /** Unique in its review and stable while the review is continued. */
  readonly id: string;
  readonly draft: FoundDraft;
  readonly warnings: readonly UriWarning[];
  /** Index of the text, counted over all texts of the review from its beginning; -1 for a form or a backup. */
  readonly source: number;
};

export interface ReviewFault {
  readonly source: number;
  readonly reason: UriProblem;
  /** Safe to show. */
  readonly seen: string;
}

/** Progress of one export that is spread over several QR codes. */
export interface ReviewBatch {
  readonly id: number | null;
  readonly size: number;
  /** Places seen so far, from 0, in rising order. */
  readonly seenIndexes: readonly number[];
}

export interface ReviewState {
  readonly candidates: readonly ReviewCandidate[];
  readonly problems: readonly ReviewFault[];
  readonly batches: readonly ReviewBatch[];
  /** How many texts were given so far, repeats included: the `source` of the next one. */
  readonly textCount: number;
  /** Texts that were read; one that comes again changes nothing. */
  readonly textsRead: ReadonlySet<string>;
}

type Found = Pick<ReviewCandidate, 'draft' | 'warnings' | 'source'>;

interface ReadText {
  readonly found: readonly Found[];
  readonly problems: readonly ReviewFault[];
  readonly batches: readonly MigrationBatch[];
}

export const EMPTY_REVIEW: ReviewState = {
  candidates: [],
  problems: [],
  batches: [],
  textCount: 0,
  textsRead: new Set(),
};

/** Starts a review of what QR codes or pasted texts hold. */
export function reviewTexts(texts: readonly string[], existing: readonly Account[]): ReviewState {
  return continueReview(EMPTY_REVIEW, texts, existing);
}

/**
 * Starts a review of accounts that were read already, from a form, a backup or another app's file.
 * @param pages of exports over several QR codes that the file held: the review says which are missing.
 */
export function reviewDrafts(
  drafts: readonly FoundDraft[],
  existing: readonly Account[],
  pages: readonly MigrationBatch[] = [],
): ReviewState {
  const found = drafts.map((draft) => ({ draft, warnings: warningsOf(draft), source: NO_SOURCE }));
  return {
    ...EMPTY_REVIEW,
    candidates: withFound([], found, existing),
    batches: pages.reduce(withBatch, EMPTY_REVIEW.batches),
  };
}

/** Goes on with a review: more texts (the export's next QR codes), and all candidates judged anew by the vault as it is. */
export function continueReview(
  state: ReviewState,
  texts: readonly string[],
  existing: readonly Account[],
): ReviewState {
  const textsRead = new Set(state.textsRead);
  const reads: ReadText[] = [];
  for (const [position, text] of texts.entries()) {
    if (textsRead.has(text)) continue;
    textsRead.add(text);
    reads.push(readText(text, state.textCount + position));
  }
  return {
    candidates: withFound(
      state.candidates,
      reads.flatMap((read) => read.found),
      existing,
    ),
    problems: [...state.problems, ...reads.flatMap((read) => read.problems)],
    batches: reads.flatMap((read) => read.batches).reduce(withBatch, state.batches),
    textCount: state.textCount + texts.length,
    textsRead,
  };
}

/** Goes on with a review: accounts that were read already, and what of their source could not be. */
export function continueWithDrafts(
  state: ReviewState,
  {
    drafts,
    problems,
  }: { readonly drafts: readonly AccountDraft[]; readonly problems: readonly ReviewFault[] },
  existing: readonly Account[],
): ReviewState {
  const found = drafts.map((draft) => ({ draft, warnings: warningsOf(draft), source: NO_SOURCE }));
  return {
    ...state,
    candidates: withFound(state.candidates, found, existing),
    problems: [...state.problems, ...problems],
  };
}

/** The review with pictures that were drawn anew, by candidate; what is not a candidate of it is passed over. */
export function withPictures(state: ReviewState, pictures: ReadonlyMap<string, Uint8Array>): ReviewState {
  const candidates = state.candidates.map((candidate): ReviewCandidate => {
    const bytes = pictures.get(candidate.id);
    if (bytes === undefined) return candidate;
    return { ...candidate, draft: { ...candidate.draft, icon: { kind: 'picture', bytes } } };
  });
  return { ...state, candidates };
}

function readText(text: string, source: number): ReadText {
  const uris = findKeyUris(text);
  if (uris.length === 0) {
    return { found: [], problems: [{ source, ...classifyForeignText(text) }], batches: [] };
  }
  const found: Found[] = [];
  const problems: ReviewFault[] = [];
  const batches: MigrationBatch[] = [];
  for (const uri of uris) {
    const page = isMigrationUri(uri) ? parseMigrationUri(uri) : null;
    if (page?.ok === false) problems.push({ source, reason: page.reason, seen: '' });
    if (page?.ok) batches.push(page.batch);
    const entries = page === null ? [parseKeyUri(uri)] : page.ok ? page.entries : [];
    for (const entry of entries) {
      if (entry.ok) found.push({ draft: entry.draft, warnings: entry.warnings, source });
      else problems.push({ source, reason: entry.reason, seen: entry.seen });
    }
  }
  return { found, problems, batches };
}

/** Adds what is not there yet, one candidate for each account however often it was found, and judges all. */
function withFound(
  candidates: readonly ReviewCandidate[],
  found: readonly Found[],
  existing: readonly Account[],
): readonly ReviewCandidate[] {
  const all: (Found & { readonly id: string })[] = [...candidates];
  const byNames = new Map<string, AccountDraft[]>();
  const namesakesOf = (draft: AccountDraft): AccountDraft[] => {
    const namesakes = byNames.get(namesKey(draft)) ?? [];
    byNames.set(namesKey(draft), namesakes);
    return namesakes;
  };
  for (const { draft } of candidates) namesakesOf(draft).push(draft);
  for (const each of found) {
    const namesakes = namesakesOf(each.draft);
    if (namesakes.some((other) => isSameOtp(other.otp, each.draft.otp))) continue;
    namesakes.push(each.draft);
    all.push({ ...each, id: `candidate-${all.length + 1}` });
  }
  const judge = likenessTo(existing);
  return all.map(({ id, draft, warnings, source }) => ({ id, draft, warnings, source, ...judge(draft) }));
}

/** Codes of one export share its id; where the app writes none, all codes of one size count as one export. */
function withBatch(batches: readonly ReviewBatch[], page: MigrationBatch): readonly ReviewBatch[] {
  const before = batches.find((batch) => batch.id === page.id && batch.size === page.size);
  const seenIndexes = [...new Set([...(before?.seenIndexes ?? []), page.index])].sort((a, b) => a - b);
  const after = { id: page.id, size: page.size, seenIndexes };
  return before === undefined
    ? [...batches, after]
    : batches.map((batch) => (batch === before ? after : batch));
}
