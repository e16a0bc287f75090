/**
 * What `add` and `import` do with a review: which accounts go in, and the answer about every one. Runs under Node.
 * The rules: accounts in = added + replaced + same + conflicts + skipped, and all of it is one change with one undo.
 */
import type { Choice } from '../ipc/contract.ts';
import type { OtpParameters } from '../otp/account.ts';
import { codeAt, hotpCode } from '../otp/code.ts';
import { displayName } from '../otp/draft.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import type { ReviewCandidate, ReviewState } from '../otp/review.ts';
import type { Session } from '../vault/session.ts';
import { accountOf, accountsOf, type Vault } from '../vault/vault.ts';
import { type Chosen, decide, withChosen } from '../vault-calls/chosen-accounts.ts';
import { type AccountJson, accountJson } from './account-json.ts';
import type { OptionSpecification, OptionValues, Streams } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { choiceOption } from './options.ts';
import { accountLine, counted, fullName, print, tellMerge } from './print.ts';
import { missingLine, skippedLine } from './print-reading.ts';

const CONFLICT_CHOICES = ['skip', 'add', 'replace'] as const;
type ConflictChoice = (typeof CONFLICT_CHOICES)[number];

export const ON_CONFLICT: OptionSpecification = {
  name: 'on-conflict',
  value: 'WHAT',
  summary: 'for accounts whose name is there with another secret: skip (as a rule), add or replace',
  completion: CONFLICT_CHOICES,
};

export const WITH_BIN: OptionSpecification = {
  name: 'with-bin',
  summary: "take what is in the other app's bin, too",
};

interface ConflictJson extends AccountJson {
  readonly existingId: string;
  /** What the two give now, to tell by the site's own which is right; null without a PIN. */
  readonly code: string | null;
  readonly existingCode: string | null;
}

