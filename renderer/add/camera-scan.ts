/**
 * Looks at the camera's frames, one after the other, until a code was found. Runs in the page.
 * The rule: one frame at a time, so that a slow machine looks less often and is never behind.
 */
import { useEffect, useState } from 'react';
import type { Corners } from '../scan/picture.ts';
import type { ScannedCode } from '../scan/scan-messages.ts';
import { scanBitmap } from '../scan/scanner.ts';
import { textsWithLinks } from './authenticator-links.ts';
import type { Find } from './look.ts';

/** Milliseconds. A frame is soon followed by a sharper one; the outline is to be seen before the sheet opens. */
const FRAME_BUDGET_MS = 400;
const PAUSE_MS = 120;
const OUTLINE_MS = 600;

export interface Outlined {
  readonly outlines: readonly Corners[];
  /** Pixels of the frame that the corners are in. */
  readonly width: number;
  readonly height: number;
  /** Codes were seen, and none of them is an authenticator's. */
  readonly isOther: boolean;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Null where there was no frame to take: a camera that is being pulled out, or has not begun. The next may be there. */
async function scanFrame(
  video: HTMLVideoElement,
  signal: AbortSignal,
): Promise<readonly ScannedCode[] | null> {
  const codes: ScannedCode[] = [];
  const frame = await createImageBitmap(video).catch(() => null);
  if (frame === null) return null;
  await scanBitmap(frame, {
    budgetMs: FRAME_BUDGET_MS,
    signal,
    wantsCutOuts: true,
    onFound: (code) => codes.push(code),
  });
  return codes;
}

/** Outlines what is seen; calls `onFound` once, a moment after an authenticator code was. */
export function useCameraScan(
  video: HTMLVideoElement | null,
  stream: MediaStream | null,
  onFound: (finds: readonly Find[]) => void,
): Outlined | null {
  const [outlined, setOutlined] = useState<Outlined | null>(null);
  useEffect(() => {
    if (!video || !stream) return;
    const abort = new AbortController();
    const look = async () => {
      while (!abort.signal.aborted) {
        await wait(PAUSE_MS);
        if (video.videoWidth === 0) continue;
        const codes = await scanFrame(video, abort.signal).catch(() => null);
        if (codes === null) continue;
        const isOurs = codes.some(({ text }) => textsWithLinks(text).length > 0);
        setOutlined({
          outlines: codes.map(({ corners }) => corners),
          width: video.videoWidth,
          height: video.videoHeight,
          isOther: codes.length > 0 && !isOurs,
        });
        if (isOurs) await wait(OUTLINE_MS);
        if (isOurs && !abort.signal.aborted) return onFound(codes);
        for (const { cutOut } of codes) cutOut?.close();
      }
    };
    video.srcObject = stream;
    void look();
    return () => {
      abort.abort();
      video.srcObject = null;
    };
  }, [video, stream, onFound]);
  return outlined;
}
