/**
 * What a person decides about each found account, before anything is added. Pure; runs in the page.
 * The rule: what is the same is skipped, and a conflict has no silent answer.
 */
import type { Candidate, Choice, Review } from '../../electron/ipc/contract.ts';

export interface Decision {
  readonly issuer: string;
  readonly accountName: string;
  /** Null: a conflict that has not been answered. */
  readonly action: Choice['action'] | null;
  /** As typed, of an account whose codes take one; undefined where none is asked for. */
  readonly pin?: string;
}

export type Decisions = { readonly [candidateId: string]: Decision };

/** A backup's conflicts stay as they are in the vault unless asked for; a scanned or imported one must be answered. */
export type ReviewOrigin = 'found' | 'backup' | 'import';

function firstDecision(candidate: Candidate, origin: ReviewOrigin): Decision {
  const { issuer, accountName, state, needsPin, isTrashed } = candidate;
  const conflictAction = origin === 'backup' ? 'skip' : null;
  // Somebody has thrown it away: it is there to be asked for.
  const action = state === 'same' || isTrashed ? 'skip' : state === 'new' ? 'add' : conflictAction;
  // A backup's account without a PIN is in the vault without one, too.
  const pin = needsPin && origin !== 'backup' ? { pin: '' } : {};
  return { issuer, accountName, action, ...pin };
}

/** Decisions for every candidate, keeping those already made when a review goes on. */
export function decide(review: Review, origin: ReviewOrigin, made: Decisions): Decisions {
  return Object.fromEntries(
    review.candidates.map((candidate) => [
      candidate.id,
      made[candidate.id] ?? firstDecision(candidate, origin),
    ]),
  );
}

/** How many accounts would be added or get a new key. */
export function countChosen(decisions: Decisions): number {
  return Object.values(decisions).filter(({ action }) => action === 'add' || action === 'replace').length;
}

/** True while a PIN that is asked for has not been typed. */
export function lacksPin({ action, pin }: Decision): boolean {
  return (action === 'add' || action === 'replace') && pin !== undefined && pin.trim() === '';
}

/** True while a conflict has no answer, or an account to be added no PIN. */
export function isUndecided(decisions: Decisions): boolean {
  return Object.values(decisions).some((decision) => decision.action === null || lacksPin(decision));
}

/** In the other app's bin, and not here already: counted on its own, since it is not added unless asked for. */
export function isBinned({ isTrashed, state }: Candidate): boolean {
  return isTrashed && state !== 'same';
}

/** What the answer for all conflicts is for: nobody who answers it means what was thrown away elsewhere. */
function isOpenConflict({ state, isTrashed }: Candidate): boolean {
  return state === 'conflict' && !isTrashed;
}

/** What was decided, with one answer to every conflict. */
export function forAllConflicts(review: Review, made: Decisions, action: Choice['action']): Decisions {
  const answered = review.candidates
    .filter(isOpenConflict)
    .map((candidate) => [
      candidate.id,
      { ...(made[candidate.id] ?? firstDecision(candidate, 'import')), action },
    ]);
  return { ...made, ...Object.fromEntries(answered) };
}

/** The answer that all conflicts have; null when there is none or several. */
export function commonAnswer({ candidates }: Review, decisions: Decisions): Choice['action'] | null {
  const answers = candidates.filter(isOpenConflict).map(({ id }) => decisions[id]?.action);
  const [first] = answers;
  return first != null && answers.every((answer) => answer === first) ? first : null;
}

/** The contract's choices; null while a conflict is unanswered. */
export function toChoices(decisions: Decisions): Choice[] | null {
  const choices: Choice[] = [];
  for (const [candidateId, decision] of Object.entries(decisions)) {
    const { issuer, accountName, action, pin } = decision;
    if (action === null || lacksPin(decision)) return null;
    const names = { issuer: issuer.trim(), accountName: accountName.trim() };
    choices.push({ candidateId, ...names, action, ...(pin ? { pin: pin.trim() } : {}) });
  }
  return choices;
}

/** What "Add all new" does with a candidate: one whose PIN is not typed makes no codes, and waits. */
function allNewAction({ state, needsPin, isTrashed }: Candidate, pin = ''): Choice['action'] {
  return state === 'new' && !isTrashed && (!needsPin || pin.trim() !== '') ? 'add' : 'skip';
}

/** The contract's choices of "Add all new": every account that the vault has not, and nothing else. */
export function allNew({ candidates }: Review, decisions: Decisions): Choice[] {
  return candidates.map((candidate) => {
    const { issuer, accountName, pin } = decisions[candidate.id] ?? { ...candidate, pin: '' };
    return {
      candidateId: candidate.id,
      issuer: issuer.trim(),
      accountName: accountName.trim(),
      action: allNewAction(candidate, pin),
      ...(pin ? { pin: pin.trim() } : {}),
    };
  });
}

/** Whether "Add all new" would add something, and do something else than the decisions as they are. */
export function differsFromAllNew({ candidates }: Review, decisions: Decisions): boolean {
  const wanted = candidates.map((candidate) => allNewAction(candidate, decisions[candidate.id]?.pin));
  if (!wanted.includes('add')) return false;
  return candidates.some(({ id }, index) => decisions[id]?.action !== wanted[index]);
}
