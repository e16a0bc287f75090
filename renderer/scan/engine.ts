/**
 * zxing-cpp (WebAssembly) behind one function over grey pictures. Runs in the scan worker and under Node.
 * The rule: the .wasm bytes are always handed in. Left alone, zxing-wasm would fetch them from a CDN.
 */
import { binarizers, prepareZXingModule, textModes, type ZXingReaderModule } from 'zxing-wasm/reader';
import type { Corners, Grey } from './picture.ts';

export interface EngineCode {
  readonly text: string;
  readonly corners: Corners;
}

export interface EnginePass {
  /** Look for light codes on dark too. */
  readonly inverted?: boolean;
  /** Look at the picture scaled down by 3 too (zxing's own pyramid). */
  readonly downscaled?: boolean;
  /** The grey picture is a code and a quiet zone and nothing else. */
  readonly pure?: boolean;
  /** `local` compares with the neighbourhood, `global` with one threshold, `fixed` with 127. */
  readonly threshold?: 'local' | 'global' | 'fixed';
  /** Close small holes and gaps first. */
  readonly denoised?: boolean;
}

export interface Engine {
  /** Reads every QR code in a grey picture; positions in that picture's pixels. An empty picture has none. */
  read(grey: Grey, pass?: EnginePass): readonly EngineCode[];
}

const BINARIZERS = { local: 'LocalAverage', global: 'GlobalHistogram', fixed: 'FixedThreshold' } as const;

/** The Emscripten memory that zxing-wasm's own types leave to a package that we do not have. */
interface WasmMemory {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(pointer: number): void;
}

function rawOptions(pass: EnginePass) {
  return {
    formats: 'QRCode',
    tryHarder: true,
    tryRotate: true,
    tryInvert: pass.inverted ?? false,
    tryDownscale: pass.downscaled ?? false,
    tryDenoise: pass.denoised ?? false,
    binarizer: binarizers.indexOf(BINARIZERS[pass.threshold ?? 'local']),
    isPure: pass.pure ?? false,
    downscaleThreshold: 500,
    downscaleFactor: 3,
    minLineCount: 2,
    maxNumberOfSymbols: 255,
    validateOptionalChecksum: false,
    returnErrors: false,
    eanAddOnSymbol: 0,
    textMode: textModes.indexOf('Plain'),
    characterSet: 0,
    tryCode39ExtendedMode: true,
  };
}

/** Starts the engine from the bytes of zxing-wasm's `reader/zxing_reader.wasm`. */
export async function createEngine(wasmBinary: ArrayBuffer): Promise<Engine> {
  const zxing = (await prepareZXingModule({
    overrides: { wasmBinary } as object,
    fireImmediately: true,
  })) as ZXingReaderModule & WasmMemory;
  return {
    read(grey, pass = {}) {
      const size = grey.width * grey.height;
      if (size === 0) return [];
      const pointer = zxing._malloc(size);
      if (!pointer) return [];
      try {
        zxing.HEAPU8.set(grey.data, pointer);
        const results = zxing.readBarcodesFromPixmap(pointer, grey.width, grey.height, rawOptions(pass));
        const codes: EngineCode[] = [];
        for (let i = 0; i < results.size(); i++) {
          const result = results.get(i);
          if (!result?.isValid) continue;
          const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
          codes.push({ text: result.text, corners: [topLeft, topRight, bottomRight, bottomLeft] });
        }
        return codes;
      } finally {
        zxing._free(pointer);
      }
    },
  };
}
