/** Showing a code to the camera: live picture, the found code outlined, choice of the camera. Runs in the page. */
import { type ReactElement, useState } from 'react';
import { Button } from '../components/button.tsx';
import { SelectField } from '../components/choice.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { type Outlined, useCameraScan } from './camera-scan.ts';
import type { Find } from './look.ts';
import { type CameraState, useCamera } from './use-camera.ts';

export interface CameraDialogProps {
  readonly onFound: (finds: readonly Find[]) => void;
  readonly onChoosePicture: () => void;
  readonly onClose: () => void;
}

export function CameraDialog({ onFound, onChoosePicture, onClose }: CameraDialogProps): ReactElement {
  const [wantedId, setWantedId] = useState<string | null>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const camera = useCamera(wantedId);
  const outlined = useCameraScan(video, camera.kind === 'live' ? camera.stream : null, onFound);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('camera.title')}
      description={t('camera.lead')}
      actions={
        <>
          {camera.kind === 'failed' && (
            <Button
              onClick={() => {
                onClose();
                onChoosePicture();
              }}
            >
              {t('codes.choosePicture')}
            </Button>
          )}
          <Button kind={camera.kind === 'failed' ? 'primary' : 'plain'} onClick={onClose}>
            {camera.kind === 'failed' ? t('action.close') : t('action.cancel')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {camera.kind === 'failed' ? (
          <Notice kind="warn">{t(`camera.problem.${camera.problem}`)}</Notice>
        ) : (
          <>
            <div className="camera" data-live={camera.kind === 'live' || undefined}>
              <video ref={setVideo} autoPlay muted playsInline aria-label={t('camera.preview')} />
              {outlined && <Outlines {...outlined} />}
            </div>
            <p className="quiet" role="status">
              {hint(camera, outlined)}
            </p>
          </>
        )}
        {camera.kind === 'live' && camera.devices.length > 1 && (
          <SelectField
            label={t('camera.device')}
            options={camera.devices.map(({ id, label }, at) => ({
              value: id,
              label: label || t('camera.unnamed', { number: at + 1 }),
            }))}
            value={camera.deviceId}
            onChange={setWantedId}
          />
        )}
      </div>
    </Dialog>
  );
}

function hint(camera: CameraState, outlined: Outlined | null): string {
  if (camera.kind === 'starting') return t('camera.starting');
  return outlined?.isOther ? t('camera.otherCode') : t('camera.looking');
}

/** Drawn over the picture in its own pixels, so that it fits at every size of the window. */
function Outlines({ outlines, width, height }: Outlined): ReactElement {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {outlines.map((corners) => {
        const points = corners.map(({ x, y }) => `${x},${y}`).join(' ');
        return <polygon key={points} points={points} />;
      })}
    </svg>
  );
}
