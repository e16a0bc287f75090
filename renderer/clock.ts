/**
 * Time in the page: a given clock, and the single timer that every countdown shares. Runs in the page.
 * The rule: nothing is scheduled while nobody listens or the window is hidden.
 */

export interface Clock {
  /** Unix milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** What the ticker needs of a document, so that tests can hide and show one. */
export interface Visibility {
  readonly hidden: boolean;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
}

/** Time-based codes change on whole Unix seconds, and so do the countdowns: the next needed moment is the next one. */
const SECOND_MS = 1000;

/** Calls its listeners at each whole second, from one timer, and once when the window is shown again. */
export class SecondTicker {
  readonly #clock: Clock;
  readonly #visibility: Visibility;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(clock: Clock, visibility: Visibility) {
    this.#clock = clock;
    this.#visibility = visibility;
    visibility.addEventListener('visibilitychange', () => {
      if (visibility.hidden) this.#stop();
      else if (this.#listeners.size > 0) this.#tick();
    });
  }

  /** Adds a listener; returns the function that removes it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#timer === null) this.#schedule();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(): void {
    if (this.#visibility.hidden) return;
    this.#timer = setTimeout(() => this.#tick(), SECOND_MS - (this.#clock.now() % SECOND_MS));
  }

  #tick(): void {
    this.#stop();
    for (const listener of [...this.#listeners]) listener();
    if (this.#listeners.size > 0) this.#schedule();
  }
}

/** Whole seconds until `untilMs`, rounded up as a countdown reads; never below 0. */
export function secondsUntil(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / SECOND_MS));
}
