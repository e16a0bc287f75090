/**
 * The scanner as one function for the benchmark and the tests. Runs under Node; built to out/scan-engine.mjs.
 * The rule: RGBA in, texts out, with the budget of a picture that a person chose; no Node module is imported,
 * so that this side keeps seeing the page's types only (the .wasm comes inlined by the bundler).
 */
import wasmAsDataUrl from 'zxing-wasm/reader/zxing_reader.wasm?url&inline';
import { createEngine, type Engine } from './engine.ts';
import { type FindOptions, findCodes } from './find-codes.ts';
import type { Picture, ScanResult } from './picture.ts';

let engine: Promise<Engine> | null = null;

/** Starts the engine once. */
export function nodeEngine(): Promise<Engine> {
  engine ??= fetch(wasmAsDataUrl)
    .then((answer) => answer.arrayBuffer())
    .then(createEngine);
  return engine;
}

/** Compiles the WebAssembly before the first picture, so that a benchmark does not count it. */
export async function setup(): Promise<void> {
  await nodeEngine();
}

/** The whole answer, for those who want places, hints or the moment of the first code. */
export async function scan(picture: Picture, options: Omit<FindOptions, 'engine'>): Promise<ScanResult> {
  return findCodes(picture, { ...options, engine: await nodeEngine() });
}

/** Every text that a picture's QR codes hold (RGBA, straight alpha); looks for at most 4 seconds. */
export async function decode(picture: Picture): Promise<string[]> {
  const result = await scan(picture, { budgetMs: 4000 });
  return result.codes.map((code) => code.text);
}
