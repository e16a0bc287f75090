/** What we use of the decoder's own module; its declarations want the types of the browser. */
declare module '@jsquash/webp/codec/dec/webp_dec.js' {
  export default function webpDecoder(options: {
    readonly noInitialRun: boolean;
    readonly wasmBinary: Uint8Array;
  }): Promise<{
    /** Null for what cannot be decoded; four bytes a pixel, colours not multiplied by alpha. */
    decode(bytes: Uint8Array): {
      readonly width: number;
      readonly height: number;
      readonly data: Uint8ClampedArray<ArrayBuffer>;
    } | null;
  }>;
}
