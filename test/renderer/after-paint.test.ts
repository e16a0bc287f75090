/** When what may come later than its row comes: not in its frame, and not between letters that follow each other. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const FRAME_MS = 16;
let afterPaint: (run: () => void) => () => void;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, FRAME_MS));
  vi.resetModules();
  ({ afterPaint } = await import('../../renderer/codes/after-paint.ts'));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function typeLetter(): void {
  const event = new Event('input');
  Object.defineProperty(event, 'timeStamp', { value: performance.now() });
  window.dispatchEvent(event);
}

it('comes after the next frame, all at once', () => {
  const ran: string[] = [];
  afterPaint(() => ran.push('a'));
  vi.advanceTimersByTime(FRAME_MS - 1);
  afterPaint(() => ran.push('b'));
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(ran).toEqual(['a', 'b']);
});

it('waits while letters follow each other, and comes soon after the last', () => {
  const run = vi.fn();
  for (let letters = 0; letters < 20; letters += 1) {
    typeLetter();
    afterPaint(run);
    vi.advanceTimersByTime(33);
    expect(run).not.toHaveBeenCalled();
  }
  vi.advanceTimersByTime(30);
  expect(run).toHaveBeenCalledTimes(1);
});

it('does not wait for letters of a person who types slowly', () => {
  const run = vi.fn();
  for (let letters = 0; letters < 5; letters += 1) {
    typeLetter();
    afterPaint(() => run());
    vi.advanceTimersByTime(150);
    expect(run).toHaveBeenCalledTimes(letters + 1);
  }
});

it('is taken back with its row, and later ones come all the same', () => {
  const gone = vi.fn();
  const stays = vi.fn();
  afterPaint(gone)();
  afterPaint(stays);
  vi.advanceTimersByTime(FRAME_MS + 1);
  expect(gone).not.toHaveBeenCalled();
  expect(stays).toHaveBeenCalledTimes(1);
  afterPaint(stays);
  vi.advanceTimersByTime(FRAME_MS + 1);
  expect(stays).toHaveBeenCalledTimes(2);
});
