/**
 * Whether the page may ask for the camera just now. Runs in main; the session's permission handler asks here.
 * The rule: closed unless the person opened the camera a moment ago; it closes by itself, and with every lock, and no page
 * but the one that has the camera's dialog gets through.
 */
import type { HandlersOf, mainCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';

/** Milliseconds that the page has to open the stream and to name the cameras. */
export const OPEN_MS = 10_000;

/** The part of Electron's systemPreferences that is used; macOS alone asks the person. */
export interface CameraAsker {
  askForMediaAccess(kind: 'camera'): Promise<boolean>;
}

export interface CameraGate {
  readonly handlers: HandlersOf<typeof mainCalls>['camera'];
  /** Only this page (its WebContents) may ask from now on. */
  readonly belongsTo: (contents: object) => void;
  /** For the permission handler: true only for that page, the camera without the microphone, and while it is open. */
  readonly allows: (contents: object | null, permission: string, mediaTypes: readonly string[]) => boolean;
  readonly close: () => void;
}

/** @param asker null where the system does not ask. */
export function createCameraGate(asker: CameraAsker | null, now: () => number): CameraGate {
  let owner: object | null = null;
  let openUntilMs = 0;
  let closedCount = 0;
  const close = () => {
    openUntilMs = 0;
    closedCount += 1;
  };
  return {
    handlers: {
      allow: async () => {
        const before = closedCount;
        if (asker && !(await asker.askForMediaAccess('camera'))) throw new CodedError('camera-denied');
        // Locked while the system asked: its yes was for a page that is gone.
        if (closedCount !== before) throw new CodedError('cancelled');
        openUntilMs = now() + OPEN_MS;
        return null;
      },
      forbid: () => {
        close();
        return null;
      },
    },
    belongsTo: (contents) => {
      owner = contents;
    },
    allows: (contents, permission, mediaTypes) =>
      owner !== null &&
      contents === owner &&
      permission === 'media' &&
      mediaTypes.length > 0 &&
      mediaTypes.every((type) => type === 'video') &&
      now() < openUntilMs,
    close,
  };
}
