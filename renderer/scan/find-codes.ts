/**
 * Finds every QR code in a picture. Pure; runs in the scan worker and under Node.
 * The rule: results come as they are found, cheap passes first, dear ones only where something looks like a code
 * or the picture is small, and nothing is started after the budget's end.
 */
import { busyAreas } from './busy-areas.ts';
import type { Engine, EnginePass } from './engine.ts';
import { evenedOut, isScreenLike, medianFiltered, sharpened } from './filters.ts';
import { channelOf, toGrey, toGreyOn } from './grey.ts';
import { searchGrids } from './grid-search.ts';
import type { FoundCode, Picture, ScanResult } from './picture.ts';
import { gridCorners } from './read-grid.ts';
import { SearchState } from './search-state.ts';
import { unreadReason } from './unread-reason.ts';
import {
  around,
  cornersInPicture,
  doubleSize,
  halfSize,
  part,
  prepared,
  toPicture,
  type View,
  wholeView,
  withinPixels,
} from './view.ts';

export interface FindOptions {
  readonly engine: Engine;
  /**
   * Milliseconds after which no new attempt is started; 1500 suits a screen, 4000 a chosen picture. While new codes come,
   * up to four times as long.
   */
  readonly budgetMs: number;
  /** Tries everything, also where nothing looks like a code: a person pointed at this picture. Default no. */
  readonly isThorough?: boolean;
  /** Called once for each new text, at once. */
  readonly onFound?: (code: FoundCode) => void;
  /** Asked between attempts; true ends the search with what was found so far. */
  readonly isCancelled?: () => boolean;
}

/** Dear passes look at a whole picture scaled down to this many pixels, and at single places in full. */
const DEAR_PIXELS = 2_500_000;
/** A screen larger than this on which nothing looks like a code is believed to hold none. */
const SMALL_PIXELS = 1_500_000;
/** Up to here, squares full of contrast on it are looked at closely all the same. */
const MIDDLE_PIXELS = 6_000_000;
const MOST_PLACES = 6;
/** From this many codes on there may be more than zxing sorts out at once: of 500 in one picture it gave 14. */
const CROWD = 8;
/** Modules a side that a crowd's codes are taken to have until some are read: version 4, quiet zone included. */
const CROWD_MODULES = 41;

/** Finds the codes of a picture. Never throws for what a picture holds; an empty picture has no codes. */
export async function findCodes(picture: Picture, options: FindOptions): Promise<ScanResult> {
  const { budgetMs, onFound = () => {}, isCancelled = () => false } = options;
  const state = new SearchState(budgetMs, onFound, isCancelled);
  await options.engine.ready();
  if (!isOneColour(picture)) search(picture, options.engine, state, options.isThorough ?? false);
  return {
    codes: state.codes,
    looked: { width: picture.width, height: picture.height },
    hints: state.hints,
  };
}

/** Empty pages of documents, and pictures without a pixel; the first other pixel ends the question. */
function isOneColour({ data }: Picture): boolean {
  if (data.byteOffset % 4 !== 0) return data.byteLength === 0;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength >> 2);
  const [first] = pixels;
  return pixels.every((pixel) => pixel === first);
}

function search(picture: Picture, engine: Engine, state: SearchState, isThorough: boolean): void {
  const { grey, isOpaque } = toGrey(picture);
  const greys = isOpaque ? [grey] : [toGreyOn(picture, 255), toGreyOn(picture, 0)];
  const views = greys.map(wholeView);
  for (const view of views) readWhole(view, {}, engine, state);
  const isCrowd = state.codes.length >= CROWD;
  if (isCrowd) for (const view of views) readCrowd(view, engine, state);
  for (const view of views) searchLevels(view, 'quick', engine, state);
  if (!isCrowd) for (const view of views) readCrowd(view, engine, state);
  if (state.isDone()) return;
  const isSmall = isThorough || picture.width * picture.height <= SMALL_PIXELS;
  const isWorthIt = isSmall || state.unread.length > 0 || !greys.every(isScreenLike);
  if (!isWorthIt) {
    if (picture.width * picture.height <= MIDDLE_PIXELS)
      for (const view of views) tryBusyAreas(view, engine, state);
    return;
  }
  for (const view of views) readWhole(view, { inverted: true, downscaled: true }, engine, state);
  if (state.isDone()) return;
  for (const view of views)
    for (const corners of state.unread.slice(0, MOST_PLACES)) {
      if (state.isDone()) return;
      tryHard(withinPixels(around(view, corners), DEAR_PIXELS), engine, state);
    }
  if (state.codes.length > 0 && !isSmall) return;
  for (const view of views) {
    if (state.isDone()) return;
    tryHard(withinPixels(view, DEAR_PIXELS), engine, state);
  }
  for (const channel of [0, 1, 2] as const) {
    if (state.isDone()) return;
    const view = withinPixels(wholeView(channelOf(picture, channel)), DEAR_PIXELS);
    readWhole(view, { inverted: true }, engine, state);
    searchLevels(view, 'hard', engine, state);
  }
}

