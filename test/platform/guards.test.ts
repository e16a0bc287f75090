/**
 * Which switches make a packaged app end at once, and whose wish for the camera is heard. Runs under Node, with Electron's module left out.
 * The rule: every switch that opens a debugger is refused, and everyday ones are not.
 */
import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { asksForDebugging, guardSession } = await import('../../electron/platform/guards.ts');

const startedWith = (...names: readonly string[]) => asksForDebugging((name) => names.includes(name));

test.each([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
])('--%s asks for debugging', (name) => {
  expect(startedWith(name)).toBe(true);
  expect(startedWith('user-data-dir', name)).toBe(true);
});

test('everyday switches do not', () => {
  expect(startedWith()).toBe(false);
  expect(startedWith('user-data-dir', 'no-sandbox', 'ozone-platform', 'password-store')).toBe(false);
});

const OURS = 'app://halfminute/';

/** What the session asks the guards, with our page in the window. */
function guarded() {
  const handlers: { [name: string]: (...given: never[]) => unknown } = {};
  const keep = (name: string) => (handler: (...given: never[]) => unknown) => {
    handlers[name] = handler;
  };
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    on: () => {},
    webRequest: { onBeforeRequest: keep('before') },
  };
  const page = { name: 'page' };
  guardSession(
    session as never,
    (url) => url.startsWith(OURS),
    (contents, permission) => contents === (page as unknown) && permission === 'media',
  );
  const check = (contents: unknown, origin: string, isMainFrame = true) =>
    handlers.check?.(
      contents as never,
      'media' as never,
      origin as never,
      { isMainFrame, mediaType: 'video' } as never,
    );
  const request = (contents: unknown, requestingUrl: string, isMainFrame = true) => {
    let answered: unknown;
    const answer = (isAllowed: boolean) => {
      answered = isAllowed;
    };
    const details = { isMainFrame, requestingUrl, mediaTypes: ['video'] };
    handlers.request?.(contents as never, 'media' as never, answer as never, details as never);
    return answered;
  };
  return { page, check, request };
}

test('the camera is for the main frame of the page that opened it', () => {
  const { page, check, request } = guarded();
  expect(check(page, OURS)).toBe(true);
  expect(request(page, OURS)).toBe(true);
});

test.each([
  ['another page of ours', {}, OURS, true],
  ['a page that is not named', null, OURS, true],
  ['a frame inside the page', 'page', OURS, false],
  ['another origin in the page', 'page', 'https://example.org/', true],
])('it is not for %s', (_who, contents, url, isMainFrame) => {
  const { page, check, request } = guarded();
  const asking = contents === 'page' ? page : contents;
  expect(check(asking, url, isMainFrame)).toBe(false);
  expect(request(asking, url, isMainFrame)).toBe(false);
});