interface Report {
  readonly added: readonly AccountJson[];
  readonly replaced: readonly AccountJson[];
  readonly same: readonly AccountJson[];
  readonly conflicts: readonly ConflictJson[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly missing: readonly { readonly pageCount: number; readonly missing: readonly number[] }[];
}

interface Reviewed {
  readonly state: ReviewState;
  readonly skipped: Report['skipped'];
}

/**
 * Saves what the review and the options say, unless it is only to be shown, and prints the report.
 * @param extra members to stand before the report in JSON.
 * @throws UsageError; CodedError from saving.
 */
export async function applyReview(
  session: Session,
  { state: found, skipped }: Reviewed,
  {
    options,
    streams,
    extra,
  }: { readonly options: OptionValues; readonly streams: Streams; readonly extra: object },
): Promise<ExitCode> {
  const isDryRun = options.has('dry-run');
  const nowMs = Date.now();
  const onConflict = choiceOption(options, 'on-conflict', CONFLICT_CHOICES) ?? 'skip';
  const before = session.vault;
  const { state, binned } = withoutBin(found, options.has(WITH_BIN.name));
  const chosen = decide(state, choicesFor(state.candidates, onConflict), accountsOf(before), nowMs);
  const isChange = chosen.added.length + chosen.replaced.size > 0;
  if (!isDryRun && isChange) {
    const { merge } = await session.change((vault) => withChosen(vault, chosen, nowMs), 'added');
    tellMerge(merge, streams);
  }
  const report: Report = {
    ...changesOf(chosen, session.vault, isDryRun),
    same: drafts(state, 'same').map(({ draft }) => accountJson(draft, false)),
    conflicts:
      onConflict === 'skip' ? drafts(state, 'conflict').map((each) => conflictJson(each, before, nowMs)) : [],
    skipped: [...skipped, ...binned],
    missing: missingPages(state),
  };
  print(streams, options, { ...extra, ...report }, reportLines(report, isDryRun));
  return exitCodeFor(report);
}

/** The review without what is in the other app's bin and not in the vault, and those by name. */
function withoutBin(
  state: ReviewState,
  isBinTaken: boolean,
): { readonly state: ReviewState; readonly binned: Report['skipped'] } {
  const isLeft = ({ draft, state: likeness }: ReviewCandidate) =>
    !isBinTaken && draft.isTrashed === true && likeness !== 'same';
  return {
    state: { ...state, candidates: state.candidates.filter((candidate) => !isLeft(candidate)) },
    binned: state.candidates.filter(isLeft).map(({ draft }) => ({
      name: displayName(draft.issuer, draft.accountName),
      reason: 'in-bin',
    })),
  };
}

function choicesFor(candidates: readonly ReviewCandidate[], onConflict: ConflictChoice): readonly Choice[] {
  const kept = new Set(candidates.flatMap((each) => (each.state === 'same' ? [each.existingId] : [])));
  // What the same source has as it is in the vault is told as "there already": it must not be replaced and so be gone.
  const settle = (existingId: string | null) =>
    onConflict === 'replace' && existingId !== null && kept.has(existingId) ? 'add' : onConflict;
  return candidates.map(({ id, draft: { issuer, accountName }, state, existingId }): Choice => {
    const action = state === 'new' ? 'add' : state === 'conflict' ? settle(existingId) : 'skip';
    return { candidateId: id, action, issuer, accountName };
  });
}

/** @param vault with the changes in it; as it is when they are only shown, and what is added has no id yet. */
function changesOf(
  { added, replaced }: Chosen,
  vault: Vault,
  isDryRun: boolean,
): Pick<Report, 'added' | 'replaced'> {
  return {
    added: added.map(({ id, ...account }) => accountJson(isDryRun ? account : { ...account, id }, false)),
    replaced: [...replaced].map(([id, change]) => {
      const account = accountOf(vault, id);
      return accountJson(isDryRun ? { ...change(account), id } : account, false);
    }),
  };
}

function drafts({ candidates }: ReviewState, wanted: ReviewCandidate['state']): readonly ReviewCandidate[] {
  return candidates.filter(({ state }) => state === wanted);
}

function conflictJson({ draft, existingId }: ReviewCandidate, vault: Vault, nowMs: number): ConflictJson {
  const existing = accountOf(vault, existingId ?? '');
  return {
    ...accountJson(draft, false),
    existingId: existing.id,
    code: codeNow(draft.otp, nowMs),
    existingCode: codeNow(existing.otp, nowMs),
  };
}

/** A counter-based account's is shown and not used up. */
function codeNow(otp: OtpParameters, nowMs: number): string | null {
  if (otp.type === 'hotp') return hotpCode(otp, otp.counter);
  return hasItsPin(otp) ? codeAt(otp, nowMs) : null;
}

function missingPages({ batches }: ReviewState): Report['missing'] {
  return batches.flatMap(({ size, seenIndexes }) => {
    const missing = Array.from({ length: size }, (_, index) => index + 1).filter(
      (page) => !seenIndexes.includes(page - 1),
    );
    return missing.length === 0 ? [] : [{ pageCount: size, missing }];
  });
}

function reportLines(report: Report, isDryRun: boolean): readonly string[] {
  const { added, replaced, same, conflicts, skipped, missing } = report;
  const counts = [
    `${added.length} ${isDryRun ? 'to add' : 'added'}`,
    ...(replaced.length > 0 ? [`${replaced.length} ${isDryRun ? 'to replace' : 'replaced'}`] : []),
    `${same.length} there already`,
    counted(conflicts.length, 'conflict'),
    `${skipped.length} skipped`,
  ];
  return [
    ...added.map((account) => `added     ${accountLine(account)}`),
    ...replaced.map((account) => `replaced  ${accountLine(account)}`),
    ...same.map((account) => `same      ${fullName(account)}`),
    ...conflicts.map(
      (each) =>
        `conflict  ${fullName(each)}: gives ${each.code ?? 'no code'}, the one in the vault ${each.existingCode ?? 'no code'}`,
    ),
    ...skipped.map(skippedLine),
    ...missing.map(missingLine),
    counts.join(', '),
    ...(isDryRun ? ['Nothing was saved.'] : []),
  ];
}

function exitCodeFor({ added, replaced, same, conflicts, skipped }: Report): ExitCode {
  if (skipped.length + conflicts.length > 0) return EXIT.someSkipped;
  return added.length + replaced.length + same.length === 0 ? EXIT.nothingFound : EXIT.done;
}
