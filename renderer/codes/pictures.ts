/**
 * The pictures of accounts that have one, asked for when a row that shows one is drawn. Runs in the page.
 * The rule: pictures are decoration; nothing waits for them, a failure leaves the issuer's mark, and only so many are kept.
 */
import { authenticator } from '../authenticator.ts';

/** More than any window shows at once. */
const KEPT_MAX = 400;
/** The contract's bound. */
const ASKED_MAX = 500;

/** Object URLs by picture, the one asked for last at the end; null while it is on its way, or where there is none. */
const known = new Map<string, string | null>();
const waiting = new Map<string, string>();
const listeners = new Set<() => void>();

export function subscribePictures(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The address of a picture for <img>; null where it is not there (yet). */
export function readPicture(pictureId: string | null): string | null {
  return pictureId === null ? null : (known.get(pictureId) ?? null);
}

/** Asks for the picture of an account, unless it is known. Many calls in a row make one call to the vault process. */
export function requestPicture(accountId: string, pictureId: string): void {
  if (known.has(pictureId)) return;
  known.set(pictureId, null);
  if (waiting.size === 0) queueMicrotask(() => void fetchWaiting());
  waiting.set(accountId, pictureId);
}

async function fetchWaiting(): Promise<void> {
  const wanted = new Map(waiting);
  waiting.clear();
  const ids = [...wanted.keys()];
  for (let at = 0; at < ids.length; at += ASKED_MAX) {
    const result = await authenticator.accounts.pictures({ ids: ids.slice(at, at + ASKED_MAX) });
    if (!result.ok) continue;
    for (const { pictureId, mediaType, bytes } of result.value) {
      known.delete(pictureId);
      known.set(pictureId, URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType })));
    }
  }
  forgetOldest();
  for (const listener of [...listeners]) listener();
}

function forgetOldest(): void {
  for (const [pictureId, url] of known) {
    if (known.size <= KEPT_MAX) return;
    known.delete(pictureId);
    if (url !== null) URL.revokeObjectURL(url);
  }
}
