/**
 * Refuses V8's garbage collections of idle time. Runs in main.
 * The rule: a hidden app does nothing. V8 would collect in every process half a minute after the last work, to give a few
 * megabytes back; garbage is collected when room is needed, and at once where a password was typed (collect-garbage.ts).
 */
import { setFlagsFromString } from 'node:v8';
import { app } from 'electron';

/** https://source.chromium.org/chromium/chromium/src/+/main:v8/src/heap/memory-reducer.h */
const NO_IDLE_COLLECTIONS = '--no-memory-reducer';

/** Must run before the app is ready: pages read the switch as their process starts. */
export function refuseIdleCollections(): void {
  setFlagsFromString(NO_IDLE_COLLECTIONS);
  app.commandLine.appendSwitch('js-flags', NO_IDLE_COLLECTIONS);
}
