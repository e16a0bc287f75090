/**
 * The page's side of scanning with workers that a test plays: results pass on, pixels are transferred, a worker that
 * hangs, breaks or is no longer wanted is ended and replaced.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScanReply, ScanRequest } from '../../renderer/scan/scan-messages.ts';

class PlayedWorker {
  static readonly all: PlayedWorker[] = [];
  onmessage: ((event: { data: ScanReply }) => void) | null = null;
  onerror: ((event: { preventDefault(): void }) => void) | null = null;
  isEnded = false;
  readonly asked: { request: ScanRequest; transfer: readonly unknown[] }[] = [];

  constructor() {
    PlayedWorker.all.push(this);
  }

  postMessage(request: ScanRequest, transfer: readonly unknown[]): void {
    this.asked.push({ request, transfer });
  }

  terminate(): void {
    this.isEnded = true;
  }

  say(reply: ScanReply): void {
    this.onmessage?.({ data: reply });
  }
}

const corners = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
] as const;
const code = { text: 'otpauth://totp/a?secret=b', corners };
const done: ScanReply = {
  kind: 'done',
  result: { codes: [code], looked: { width: 2, height: 2 }, hints: [] },
};
const picture = () => ({ data: new Uint8Array(16), width: 2, height: 2, order: 'bgra' as const });
const settle = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));

async function load() {
  vi.resetModules();
  return import('../../renderer/scan/scanner.ts');
}

const only = (): PlayedWorker => {
  expect(PlayedWorker.all.filter(({ isEnded }) => !isEnded)).toHaveLength(1);
  return PlayedWorker.all.find(({ isEnded }) => !isEnded)!;
};

beforeEach(() => {
  PlayedWorker.all.length = 0;
  vi.stubGlobal('Worker', PlayedWorker);
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('scanPicture', () => {
  it('transfers the pixels and passes results on as they come', async () => {
    const { scanPicture } = await load();
    const found: string[] = [];
    const given = picture();
    const scan = scanPicture(given, { budgetMs: 100, onFound: ({ text }) => found.push(text) });
    await settle();
    const worker = only();
    expect(worker.asked[0]?.transfer).toEqual([given.data.buffer]);
    expect(worker.asked[0]?.request.source).toMatchObject({
      kind: 'pixels',
      order: 'bgra',
      width: 2,
      height: 2,
    });
    worker.say({ kind: 'found', code: { ...code, cutOut: null } });
    expect(found).toEqual([code.text]);
    worker.say(done);
    expect(await scan).toEqual(done.kind === 'done' && done.result);
  });

  it('uses a worker again, and makes others wait for it', async () => {
    const { scanPicture } = await load();
    const first = scanPicture(picture(), { budgetMs: 100 });
    const second = scanPicture(picture(), { budgetMs: 100 });
    await settle();
    const worker = only();
    expect(worker.asked).toHaveLength(1);
    worker.say(done);
    await first;
    await settle();
    expect(worker.asked).toHaveLength(2);
    worker.say(done);
    await second;
    expect(PlayedWorker.all).toHaveLength(1);
  });

  it('ends the worker when aborted, and works with the next', async () => {
    const { scanPicture } = await load();
    const controller = new AbortController();
    const scan = scanPicture(picture(), { budgetMs: 100, signal: controller.signal });
    await settle();
    const worker = only();
    controller.abort();
    await expect(scan).rejects.toThrow();
    expect(worker.isEnded).toBe(true);
    const again = scanPicture(picture(), { budgetMs: 100 });
    await settle();
    only().say(done);
    await again;
  });

  it('does not start when aborted before', async () => {
    const { scanPicture } = await load();
    await expect(scanPicture(picture(), { budgetMs: 100, signal: AbortSignal.abort() })).rejects.toThrow();
    expect(PlayedWorker.all).toHaveLength(0);
  });

  it('ends a worker that hangs, with what it had found', async () => {
    vi.useFakeTimers();
    const { scanPicture } = await load();
    const scan = scanPicture(picture(), { budgetMs: 1500 });
    await vi.advanceTimersByTimeAsync(1);
    const worker = only();
    worker.say({ kind: 'found', code: { ...code, cutOut: null } });
    await vi.advanceTimersByTimeAsync(1500 + 4000);
    expect(worker.isEnded).toBe(true);
    expect(await scan).toMatchObject({ codes: [{ text: code.text }], hints: ['out-of-time'] });
  });

  it('says what is wrong with a picture', async () => {
    const { scanFile } = await load();
    const scan = scanFile(new Blob(['x']), { budgetMs: 100 });
    await settle();
    only().say({ kind: 'failed', problem: 'heic' });
    await expect(scan).rejects.toMatchObject({ name: 'PictureError', problem: 'heic' });
  });

  it('replaces a worker that breaks', async () => {
    const { scanPicture } = await load();
    const scan = scanPicture(picture(), { budgetMs: 100 });
    await settle();
    const worker = only();
    worker.onerror?.({ preventDefault: () => {} });
    await expect(scan).rejects.toMatchObject({ problem: 'broken' });
    expect(worker.isEnded).toBe(true);
    only();
  });

  it('rests: idle workers end and a later scan starts a new one', async () => {
    const { scanPicture, restScanner } = await load();
    const scan = scanPicture(picture(), { budgetMs: 100 });
    await settle();
    only().say(done);
    await scan;
    restScanner();
    expect(PlayedWorker.all.every(({ isEnded }) => isEnded)).toBe(true);
    const again = scanPicture(picture(), { budgetMs: 100 });
    await settle();
    only().say(done);
    await again;
  });
});
