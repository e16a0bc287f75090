/**
 * Takes a picture of every display at its own resolution, with our windows out of the way. Runs in main.
 * The rule: our windows come back whatever happens, and an empty picture is an error, never "no code found".
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type BrowserWindow, type Display, desktopCapturer, screen } from 'electron';
import { CodedError } from '../ipc/failure.ts';
import { isBlack, type Pixels } from './captured-pictures.ts';

/** Time for the window system to paint what our window covered; 150 ms was enough under X11 with a compositor. */
const UNCOVER_MS = 200;
/** A portal or permission dialog may wait for a person; past this the capture has failed. */
const CAPTURE_LIMIT_MS = 60_000;

export interface CapturedDisplay extends Pixels {
  readonly name: string;
  /** Null where the system does not say which display a picture is of. */
  readonly display: Display | null;
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

const nativeSize = (display: Display): PixelSize => ({
  width: Math.round(display.size.width * display.scaleFactor),
  height: Math.round(display.size.height * display.scaleFactor),
});

/** At least as wide and as high as every display. */
export function largestSize(displays: readonly Display[]): PixelSize {
  const sizes = displays.map(nativeSize);
  return {
    width: Math.max(...sizes.map(({ width }) => width)),
    height: Math.max(...sizes.map(({ height }) => height)),
  };
}

/**
 * The sizes to ask for. One request for each distinct size, because a thumbnail is scaled to the size asked for and a
 * scaled QR code is harder to read; but one in all where each request makes the desktop ask the person.
 */
function sizesToAsk(displays: readonly Display[], asksPerson: boolean): readonly PixelSize[] {
  if (asksPerson) return [largestSize(displays)];
  return [
    ...new Map(displays.map(nativeSize).map((size) => [`${size.width}x${size.height}`, size])).values(),
  ];
}

async function captureDisplays(asksPerson: boolean): Promise<readonly CapturedDisplay[]> {
  const displays = screen.getAllDisplays();
  const pictures = new Map<string, CapturedDisplay>();
  for (const size of sizesToAsk(displays, asksPerson)) {
    const sources = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: size });
    for (const source of sources) {
      const display = displays.find((candidate) => String(candidate.id) === source.display_id) ?? null;
      const own = display && !asksPerson ? nativeSize(display) : null;
      // Without a display id (some Linux systems) the largest picture of the source wins.
      const fits = own ? own.width === size.width && own.height === size.height : true;
      const { width, height } = source.thumbnail.getSize();
      const held = pictures.get(source.id);
      if (!fits || width === 0 || (held && held.width * held.height >= width * height)) continue;
      const name = display?.label || source.name;
      pictures.set(source.id, { name, display, width, height, bgra: source.thumbnail.toBitmap() });
    }
  }
  return [...pictures.values()];
}

/**
 * `work`, or `capture-failed` when it throws or takes too long.
 * @throws CodedError
 */
export async function withinLimit<Answer>(work: Promise<Answer>): Promise<Answer> {
  const timeLimit = new AbortController();
  try {
    const late = wait(CAPTURE_LIMIT_MS, null, { signal: timeLimit.signal }).then(() => {
      throw new CodedError('capture-failed');
    });
    return await Promise.race([work, late]);
  } catch (error) {
    throw error instanceof CodedError ? error : new CodedError('capture-failed', { cause: error });
  } finally {
    timeLimit.abort();
  }
}

/**
 * Captures all displays.
 * @param asksPerson each request makes the desktop ask the person what to give (Wayland's portal).
 * @throws CodedError `capture-empty` (a black or missing picture), `capture-failed`.
 */
export async function captureScreen(asksPerson: boolean): Promise<readonly CapturedDisplay[]> {
  const pictures = await withinLimit(captureDisplays(asksPerson));
  if (pictures.every(isBlack)) throw new CodedError('capture-empty');
  return pictures;
}

/** Hides `windows` while `work` runs, and shows those again that were to be seen before. */
export async function whileHidden<Answer>(
  windows: readonly BrowserWindow[],
  work: () => Promise<Answer>,
): Promise<Answer> {
  const hidden = windows.filter((window) => window.isVisible() && !window.isMinimized());
  for (const window of hidden) window.hide();
  try {
    if (hidden.length > 0) await wait(UNCOVER_MS);
    return await work();
  } finally {
    for (const window of hidden) if (!window.isDestroyed()) window.showInactive();
  }
}
