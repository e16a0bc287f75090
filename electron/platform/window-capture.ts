/**
 * Pictures of single windows of other programs. Runs in main.
 * The rule: our own windows are never among them.
 */
import { BrowserWindow, desktopCapturer, screen } from 'electron';
import { CodedError } from '../ipc/failure.ts';
import { isBlack, type Pixels } from './captured-pictures.ts';
import { largestSize, withinLimit } from './screen-capture.ts';

const THUMBNAIL = { width: 320, height: 200 } as const;
/** A desktop with more windows than this is answered with the foremost. */
const WINDOWS_MAX = 60;

export interface WindowPicture extends Pixels {
  readonly id: string;
  readonly name: string;
}

/** `window:NUMBER:…`; what follows the number differs between what Electron says of a window and of a source. */
const windowNumber = (sourceId: string) => sourceId.split(':')[1];

/**
 * Windows that are on the screen, each with a small picture. Where the system shows none, there are none.
 * @throws CodedError `capture-failed`
 */
export async function pictureWindows(): Promise<readonly WindowPicture[]> {
  const sources = await withinLimit(
    desktopCapturer.getSources({ types: ['window'], thumbnailSize: THUMBNAIL }),
  );
  const own = new Set(BrowserWindow.getAllWindows().map((window) => windowNumber(window.getMediaSourceId())));
  return sources
    .filter(({ id, thumbnail }) => !own.has(windowNumber(id)) && !thumbnail.isEmpty())
    .slice(0, WINDOWS_MAX)
    .map(({ id, name, thumbnail }) => ({
      id,
      name: name.slice(0, 200),
      ...thumbnail.getSize(),
      bgra: thumbnail.toBitmap(),
    }));
}

/**
 * One window, as large as the largest display lets it be: Electron does not tell a window's own size.
 * @throws CodedError `capture-failed` (it has gone), `capture-empty`
 */
export async function captureWindow(id: string): Promise<WindowPicture> {
  const thumbnailSize = largestSize(screen.getAllDisplays());
  const sources = await withinLimit(desktopCapturer.getSources({ types: ['window'], thumbnailSize }));
  const source = sources.find((candidate) => candidate.id === id);
  if (!source) throw new CodedError('capture-failed');
  const { name, thumbnail } = source;
  const picture = { id, name, ...thumbnail.getSize(), bgra: thumbnail.toBitmap() };
  if (thumbnail.isEmpty() || isBlack(picture)) throw new CodedError('capture-empty');
  return picture;
}
