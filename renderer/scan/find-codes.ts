/**
 * Finds every QR code in a picture. Pure; runs in the scan worker and under Node.
 * The rule: results come as they are found, cheap passes first, and nothing is started after the budget's end.
 */
import type { Engine, EnginePass } from './engine.ts';
import { doubled, evenedOut, halved, medianFiltered, sharpened } from './filters.ts';
import { isInside } from './geometry.ts';
import { channelOf, toGrey, toGreyOn } from './grey.ts';
import { searchGrids } from './grid-search.ts';
import type { Corners, FoundCode, Grey, Picture, Point, ScanResult } from './picture.ts';

export interface FindOptions {
  readonly engine: Engine;
  /** Milliseconds after which no new attempt is started; 1500 suits a screen, 4000 a chosen picture. */
  readonly budgetMs: number;
  /** Called once for each new text, at once. */
  readonly onFound?: (code: FoundCode) => void;
  /** Asked between attempts; true ends the search with what was found so far. */
  readonly isCancelled?: () => boolean;
}

/** A grey picture and how many pixels of the original one of its pixels is. */
interface View {
  readonly grey: Grey;
  readonly scale: number;
}

/** Above this many pixels, dear passes look at the picture scaled down. */
const DEAR_PIXELS = 2_500_000;

/** Finds the codes of a picture. Never throws for what a picture holds; an empty picture has no codes. */
export async function findCodes(picture: Picture, options: FindOptions): Promise<ScanResult> {
  const search = new Search(picture, options);
  search.run();
  return search.result();
}

class Search {
  private readonly picture: Picture;
  private readonly options: FindOptions;
  private readonly endMs: number;
  private readonly codes: FoundCode[] = [];
  /** Places that look like a code and have not been read. */
  private unread: Corners[] = [];

  constructor(picture: Picture, options: FindOptions) {
    this.picture = picture;
    this.options = options;
    this.endMs = performance.now() + options.budgetMs;
  }

  result(): ScanResult {
    const { width, height } = this.picture;
    const codes = this.codes.filter(
      ({ text }, i) => this.codes.findIndex((other) => other.text === text) === i,
    );
    return { codes, looked: { width, height }, hints: this.isOver() ? ['out-of-time'] : [] };
  }

  run(): void {
    const { picture } = this;
    if (picture.width === 0 || picture.height === 0) return;
    const { grey, isOpaque } = toGrey(picture);
    const greys = isOpaque ? [grey] : [toGreyOn(picture, 255), toGreyOn(picture, 0)];
    for (const each of greys) this.readWhole({ grey: each, scale: 1 }, {});
    for (const each of greys) this.searchLevels({ grey: each, scale: 1 }, 'quick');
    if (this.isDone()) return;
    for (const each of greys) this.readWhole({ grey: each, scale: 1 }, { inverted: true, downscaled: true });
    if (this.isDone()) return;
    for (const each of greys) this.tryHard({ grey: each, scale: 1 });
    if (this.isDone()) return;
    for (const channel of [0, 1, 2] as const) {
      if (this.isDone()) return;
      const view = this.affordable({ grey: channelOf(picture, channel), scale: 1 });
      this.readWhole(view, { inverted: true });
      this.searchLevels(view, 'hard');
    }
  }

  private isOver(): boolean {
    return performance.now() > this.endMs || this.options.isCancelled?.() === true;
  }

  /** Nothing more to look for: time is up, or everything that looks like a code was read. */
  private isDone(): boolean {
    if (this.isOver()) return true;
    this.unread = this.unread.filter((corners) => !corners.some((corner) => this.isTaken(corner)));
    if (this.unread.length > 0) return false;
    return this.codes.length > 0;
  }

  private isTaken(point: Point): boolean {
    return this.codes.some((code) => isInside(code.corners, point, 1.05));
  }

  private add(code: FoundCode, scale: number): void {
    const shift = (scale - 1) / 2;
    const [a, b, c, d] = code.corners.map(({ x, y }) => ({ x: x * scale + shift, y: y * scale + shift }));
    if (!a || !b || !c || !d) return;
    const placed: FoundCode = { text: code.text, corners: [a, b, c, d] };
    const isKnown = this.codes.some(({ text }) => text === code.text);
    this.codes.push(placed);
    if (!isKnown) this.options.onFound?.(placed);
  }

  /** zxing over a whole view. */
  private readWhole({ grey, scale }: View, pass: EnginePass): void {
    for (const code of this.options.engine.read(grey, pass)) this.add(code, scale);
  }

  /** Our own search at full, half and quarter size. */
  private searchLevels(view: View, effort: 'quick' | 'hard'): void {
    let { grey, scale } = view;
    for (let level = 0; level < 3 && Math.min(grey.width, grey.height) > 30; level++) {
      if (this.isOver()) return;
      const place = (point: Point): Point => ({
        x: point.x * scale + (scale - 1) / 2,
        y: point.y * scale + (scale - 1) / 2,
      });
      const unread = searchGrids({
        engine: this.options.engine,
        grey,
        effort,
        isTaken: (point) => this.isTaken(place(point)),
        isOver: () => this.isOver(),
        onFound: (code) => this.add(code, scale),
      });
      for (const { corners } of unread) {
        const [a, b, c, d] = corners;
        this.unread.push([place(a), place(b), place(c), place(d)]);
      }
      grey = halved(grey);
      scale *= 2;
    }
  }

  private affordable(view: View): View {
    let { grey, scale } = view;
    while (grey.width * grey.height > DEAR_PIXELS) {
      grey = halved(grey);
      scale *= 2;
    }
    return { grey, scale };
  }

  /** Dearer and dearer preparations, until everything is read or time is up. */
  private tryHard(original: View): void {
    const { grey, scale } = this.affordable(original);
    const preparations: (() => View)[] = [
      () => ({ grey, scale }),
      () => ({ grey: medianFiltered(grey), scale }),
      () => ({ grey: evenedOut(grey, 20), scale }),
      () => ({ grey: sharpened(grey, 6), scale }),
      () => ({ grey: sharpened(halved(grey), 8), scale: scale * 2 }),
      () => ({ grey: sharpened(halved(halved(grey)), 8), scale: scale * 4 }),
    ];
    if (grey.width * grey.height < 1_000_000)
      preparations.push(() => ({ grey: doubled(grey), scale: scale / 2 }));
    for (const prepare of preparations) {
      if (this.isDone()) return;
      const view = prepare();
      this.readWhole(view, { inverted: true, downscaled: true });
      this.searchLevels(view, 'hard');
    }
    if (!this.isDone()) this.readWhole({ grey, scale }, { inverted: true, downscaled: true, denoised: true });
  }
}
