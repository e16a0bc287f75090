/**
 * Where a window stood, for the next start. Runs in main.
 * The rule: what was kept is a proposal; a window never opens where no display shows it.
 */
import { type BrowserWindow, type Rectangle, screen } from 'electron';

/** So much of the window's top edge must be on a display, for a hand to find it and move it. */
const GRIP = { width: 120, height: 40 } as const;
/** Moving and resizing tell every step; the disk hears of the last. */
const SETTLED_MS = 500;

const overlap = (from: number, length: number, start: number, size: number) =>
  Math.min(from + length, start + size) - Math.max(from, start);

/**
 * The kept rectangle, in the bounds of the display that shows it; null when it is none, or no display does.
 * @param kept as it was read from the disk
 * @param workAreas of the displays that are there now
 */
export function placeOn(kept: unknown, workAreas: readonly Rectangle[]): Rectangle | null {
  const { x, y, width, height } = (
    typeof kept === 'object' && kept !== null ? kept : {}
  ) as Partial<Rectangle>;
  if (![x, y, width, height].every(Number.isSafeInteger)) return null;
  const place = { x, y, width, height } as Rectangle;
  if (place.width < GRIP.width || place.height < GRIP.height) return null;
  const area = workAreas.find(
    (each) =>
      overlap(place.x, place.width, each.x, each.width) >= GRIP.width &&
      place.y >= each.y &&
      overlap(place.y, GRIP.height, each.y, each.height) >= GRIP.height,
  );
  if (!area) return null;
  return { ...place, width: Math.min(place.width, area.width), height: Math.min(place.height, area.height) };
}

export interface KeptPlace {
  /** As it was read from the disk. */
  readonly read: () => unknown;
  readonly keep: (place: Rectangle) => void;
}

/** Puts the window where it was and keeps where it goes. Call before it is shown. */
export function rememberPlace(window: BrowserWindow, kept: KeptPlace): void {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const place = placeOn(kept.read(), workAreas);
  if (place) window.setBounds(place);
  let timer: NodeJS.Timeout | undefined;
  const keep = () => {
    clearTimeout(timer);
    // Of a maximised window, the place that it goes back to.
    if (!window.isDestroyed() && !window.isMinimized()) kept.keep(window.getNormalBounds());
  };
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, SETTLED_MS);
  };
  window.on('move', keepSoon);
  window.on('resize', keepSoon);
  window.on('close', keep);
}
