/**
 * zxing-cpp (WebAssembly) behind one function over grey pictures. Runs in the scan worker and under Node.
 * The rule: the .wasm bytes are always handed in. Left alone, zxing-wasm would fetch them from a CDN.
 */
import {
  binarizers,
  prepareZXingModule,
  purgeZXingModule,
  textModes,
  type ZXingReaderModule,
} from 'zxing-wasm/reader';
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
  /** To be awaited before each picture: starts zxing anew if the last picture made it trap. */
  ready(): Promise<void>;
  /** Reads every QR code in a grey picture; positions in that picture's pixels. After a trap: nothing, until ready. */
  read(grey: Grey, pass?: EnginePass): readonly EngineCode[];
}

/** A version 1 code has 21 modules a side. On thinner pictures zxing can read beyond its memory. */
const LEAST_SIDE = 20;

const BINARIZERS = { local: 'LocalAverage', global: 'GlobalHistogram', fixed: 'FixedThreshold' } as const;

/** The Emscripten memory that zxing-wasm's own types leave to a package that we do not have. */
interface WasmMemory {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(pointer: number): void;
}

function rawOptions(pass: EnginePass) {
  return {
    // Not `QRCode`, which takes in Micro QR: parts of other codes pass for one, and its least has nothing to correct
    // by (seen in a sheet of 1,000 codes: "9774"). No account fits into one.
    formats: 'QRCodeModel1,QRCodeModel2',
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

type Zxing = ZXingReaderModule & WasmMemory;

async function startZxing(wasmBinary: ArrayBuffer): Promise<Zxing> {
  purgeZXingModule();
  return (await prepareZXingModule({ overrides: { wasmBinary } as object, fireImmediately: true })) as Zxing;
}

function readWith(zxing: Zxing, grey: Grey, pass: EnginePass): EngineCode[] {
  const pointer = zxing._malloc(grey.width * grey.height);
  if (!pointer) return [];
  zxing.HEAPU8.set(grey.data, pointer);
  const results = zxing.readBarcodesFromPixmap(pointer, grey.width, grey.height, rawOptions(pass));
  const codes: EngineCode[] = [];
  for (let i = 0; i < results.size(); i++) {
    const result = results.get(i);
    if (!result?.isValid) continue;
    const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
    codes.push({ text: result.text, corners: [topLeft, topRight, bottomRight, bottomLeft] });
  }
  zxing._free(pointer);
  return codes;
}

/** Starts the engine from the bytes of zxing-wasm's `reader/zxing_reader.wasm`. */
export async function createEngine(wasmBinary: ArrayBuffer): Promise<Engine> {
  let zxing: Zxing | null = await startZxing(wasmBinary);
  return {
    async ready() {
      zxing ??= await startZxing(wasmBinary);
    },
    read(grey, pass = {}) {
      if (!zxing || Math.min(grey.width, grey.height) < LEAST_SIDE) return [];
      try {
        return readWith(zxing, grey, pass);
      } catch {
        // A trap leaves the memory as it was in the middle of something: never used again.
        zxing = null;
        return [];
      }
    },
  };
}
