/** Reads what main put into the page's address for its first picture. Runs in the page. */

export interface StartHints {
  /** There is a vault's file, so that the unlock screen can be shown before anybody answers. */
  readonly isLocked: boolean;
  /** The chosen language; null: the system's. */
  readonly language: string | null;
}

export function readStartHints(hash: string): StartHints {
  const hints = new URLSearchParams(hash.replace(/^#/, ''));
  return { isLocked: hints.has('locked'), language: hints.get('language') };
}
