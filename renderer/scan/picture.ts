/**
 * The shapes that the scanner passes around: colour pictures in, grey pictures inside, codes out.
 * Types only; runs anywhere. The rule: coordinates are always pixels of the picture that the caller handed in.
 */

/** RGBA, straight alpha, 4 bytes a pixel, rows without padding (the shape of ImageData). */
export interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** One byte a pixel, 0 is black. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Top left, top right, bottom right, bottom left of a code as it is read, not as the picture stands. */
export type Corners = readonly [Point, Point, Point, Point];

export interface FoundCode {
  readonly text: string;
  readonly corners: Corners;
}

/** Why something that looks like a code may not have been read; the page says it in a sentence. */
export type ScanHint =
  | 'code-like-too-small'
  | 'code-like-cut-off'
  | 'code-like-blurred'
  | 'code-like-low-contrast'
  | 'code-like-covered'
  /** The time budget ended before everything was tried. */
  | 'out-of-time';

export interface ScanResult {
  readonly codes: readonly FoundCode[];
  /** What was looked at, in pixels. */
  readonly looked: { readonly width: number; readonly height: number };
  /** Only of what was not read; empty where nothing looked like a code. */
  readonly hints: readonly ScanHint[];
  /** Of a PDF: pages looked at, of how many. */
  readonly pages?: { readonly lookedAt: number; readonly total: number };
}