/** Sheets of codes: part by part, each some codes wide and overlapping the next by more than one. */
function readCrowd(view: View, engine: Engine, state: SearchState): void {
  const sides = state.codes
    .map(({ corners: [a, b] }) => Math.hypot(b.x - a.x, b.y - a.y))
    .sort((a, b) => a - b);
  const { crowdModule } = state;
  if (sides.length < CROWD && crowdModule === null) return;
  const side = sides.length < CROWD ? (crowdModule ?? 0) * CROWD_MODULES : (sides[sides.length >> 1] ?? 0);
  const span = Math.max(300, Math.round(side * 7));
  const step = Math.max(150, Math.round(span - side * 1.6));
  const { width, height } = view.grey;
  for (let top = 0; top === 0 || top + span - step < height; top += step)
    for (let left = 0; left === 0 || left + span - step < width; left += step) {
      if (state.isOver()) return;
      readWhole(part(view, left, top, span, span), {}, engine, state);
    }
}

/** For codes on a large screen that are too blurred to show any finder pattern. */
function tryBusyAreas(view: View, engine: Engine, state: SearchState): void {
  for (const corners of busyAreas(view.grey, MOST_PLACES)) {
    if (state.isOver()) return;
    if (state.codes.length === 0) tryHard(withinPixels(around(view, corners), DEAR_PIXELS), engine, state);
  }
}

/** zxing over a whole view. */
function readWhole(view: View, pass: EnginePass, engine: Engine, state: SearchState): void {
  for (const { text, corners } of engine.read(view.grey, pass))
    state.add({ text, corners: cornersInPicture(view, corners) });
}

/** Our own search at full, half and quarter size. */
function searchLevels(whole: View, effort: 'quick' | 'hard', engine: Engine, state: SearchState): void {
  const isQuick = effort === 'quick';
  let view = whole;
  for (let level = 0; level < 3 && Math.min(view.grey.width, view.grey.height) > 30; level++) {
    if (state.isOver()) return;
    if (level > 0) {
      view = halfSize(view);
      // Cheap, and dots or noise run together when they are smaller.
      readWhole(view, { inverted: view.grey.width * view.grey.height < SMALL_PIXELS }, engine, state);
      // On very large screens full size shows small modules and quarter size large ones.
      if (level === 1 && isQuick && whole.grey.width * whole.grey.height > MIDDLE_PIXELS) continue;
    }
    const place = view;
    const { unread, crowdModule } = searchGrids({
      engine,
      grey: view.grey,
      unfiltered: view.unfiltered,
      effort,
      isTaken: (point) => state.isTaken(toPicture(place, point)),
      isOver: () => state.isOver(),
      onFound: ({ text, corners }) => state.add({ text, corners: cornersInPicture(place, corners) }),
    });
    if (crowdModule !== null) state.crowdModule ??= crowdModule * view.scale;
    for (const grid of unread)
      state.addLikely(cornersInPicture(view, gridCorners(grid)), unreadReason(view.grey, grid, view.scale));
  }
}

/** Dearer and dearer preparations, until everything is read or time is up. */
function tryHard(view: View, engine: Engine, state: SearchState): void {
  const isSmall = view.grey.width * view.grey.height < 1_000_000;
  const preparations: readonly (() => View)[] = [
    () => view,
    () => prepared(view, medianFiltered),
    () => prepared(view, (grey) => evenedOut(grey, 20)),
    () => prepared(view, (grey) => sharpened(grey, 6)),
    () => prepared(halfSize(view), (grey) => sharpened(grey, 8)),
    () => prepared(halfSize(halfSize(view)), (grey) => sharpened(grey, 8)),
    ...(isSmall ? [() => doubleSize(view)] : []),
  ];
  for (const prepare of preparations) {
    if (state.isDone()) return;
    const next = prepare();
    readWhole(next, { inverted: true, downscaled: true }, engine, state);
    searchLevels(next, 'hard', engine, state);
  }
  if (!state.isDone()) readWhole(view, { inverted: true, downscaled: true, denoised: true }, engine, state);
}
