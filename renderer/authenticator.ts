/**
 * The page's one way out: `window.authenticator`, exposed by the preload. Runs in the page.
 * The rule: nothing in the renderer reaches the machine by any other path, and no answer that tells of a merge is missed.
 */
import type { Authenticator, LargeAnswer, MergeView, SavedView } from '../electron/ipc/contract.ts';

declare global {
  interface Window {
    /** As the bridge hands it over: `authenticator` below is what the page uses. */
    readonly authenticator: Authenticator;
  }
}

type AnyCall = (argument?: unknown) => Promise<unknown>;

const mergeListeners = new Set<(merge: MergeView) => void>();

/** Calls back for each save that found another copy of the vault on the disk; returns the function that stops it. */
export function onMerge(listener: (merge: MergeView) => void): () => void {
  mergeListeners.add(listener);
  return () => void mergeListeners.delete(listener);
}

function mergeIn(answer: unknown): MergeView | null {
  const { value } = answer as { readonly value?: Partial<SavedView> | null };
  return typeof value === 'object' ? (value?.merge ?? null) : null;
}

/** Answers of thousands of records come as text (electron/ipc/large-answers.ts). */
const isLarge = (answer: unknown): answer is LargeAnswer =>
  typeof answer === 'object' && answer !== null && 'text' in answer;

/** The same calls, with large answers read and each answer looked at for a merge, so that no caller need think of it. */
function readingAnswers(calls: Authenticator): Authenticator {
  const { onCommand, ...groups } = calls;
  const watched = Object.entries(groups).map(([group, leaves]) => [
    group,
    Object.fromEntries(
      Object.entries(leaves as Record<string, AnyCall>).map(([name, ask]): [string, AnyCall] => [
        name,
        async (argument) => {
          const carried = await ask(argument);
          const answer = isLarge(carried) ? { ok: true, value: JSON.parse(carried.text) } : carried;
          const merge = mergeIn(answer);
          if (merge) for (const listener of [...mergeListeners]) listener(merge);
          return answer;
        },
      ]),
    ),
  ]);
  return { ...(Object.fromEntries(watched) as typeof groups), onCommand };
}

export const authenticator: Authenticator = readingAnswers(window.authenticator);
