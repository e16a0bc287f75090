/** Pictures drawn small: one decoded at a time, and none that claims to be a giant. What decodes is a double; the page's tests draw. */
import { afterEach, expect, it, vi } from 'vitest';
import { drawOwnSmall, drawSmall, SIDE_MAX } from '../../renderer/small-picture.ts';

/** The start of a PNG that says it is this large. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x89504e47);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

/** Counts how many pictures are decoded at once. */
function decoding(fails = false) {
  const seen = { most: 0, all: 0, open: 0 };
  vi.stubGlobal('createImageBitmap', async () => {
    seen.all += 1;
    seen.open += 1;
    seen.most = Math.max(seen.most, seen.open);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const close = () => {
      seen.open -= 1;
    };
    if (fails) close();
    if (fails) throw new Error('broken');
    return { width: 8, height: 8, close };
  });
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ drawImage: () => undefined });
      convertToBlob = async () => new Blob([new Uint8Array([1])]);
    },
  );
  return seen;
}
afterEach(() => vi.unstubAllGlobals());

it('decodes one picture after another, however many are asked for', async () => {
  const seen = decoding();
  const drawn = await Promise.all(Array.from({ length: 20 }, () => drawSmall(png(64, 64))));
  expect(drawn).toEqual(drawn.map(() => new Uint8Array([1])));
  expect(seen).toEqual({ most: 1, all: 20, open: 0 });
});

it('goes on after a broken one', async () => {
  decoding(true);
  expect(await drawSmall(png(64, 64))).toBeNull();
  decoding();
  expect(await drawSmall(png(64, 64))).not.toBeNull();
});

it('never decodes what claims more than its bound, which is wider for the one picture of a person', async () => {
  const seen = decoding();
  expect(await drawSmall(png(SIDE_MAX, SIDE_MAX))).not.toBeNull();
  expect(await drawSmall(png(SIDE_MAX + 1, 1))).toBeNull();
  expect(await drawSmall(png(1, SIDE_MAX + 1))).toBeNull();
  expect(await drawOwnSmall(new Blob([png(4000, 3000)]))).not.toBeNull();
  expect(await drawOwnSmall(new Blob([png(8000, 8000)]))).toBeNull();
  expect(seen.all).toBe(2);
});

it('reads nothing of a file that is too large for a picture', async () => {
  const file = new Blob([new Uint8Array(8 * 1024 * 1024 + 1)]);
  const read = vi.spyOn(file, 'arrayBuffer');
  expect(await drawOwnSmall(file)).toBeNull();
  expect(read).not.toHaveBeenCalled();
});
