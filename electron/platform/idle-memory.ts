/**
 * When garbage is collected in a window that nobody looks at: as it is hidden, and not by V8's own timer half a minute
 * later, which would be the only thing that a hidden app does. Runs in main.
 * The rule: memory is given back while the person has just turned away; then nothing moves until they come back.
 */
import { setFlagsFromString } from 'node:v8';
import { app, type BrowserWindow } from 'electron';
import { log } from '../log.ts';
import { collectGarbage } from './collect-garbage.ts';

/** https://source.chromium.org/chromium/chromium/src/+/main:v8/src/heap/memory-reducer.h */
const NO_IDLE_COLLECTIONS = '--no-memory-reducer';

/** Must run before the app is ready: for pages the switch is read with their process. */
export function refuseIdleCollections(): void {
  setFlagsFromString(NO_IDLE_COLLECTIONS);
  app.commandLine.appendSwitch('js-flags', NO_IDLE_COLLECTIONS);
}

export function collectWhenHidden(window: BrowserWindow): void {
  const collect = () => void collectGarbage([window]).catch((error) => log('collecting garbage', error));
  window.on('hide', collect);
  window.on('minimize', collect);
}
