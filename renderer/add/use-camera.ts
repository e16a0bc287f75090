/**
 * The camera's stream while a dialog shows it. Runs in the page.
 * The rule: opened only here, after main was asked; every way out stops it: closing, another camera, hiding, locking.
 */
import { useEffect, useState } from 'react';
import { authenticator } from '../authenticator.ts';

export type CameraProblem = 'none' | 'denied' | 'busy' | 'ended';

export interface CameraDevice {
  readonly id: string;
  /** Empty where the system names none. */
  readonly label: string;
}

export type CameraState =
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'live';
      readonly stream: MediaStream;
      readonly devices: readonly CameraDevice[];
      readonly deviceId: string;
    }
  | { readonly kind: 'failed'; readonly problem: CameraProblem };

/** Pixels: enough for a dense export code that fills half of the picture. */
const WANTED = { width: { ideal: 1920 }, height: { ideal: 1080 } } as const;

/** https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
function problemOf(cause: unknown): CameraProblem {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return name === 'NotAllowedError' ? 'denied' : 'busy';
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Streams that are being opened: the one that is given up must not close the camera to the one that took its place. */
let openings = 0;

/** Opens the stream and names the cameras, while main allows both. Rejects as getUserMedia does. */
async function openStream(
  deviceId: string | null,
): Promise<{ stream: MediaStream; devices: CameraDevice[] }> {
  openings += 1;
  try {
    const allowed = await authenticator.camera.allow();
    if (!allowed.ok) throw new DOMException(allowed.code, 'NotAllowedError');
    const video = deviceId === null ? WANTED : { ...WANTED, deviceId: { exact: deviceId } };
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    const devices = all
      .filter(({ kind, deviceId: id }) => kind === 'videoinput' && id !== '')
      .map(({ deviceId: id, label }) => ({ id, label }));
    return { stream, devices };
  } finally {
    openings -= 1;
    if (openings === 0) void authenticator.camera.forbid();
  }
}

/** @param wantedId the camera to use; null leaves it to the system. */
export function useCamera(wantedId: string | null): CameraState {
  const [state, setState] = useState<CameraState>({ kind: 'starting' });
  useEffect(() => {
    let isWanted = true;
    let running: MediaStream | null = null;
    const end = () => {
      stop(running);
      running = null;
      if (isWanted) setState({ kind: 'failed', problem: 'ended' });
    };
    const hide = () => {
      if (document.visibilityState === 'hidden') end();
    };
    setState({ kind: 'starting' });
    openStream(wantedId).then(
      ({ stream, devices }) => {
        if (!isWanted) return stop(stream);
        running = stream;
        const [track] = stream.getVideoTracks();
        track?.addEventListener('ended', end);
        setState({ kind: 'live', stream, devices, deviceId: track?.getSettings().deviceId ?? '' });
      },
      (cause: unknown) => {
        if (isWanted) setState({ kind: 'failed', problem: problemOf(cause) });
      },
    );
    document.addEventListener('visibilitychange', hide);
    return () => {
      isWanted = false;
      stop(running);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [wantedId]);
  return state;
}
