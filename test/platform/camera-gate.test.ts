/** When the page may ask for the camera: after it was opened, for moments, and for the camera alone. */
import { describe, expect, it } from 'vitest';
import { createCameraGate, OPEN_MS } from '../../electron/platform/camera-gate.ts';

const PAGE = {};

function gateAt(asker: Parameters<typeof createCameraGate>[0] = null) {
  let nowMs = 1_000_000;
  const gate = createCameraGate(asker, () => nowMs);
  gate.belongsTo(PAGE);
  return { gate, wait: (ms: number) => (nowMs += ms) };
}

describe('the camera gate', () => {
  it('is closed to begin with', () => {
    expect(gateAt().gate.allows(PAGE, 'media', ['video'])).toBe(false);
  });

  it('opens when asked, and closes by itself', async () => {
    const { gate, wait } = gateAt();
    await gate.handlers.allow(undefined as never);
    expect(gate.allows(PAGE, 'media', ['video'])).toBe(true);
    wait(OPEN_MS);
    expect(gate.allows(PAGE, 'media', ['video'])).toBe(false);
  });

  it.each([
    ['media', ['audio']],
    ['media', ['video', 'audio']],
    ['media', []],
    ['media', ['']],
    ['display-capture', ['video']],
    ['geolocation', []],
  ])('allows nothing else while it is open: %s %j', async (permission, mediaTypes) => {
    const { gate } = gateAt();
    await gate.handlers.allow(undefined as never);
    expect(gate.allows(PAGE, permission, mediaTypes)).toBe(false);
  });

  it('lets no other page of ours through while it is open, and nobody who cannot be told', async () => {
    const { gate } = gateAt();
    await gate.handlers.allow(undefined as never);
    expect(gate.allows({}, 'media', ['video'])).toBe(false);
    expect(gate.allows(null, 'media', ['video'])).toBe(false);
    expect(createCameraGate(null, () => 0).allows(null, 'media', ['video'])).toBe(false);
  });

  it('closes when the page says so, and with a lock', async () => {
    const { gate } = gateAt();
    await gate.handlers.allow(undefined as never);
    await gate.handlers.forbid(undefined as never);
    expect(gate.allows(PAGE, 'media', ['video'])).toBe(false);
    await gate.handlers.allow(undefined as never);
    gate.close();
    expect(gate.allows(PAGE, 'media', ['video'])).toBe(false);
  });

  it('stays closed when it was closed while macOS asked', async () => {
    let answer = (_isAllowed: boolean) => {};
    const asked = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const { gate } = gateAt({ askForMediaAccess: () => asked });
    const opening = Promise.resolve(gate.handlers.allow(undefined as never));
    gate.close();
    answer(true);
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    expect(gate.allows(PAGE, 'media', ['video'])).toBe(false);
  });

  it('stays closed when macOS refuses', async () => {
    const { gate } = gateAt({ askForMediaAccess: async () => false });
    await expect(gate.handlers.allow(undefined as never)).rejects.toMatchObject({ code: 'camera-denied' });
    expect(gate.allows(PAGE, 'media', ['video'])).toBe(false);
  });
});
