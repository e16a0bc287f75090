/** The clipboard of codes: cleared by time, followed by the next code at the boundary, and only while it is ours. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCodeClipboard } from '../../electron/platform/code-clipboard.ts';

const NOW_MS = 1_700_000_000_000;

function withClipboard() {
  const system = { text: '' };
  const clipboard = createCodeClipboard({
    readText: () => system.text,
    writeText: (text) => {
      system.text = text;
    },
    clear: () => {
      system.text = '';
    },
  });
  return { system, clipboard };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS });
});
afterEach(() => {
  vi.useRealTimers();
});

const next = { code: '222222', atMs: NOW_MS + 4000 };

describe('a code that is nearly over', () => {
  it('is followed by the next one at the boundary, which is cleared in its own time', async () => {
    const { system, clipboard } = withClipboard();
    await clipboard.copy('111111', 10, next);
    await vi.advanceTimersByTimeAsync(3999);
    expect(system.text).toBe('111111');
    await vi.advanceTimersByTimeAsync(1);
    expect(system.text).toBe('222222');
    await vi.advanceTimersByTimeAsync(9999);
    expect(system.text).toBe('222222');
    await vi.advanceTimersByTimeAsync(1);
    expect(system.text).toBe('');
  });

  it('is not followed when somebody else copied meanwhile', async () => {
    const { system, clipboard } = withClipboard();
    await clipboard.copy('111111', 10, next);
    system.text = 'foreign';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(system.text).toBe('foreign');
  });

  it('is not followed when another code was copied meanwhile', async () => {
    const { system, clipboard } = withClipboard();
    await clipboard.copy('111111', 0, next);
    await clipboard.copy('333333', 0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(system.text).toBe('333333');
  });

  it('is not followed after a lock', async () => {
    const { system, clipboard } = withClipboard();
    await clipboard.copy('111111', 10, next);
    await clipboard.clearIfOurs();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(system.text).toBe('');
  });

  it.each([
    ['long past', NOW_MS - 60_000],
    ['an hour away', NOW_MS + 3_600_000],
  ])('is not followed at a moment that is %s', async (_, atMs) => {
    const { system, clipboard } = withClipboard();
    await clipboard.copy('111111', 0, { code: '222222', atMs });
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(system.text).toBe('111111');
  });
});

it.each([0, -1, -900])(
  'a boundary that passed on the way (%i ms) puts the next code there at once',
  async (ms) => {
    const { system, clipboard } = withClipboard();
    await clipboard.copy('111111', 10, { code: '222222', atMs: NOW_MS + ms });
    expect(system.text).toBe('222222');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(system.text).toBe('');
  },
);

it.each([
  [4000, 5, '222222'],
  [5001, 5, '111111'],
  [1000, 0, '111111'],
] as const)(
  'what the tray copies is handed off, too: %i ms left, %i s set',
  async (leftMs, handOffSeconds, after) => {
    const { system, clipboard } = withClipboard();
    const code = { code: '111111', nextCode: '222222', validUntilMs: NOW_MS + leftMs };
    await clipboard.copyBySettings(code, { clipboardClearSeconds: 30, handOffSeconds });
    expect(system.text).toBe('111111');
    await vi.advanceTimersByTimeAsync(leftMs);
    expect(system.text).toBe(after);
  },
);

it('clears a code after its time, and leaves it where that is 0', async () => {
  const { system, clipboard } = withClipboard();
  await clipboard.copy('111111', 0);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(system.text).toBe('111111');
  await clipboard.copy('111111', 10);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(system.text).toBe('');
});

it('is not followed when the lock comes while the system says what is on the clipboard', async () => {
  let text = '';
  let answer = () => {};
  const clipboard = createCodeClipboard({
    readText: () => new Promise((resolve) => (answer = () => resolve(text))),
    writeText: (written) => {
      text = written;
    },
    clear: () => {
      text = '';
    },
  });
  await clipboard.copy('111111', 0, next);
  await vi.advanceTimersByTimeAsync(4000);
  const answerFollowing = answer;
  const cleared = clipboard.clearIfOurs();
  answer();
  await cleared;
  text = '111111';
  answerFollowing();
  await vi.advanceTimersByTimeAsync(0);
  expect(text).toBe('111111');
});

describe('while the system takes its time to write', () => {
  /** Writes when it is told to. */
  function slow() {
    const system = { text: '' };
    const writes: (() => void)[] = [];
    const clipboard = createCodeClipboard({
      readText: async () => system.text,
      writeText: (text) =>
        new Promise((resolve) => {
          writes.push(() => {
            system.text = text;
            resolve();
          });
        }),
      clear: () => {
        system.text = '';
      },
    });
    return { system, clipboard, writes };
  }

  it('a lock clears what is written after it', async () => {
    const { system, clipboard, writes } = slow();
    const copying = clipboard.copy('111111', 0, next);
    await clipboard.clearIfOurs();
    writes[0]?.();
    await copying;
    expect(system.text).toBe('');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(writes).toHaveLength(1);
  });

  it('of two copies the second one counts, and is cleared in its own time', async () => {
    const { system, clipboard, writes } = slow();
    const first = clipboard.copy('111111', 10, next);
    const second = clipboard.copy('333333', 20);
    writes[0]?.();
    writes[1]?.();
    await Promise.all([first, second]);
    await vi.advanceTimersByTimeAsync(19_000);
    expect(system.text).toBe('333333');
    await vi.advanceTimersByTimeAsync(1000);
    expect(system.text).toBe('');
  });
});
