/** The fake's screen: displays, windows and permission as the test gives them. Runs in the page under test. */
import type { Authenticator, ScreenAccess } from '../../electron/ipc/contract.ts';
import { type FakeOptions, failed, fine } from './fake-memory.ts';

export function fakeScreen({
  displays = [],
  windows = [],
  access = ['open'],
  shortcut = 'off',
}: FakeOptions) {
  const answers: ScreenAccess[] = [...access];
  const nextAccess = () => fine((answers.length > 1 ? answers.shift() : answers[0]) ?? 'open');
  const first = () => {
    const [display] = displays;
    return display ? fine(display) : failed('cancelled');
  };
  const screen: Authenticator['screen'] = {
    access: async () => nextAccess(),
    askAccess: async () => nextAccess(),
    openAccessSettings: async () => fine(null),
    capture: async () => fine(displays),
    captureRegion: async () => first(),
    windows: async () => fine(windows),
    captureWindow: async () => first(),
    watch: async () => fine(null),
    shortcut: async () => fine(shortcut),
  };
  return screen;
}
