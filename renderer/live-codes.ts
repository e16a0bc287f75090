/**
 * The codes of the accounts on screen, kept current by the one ticker. Runs in the page.
 * The rule: codes are asked for watched accounts only, and a code whose time is over is never left showing.
 */
import type { CodeView, FailureCode, Result } from '../electron/ipc/contract.ts';
import type { Clock, SecondTicker } from './clock.ts';

export type AskCodes = (ids: readonly string[]) => Promise<Result<readonly CodeView[]>>;

interface Watched {
  readonly periodSeconds: number | null;
  watchers: number;
}

export class LiveCodes {
  readonly #ask: AskCodes;
  readonly #clock: Clock;
  readonly #onFailure: (code: FailureCode) => void;
  readonly #watched = new Map<string, Watched>();
  readonly #codes = new Map<string, CodeView>();
  readonly #listeners = new Set<() => void>();
  readonly #toAsk = new Set<string>();

  /** `first`: codes that are known already. */
  constructor(
    ask: AskCodes,
    clock: Clock,
    ticker: SecondTicker,
    onFailure: (code: FailureCode) => void,
    first: readonly CodeView[] = [],
  ) {
    for (const code of first) this.#codes.set(code.id, code);
    this.#ask = ask;
    this.#clock = clock;
    this.#onFailure = onFailure;
    this.#ticker = ticker;
  }
  readonly #ticker: SecondTicker;
  #stopTicking: (() => void) | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The code as last known; undefined until the first answer. */
  read(id: string): CodeView | undefined {
    return this.#codes.get(id);
  }

  /** Puts an answer that came from elsewhere, such as the next counter-based code. */
  put(code: CodeView): void {
    this.#codes.set(code.id, code);
    this.#tell();
  }

  /** Forgets an account's code, after an edit has changed what makes it. */
  refresh(id: string): void {
    this.#codes.delete(id);
    if (this.#watched.has(id)) this.#request([id]);
    this.#tell();
  }

  /** Forgets every code, since what makes them all has changed. */
  refreshAll(): void {
    this.#codes.clear();
    if (this.#watched.size > 0) this.#request([...this.#watched.keys()]);
    this.#tell();
  }

  /** Asks for every code again, each of which stays until the answer: what makes it may have changed in another window. */
  renewAll(): void {
    for (const id of [...this.#codes.keys()]) if (!this.#watched.has(id)) this.#codes.delete(id);
    if (this.#watched.size > 0) this.#request([...this.#watched.keys()]);
  }

  /** Keeps one account's code current until the returned function is called. */
  watch(id: string, periodSeconds: number | null): () => void {
    const known = this.#watched.get(id);
    if (known) known.watchers += 1;
    else this.#watched.set(id, { periodSeconds, watchers: 1 });
    this.#stopTicking ??= this.#ticker.subscribe(() => this.#advance());
    if (!this.#isCurrent(id)) this.#request([id]);
    return () => {
      const watched = this.#watched.get(id);
      if (!watched) return;
      watched.watchers -= 1;
      if (watched.watchers === 0) this.#watched.delete(id);
      if (this.#watched.size > 0) return;
      this.#stopTicking?.();
      this.#stopTicking = null;
    };
  }

  #isCurrent(id: string): boolean {
    const code = this.#codes.get(id);
    if (!code) return false;
    if (code.validUntilMs === null) return true;
    const leftMs = code.validUntilMs - this.#clock.now();
    const periodSeconds = this.#watched.get(id)?.periodSeconds ?? null;
    // More than a period left means that the system's clock was set back.
    return leftMs > 0 && (periodSeconds === null || leftMs <= periodSeconds * 1000);
  }

  /** At a boundary the known next code takes over at once; the answer with the one after it follows. */
  #advance(): void {
    const over = [...this.#watched.keys()].filter((id) => this.#codes.has(id) && !this.#isCurrent(id));
    if (over.length === 0) return;
    const nowMs = this.#clock.now();
    for (const id of over) {
      const code = this.#codes.get(id);
      const periodMs = (this.#watched.get(id)?.periodSeconds ?? 0) * 1000;
      if (!code) continue;
      const untilMs = (code.validUntilMs ?? 0) + periodMs;
      if (code.nextCode !== null && untilMs > nowMs && untilMs - nowMs <= periodMs) {
        this.#codes.set(id, { id, code: code.nextCode, nextCode: null, validUntilMs: untilMs });
      } else this.#codes.delete(id);
    }
    this.#request(over);
    this.#tell();
  }

  /** Collects the ids of one turn into one call. */
  #request(ids: readonly string[]): void {
    if (this.#toAsk.size === 0) queueMicrotask(() => void this.#send());
    for (const id of ids) this.#toAsk.add(id);
  }

  async #send(): Promise<void> {
    const ids = [...this.#toAsk];
    this.#toAsk.clear();
    const result = await this.#ask(ids);
    if (!result.ok) return this.#onFailure(result.code);
    // One that is not there any more has no answer, and no code.
    for (const id of ids) this.#codes.delete(id);
    for (const code of result.value) this.#codes.set(code.id, code);
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
