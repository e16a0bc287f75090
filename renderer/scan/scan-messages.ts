/**
 * What the page and its scan workers say to each other. Types only.
 * The rule: pixels are transferred, never copied, and nothing but texts, places and small cut-outs comes back.
 */
import type { FoundCode, ScanResult } from './picture.ts';

/** Why a chosen file could not be looked at. The page has one sentence for each. */
export type PictureProblem = 'not-a-picture' | 'too-large' | 'heic' | 'pdf-locked' | 'broken';

export type ScanSource =
  /** A screen capture has its bytes as BGRA, a canvas as RGBA; the buffer is transferred. */
  | {
      readonly kind: 'pixels';
      readonly order: 'rgba' | 'bgra';
      readonly data: Uint8Array | Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
    }
  /** BGRA pixels that main keeps at an address of the app's own origin, so that they never pass through the page. */
  | { readonly kind: 'address'; readonly address: string; readonly width: number; readonly height: number }
  | { readonly kind: 'file'; readonly file: Blob }
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap };

export interface ScanRequest {
  readonly source: ScanSource;
  readonly budgetMs: number;
  /** Everything is tried, also where nothing looks like a code. */
  readonly isThorough: boolean;
  /** Whether each code comes with a small picture of where it was. */
  readonly wantsCutOuts: boolean;
}

/** A code as the page shows it: with a small picture of where it was (at most 160 pixels a side), if asked for. */
export interface ScannedCode extends FoundCode {
  readonly cutOut: ImageBitmap | null;
}

export type ScanReply =
  | { readonly kind: 'found'; readonly code: ScannedCode }
  /** A page of a PDF is about to be looked at. */
  | { readonly kind: 'page'; readonly number: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: ScanResult }
  | { readonly kind: 'failed'; readonly problem: PictureProblem };
