/**
 * Takes a picture of every display at its own resolution, with our windows out of the way. Runs in main.
 * The rule: our windows come back whatever happens, and an empty picture is an error, never "no code found".
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type BrowserWindow, type Display, desktopCapturer, screen, systemPreferences } from 'electron';
import type { DisplayPicture } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';

/** Time for the window system to paint what our window covered; 150 ms was enough under X11 with a compositor. */
const UNCOVER_MS = 200;
/** A portal or permission dialog may wait for a person; past this the capture has failed. */
const CAPTURE_LIMIT_MS = 60_000;

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

const nativeSize = (display: Display): PixelSize => ({
  width: Math.round(display.size.width * display.scaleFactor),
  height: Math.round(display.size.height * display.scaleFactor),
});

/**
 * Captures all displays. One request for each distinct size, because a thumbnail is scaled to the size asked for
 * and a scaled QR code is harder to read.
 * @throws CodedError `capture-denied` (the system refuses), `capture-empty` (a black or missing picture), `capture-failed`.
 */
async function captureDisplays(): Promise<DisplayPicture[]> {
  const displays = screen.getAllDisplays();
  const sizes = new Map(displays.map(nativeSize).map((size) => [`${size.width}x${size.height}`, size]));
  const pictures = new Map<string, DisplayPicture>();
  for (const size of sizes.values()) {
    const sources = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: size });
    for (const source of sources) {
      const display = displays.find((candidate) => String(candidate.id) === source.display_id);
      const own = display ? nativeSize(display) : null;
      // Without a display id (some Linux systems) the largest picture of the source wins.
      const fits = own ? own.width === size.width && own.height === size.height : true;
      const got = source.thumbnail.getSize();
      const held = pictures.get(source.id);
      if (!fits || got.width === 0 || (held && held.width * held.height >= got.width * got.height)) continue;
      pictures.set(source.id, {
        name: display?.label || source.name,
        width: got.width,
        height: got.height,
        bgra: source.thumbnail.toBitmap(),
      });
    }
  }
  return [...pictures.values()];
}

/** Whether every pixel looked at has no colour: what Wayland and a missing permission give instead of an error. */
function isBlack(picture: DisplayPicture): boolean {
  const pixels = new Uint32Array(picture.bgra.buffer, picture.bgra.byteOffset, picture.bgra.byteLength >> 2);
  const step = Math.max(1, Math.floor(pixels.length / 250_000));
  for (let index = 0; index < pixels.length; index += step) {
    if (((pixels[index] ?? 0) & 0x00ffffff) !== 0) return false;
  }
  return true;
}

/** Hides `windows`, captures, and shows them again. Windows that were hidden already stay hidden. */
export async function captureScreen(windows: readonly BrowserWindow[]): Promise<DisplayPicture[]> {
  if (process.platform === 'darwin') {
    const access = systemPreferences.getMediaAccessStatus('screen');
    if (access === 'denied' || access === 'restricted') throw new CodedError('capture-denied');
  }
  const hidden = windows.filter((window) => window.isVisible() && !window.isMinimized());
  for (const window of hidden) window.hide();
  try {
    if (hidden.length > 0) await wait(UNCOVER_MS);
    const timeLimit = new AbortController();
    const pictures = await Promise.race([
      captureDisplays(),
      wait(CAPTURE_LIMIT_MS, null, { signal: timeLimit.signal }),
    ]).finally(() => timeLimit.abort());
    if (pictures === null) throw new CodedError('capture-failed');
    if (pictures.length === 0 || pictures.every(isBlack)) throw new CodedError('capture-empty');
    return pictures;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('capture-failed', { cause: error });
  } finally {
    for (const window of hidden) if (!window.isDestroyed()) window.show();
  }
}
