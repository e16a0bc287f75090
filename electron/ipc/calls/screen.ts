/**
 * Calls about pictures of the screen. Runs in every process.
 * The rule: pixels do not travel in an answer, which would hold up the page; a worker fetches them from `address`.
 */
import * as v from 'valibot';
import { call, nothing } from './call.ts';

/**
 * A captured display, window or part of one. Its pixels wait for one fetch, for at most a minute, at `address`:
 * BGRA, 4 bytes a pixel, rows without padding.
 */
export interface DisplayPicture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly address: string;
}

/**
 * How the system lets programs see the screen. `blocked`: macOS has not allowed it, which is also what it says before
 * anyone was asked. `portal`: the desktop asks each time which screen to give (Wayland).
 */
export type ScreenAccess = 'open' | 'blocked' | 'portal';

/** A window of another program. `picture` is the address of a small BMP, for one fetch. */
export interface WindowView {
  readonly id: string;
  readonly name: string;
  readonly picture: string;
}

/** `taken`: another program holds those keys. */
export type ShortcutState = 'off' | 'active' | 'taken';

export const screenCalls = {
  access: call<ScreenAccess>()(nothing),
  /** Lets macOS ask, which it does once in a lifetime of the app, and says what it allows now. */
  askAccess: call<ScreenAccess>()(nothing),
  /** Opens the system's own settings where seeing the screen is allowed. macOS only. */
  openAccessSettings: call<null>()(nothing),
  /** All displays at their own resolution, our windows out of the way; they come back, with the main one in front. */
  capture: call<readonly DisplayPicture[]>()(nothing),
  /** Lets the person mark a rectangle on a still picture of the displays, and gives that part; `cancelled`. */
  captureRegion: call<DisplayPicture>()(nothing),
  /** Windows of other programs, ours left out; empty where the system shows none. */
  windows: call<readonly WindowView[]>()(nothing),
  /** One of `windows`; `capture-failed` when it has gone. */
  captureWindow: call<DisplayPicture>()(
    v.strictObject({ id: v.pipe(v.string(), v.regex(/^window:\d+:\d+$/)) }),
  ),
  /**
   * While watching, `capture` leaves our windows where they are, shut out of its pictures where the system can.
   * Ends by itself a little after a minute.
   */
  watch: call<null>()(v.strictObject({ isWatching: v.boolean() })),
  /** Whether the keys of `scanShortcut` are ours. */
  shortcut: call<ShortcutState>()(nothing),
} as const;
