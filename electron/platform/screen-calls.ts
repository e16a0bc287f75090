/**
 * Main's half of the calls about the screen, and what stands behind them. Runs in main.
 * The rule: whatever ends a capture, our window is there again to say what came of it.
 */
import { app, BrowserWindow, globalShortcut } from 'electron';
import type { Command, DisplayPicture, HandlersOf, mainCalls, Settings } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { type CapturedPictures, cropPixels, type Pixels } from './captured-pictures.ts';
import { type RegionPage, setUpRegionWindows } from './region-windows.ts';
import { askScreenAccess, openAccessSettings, screenAccess } from './screen-access.ts';
import { captureScreen, whileHidden } from './screen-capture.ts';
import { createShortcut } from './shortcut.ts';
import { captureWindow, pictureWindows } from './window-capture.ts';

/** The page watches for a minute; a page that is gone must not leave our windows shut out of captures. */
const WATCH_LIMIT_MS = 75_000;
/** Within this time after the shortcut a page that is free has begun to scan. */
const SCAN_BEGINS_MS = 500;
/** A hand is not exact: this share of the marked rectangle is looked at around it, too. */
const AROUND_REGION = 0.04;

export interface ScreenParts {
  readonly regionPage: RegionPage;
  readonly pictures: CapturedPictures;
  readonly showWindow: () => void;
  readonly isOpen: () => boolean;
  readonly sendCommand: (command: Command) => void;
}

export interface Screen {
  readonly handlers: HandlersOf<typeof mainCalls>['screen'];
  /** As the shortcut does: scans, or shows the window to unlock first. */
  readonly scan: () => void;
  /** Takes the shortcut, and hides the windows from captures or shows them there, as the settings say. */
  readonly follow: (settings: Pick<Settings, 'scanShortcut' | 'hideFromCapture'>) => void;
  /** Ends what is under way and forgets every picture: the vault locks. */
  readonly drop: () => void;
}

export function setUpScreen({ regionPage, pictures, showWindow, isOpen, sendCommand }: ScreenParts): Screen {
  const regions = setUpRegionWindows(regionPage, pictures);
  let watching: NodeJS.Timeout | null = null;
  let captureCount = 0;
  let dropCount = 0;
  let isHidden = false;

  const scan = () => {
    if (!isOpen()) return showWindow();
    const before = captureCount;
    sendCommand('scan-screen');
    // A dialog may be open, and the page then does not scan; the person at least sees why.
    setTimeout(() => captureCount === before && showWindow(), SCAN_BEGINS_MS);
  };
  const shortcut = createShortcut(globalShortcut, scan);

  // Linux has no such thing and ignores it.
  const protect = (window: BrowserWindow) => window.setContentProtection(isHidden || watching !== null);
  const protectWindows = () => BrowserWindow.getAllWindows().forEach(protect);
  app.on('browser-window-created', (_event, window) => protect(window));

  const setWatching = (isWatching: boolean) => {
    if (watching) clearTimeout(watching);
    watching = isWatching ? setTimeout(() => setWatching(false), WATCH_LIMIT_MS) : null;
    protectWindows();
  };

  const toAnswer = (pixels: Pixels, name: string): DisplayPicture => ({
    name,
    width: pixels.width,
    height: pixels.height,
    address: pictures.keep(pixels, 'pixels'),
  });

  /** A picture that was under way when the vault locked is for a page that is gone. @throws CodedError `cancelled`. */
  const unlessDropped = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const before = dropCount;
    const answer = await work();
    if (dropCount !== before) throw new CodedError('cancelled');
    return answer;
  };

  const capture = async () => {
    captureCount += 1;
    const access = screenAccess();
    if (access === 'blocked') throw new CodedError('capture-denied');
    return unlessDropped(() => captureScreen(access === 'portal'));
  };
  const hidden = async <Answer>(work: () => Promise<Answer>) => {
    try {
      return await whileHidden(BrowserWindow.getAllWindows(), work);
    } finally {
      showWindow();
    }
  };

  return {
    scan,
    follow({ scanShortcut, hideFromCapture }) {
      isHidden = hideFromCapture;
      protectWindows();
      shortcut.use(scanShortcut);
    },
    drop() {
      dropCount += 1;
      setWatching(false);
      regions.close();
      pictures.drop();
    },
    handlers: {
      access: () => screenAccess(),
      askAccess: () => askScreenAccess(),
      openAccessSettings: async () => {
        await openAccessSettings();
        return null;
      },
      capture: async () => {
        const taken = await (watching ? capture() : hidden(capture));
        return taken.map((picture) => toAnswer(picture, picture.name));
      },
      captureRegion: async () => {
        const region = await hidden(async () => regions.choose(await capture()));
        if (!region) throw new CodedError('cancelled');
        const { picture, rectangle } = region;
        const margin = Math.round(Math.max(rectangle.width, rectangle.height) * AROUND_REGION);
        const part = cropPixels(picture, {
          x: rectangle.x - margin,
          y: rectangle.y - margin,
          width: rectangle.width + 2 * margin,
          height: rectangle.height + 2 * margin,
        });
        if (!part) throw new CodedError('bad-argument');
        return toAnswer(part, picture.name);
      },
      windows: async () => {
        // The portal would ask the person for one window after another.
        if (screenAccess() !== 'open') return [];
        return (await unlessDropped(pictureWindows)).map((picture) => ({
          id: picture.id,
          name: picture.name,
          picture: pictures.keep(picture, 'bmp'),
        }));
      },
      captureWindow: async ({ id }) => {
        const picture = await unlessDropped(() => captureWindow(id));
        return toAnswer(picture, picture.name);
      },
      watch: ({ isWatching }) => {
        setWatching(isWatching);
        return null;
      },
      shortcut: () => shortcut.state(),
    },
  };
}
