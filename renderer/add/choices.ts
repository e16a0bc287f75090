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
}

export type Decisions = { readonly [candidateId: string]: Decision };

/** A backup's conflicts stay as they are in the vault unless asked for; a scanned or imported one must be answered. */
export type ReviewOrigin = 'found' | 'backup' | 'import';

function firstDecision(candidate: Candidate, origin: ReviewOrigin): Decision {
  const { issuer, accountName, state } = candidate;
  const conflictAction = origin === 'backup' ? 'skip' : null;
  const action = state === 'new' ? 'add' : state === 'same' ? 'skip' : conflictAction;
  return { issuer, accountName, action };
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

/** True while a conflict has no answer. */
export function isUndecided(decisions: Decisions): boolean {
  return Object.values(decisions).some(({ action }) => action === null);
}

/** The contract's choices; null while a conflict is unanswered. */
export function toChoices(decisions: Decisions): Choice[] | null {
  const choices: Choice[] = [];
  for (const [candidateId, { issuer, accountName, action }] of Object.entries(decisions)) {
    if (action === null) return null;
    choices.push({ candidateId, issuer: issuer.trim(), accountName: accountName.trim(), action });
  }
  return choices;
}

/** The contract's choices of "Add all new": every account that the vault has not, and nothing else. */
export function allNew({ candidates }: Review, decisions: Decisions): Choice[] {
  return candidates.map(({ id, state, issuer, accountName }) => {
    const names = decisions[id] ?? { issuer, accountName };
    return {
      candidateId: id,
      issuer: names.issuer.trim(),
      accountName: names.accountName.trim(),
      action: state === 'new' ? 'add' : 'skip',
    };
  });
}

/** Whether "Add all new" would do something else than the decisions as they are. */
export function differsFromAllNew(review: Review, decisions: Decisions): boolean {
  const isNew = ({ state }: Candidate) => state === 'new';
  if (!review.candidates.some(isNew)) return false;
  return review.candidates.some(
    ({ id, state }) => decisions[id]?.action !== (state === 'new' ? 'add' : 'skip'),
  );
}
