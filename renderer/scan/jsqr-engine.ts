/**
 * jsQR behind the same function as zxing, for when WebAssembly cannot start (out of memory, switched off by policy).
 * Runs in the scan worker and under Node. The rule: a stand-in, not a second opinion; it reads one code at a time.
 */
import jsQR from 'jsqr';
import type { Engine, EngineCode } from './engine.ts';
import type { Grey } from './picture.ts';

/** jsQR takes RGBA and wants a picture of some size; its own inversion is broken in 1.4.0, so it is done here. */
function toRgba({ data, width, height }: Grey, isInverted: boolean): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const level = isInverted ? 255 - (data[i] ?? 0) : (data[i] ?? 0);
    rgba.fill(level, i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}

function readOne(grey: Grey, isInverted: boolean): EngineCode | null {
  const code = jsQR(toRgba(grey, isInverted), grey.width, grey.height, { inversionAttempts: 'dontInvert' });
  if (!code || code.data === '') return null;
  const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = code.location;
  return { text: code.data, corners: [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner] };
}

/** The stand-in. Slower and weaker than zxing: tell nobody that a picture holds no code on its word alone. */
export function createJsqrEngine(): Engine {
  return {
    ready: async () => {},
    read(grey, pass = {}) {
      const code = readOne(grey, false) ?? (pass.inverted ? readOne(grey, true) : null);
      return code ? [code] : [];
    },
  };
}
