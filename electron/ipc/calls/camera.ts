/**
 * Calls about the camera. Runs in every process.
 * The rule: the camera is closed to the page; opening it is asked for each time, and lasts moments.
 */
import { call, nothing } from './call.ts';

export const cameraCalls = {
  /** Lets the page ask the browser for the camera within the next seconds; `camera-denied` when macOS refuses. */
  allow: call<null>()(nothing),
  /** Closes that again; a stream that runs goes on until the page stops it. */
  forbid: call<null>()(nothing),
} as const;
