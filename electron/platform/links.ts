/**
 * Key URIs that reach the app from outside: a link, or the arguments of a second start. Runs in main.
 * The rule: hostile input. It is bounded, never logged, kept for two minutes at most, and only ever reviewed.
 */

const LINK_SHAPE = /^(?:apple-otpauth|otpauth|otpauth-migration):\/\//i;
const LINK_LENGTH_MAX = 16_384;
const LINKS_MAX = 10;
const KEEP_MS = 120_000;

export interface WaitingLinks {
  /** Keeps what looks like a Key URI; says whether anything was kept. */
  readonly offer: (texts: readonly string[]) => boolean;
  /** Gives out what waits, once. */
  readonly take: () => readonly string[];
  readonly drop: () => void;
}

export function createWaitingLinks(): WaitingLinks {
  let waiting: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;

  const drop = () => {
    clearTimeout(timer);
    waiting = [];
  };

  return {
    offer(texts) {
      const links = texts.filter((text) => text.length <= LINK_LENGTH_MAX && LINK_SHAPE.test(text));
      if (links.length === 0) return false;
      waiting = [...waiting, ...links].slice(0, LINKS_MAX);
      clearTimeout(timer);
      timer = setTimeout(drop, KEEP_MS);
      return true;
    },
    take() {
      const taken = waiting;
      drop();
      return taken;
    },
    drop,
  };
}
