/**
 * One look at one grey picture: finder patterns, proposals, grids, codes. Pure; runs in the worker and under Node.
 * The rule: places that already gave a code are left alone, and what looked like a code but could not be read is
 * reported, since only that makes dearer passes worth their time.
 */
import type { Engine } from './engine.ts';
import { type Finder, findFinders } from './finder-patterns.ts';
import { fitGrids, type Grid } from './grid-fit.ts';
import type { FoundCode, Grey, Point } from './picture.ts';
import { proposeCodes, proposeFromPairs } from './proposals.ts';
import { readGrid } from './read-grid.ts';

export interface GridSearch {
  readonly engine: Engine;
  readonly grey: Grey;
  /** The same picture before it was filtered. */
  readonly unfiltered: Grey;
  /** `hard` looks at weaker patterns too and undoes blur. */
  readonly effort: 'quick' | 'hard';
  /** True for a point (in the grey picture's pixels) inside a code that was read. */
  readonly isTaken: (point: Point) => boolean;
  readonly isOver: () => boolean;
  readonly onFound: (code: FoundCode) => void;
}

/** Clear finder patterns of a sheet of codes. Screens without a code have up to 112: checkboxes, letters, icons. */
const CROWD_FINDERS = 200;
const CLEAR = 0.9;

export interface GridsSearched {
  /** Grids of what looks like a code and could not be read. */
  readonly unread: readonly Grid[];
  /** Pixels of a module where there are far more finder patterns than can be looked at together; null otherwise. */
  readonly crowdModule: number | null;
}

/** Reads what it can. */
export function searchGrids(search: GridSearch): GridsSearched {
  const { engine, grey, unfiltered, effort, isTaken, isOver, onFound } = search;
  const isHard = effort === 'hard';
  // The core of the smallest pattern that is looked for is 3 modules high.
  const rowStep = !isHard && grey.height > 1300 ? 4 : 2;
  const all = findFinders(grey, rowStep, isHard ? 0.5 : 0.7, isHard ? 1 : 1.6);
  const finders = all.filter((finder) => !isTaken(finder));
  const unread: Grid[] = [];
  let crowdModule: number | null = null;
  for (const isInverted of [false, true]) {
    const ofOneKind = finders.filter((finder) => finder.isInverted === isInverted);
    const clear = ofOneKind.filter(({ score }) => score > CLEAR);
    if (clear.length > CROWD_FINDERS) crowdModule = medianModule(clear);
    const proposals = [
      ...proposeCodes(ofOneKind, 60),
      ...(isHard ? proposeFromPairs(ofOneKind.filter(({ score }) => score > 0.7)) : []),
    ];
    for (const proposal of proposals) {
      if (isOver()) return { unread, crowdModule };
      const { topLeft, topRight, bottomLeft } = proposal;
      if (isTaken(topLeft) || isTaken(topRight) || isTaken(bottomLeft)) continue;
      const grids = fitGrids(grey, proposal, isInverted, isHard ? 0.15 : 0.3);
      let isRead = false;
      for (const grid of grids) {
        const mayDeblur = isHard && grid.agreement > 0.55;
        const code = readGrid(engine, grey, grid, isInverted, mayDeblur ? unfiltered : null);
        if (!code) continue;
        onFound(code);
        isRead = true;
        break;
      }
      const [best] = grids;
      if (!isRead && best && best.agreement > 0.6 && best.timing > 0.45) unread.push(best);
    }
  }
  return { unread, crowdModule };
}

function medianModule(finders: readonly Finder[]): number {
  const modules = finders.map(({ module }) => module).sort((a, b) => a - b);
  return modules[modules.length >> 1] ?? 0;
}
