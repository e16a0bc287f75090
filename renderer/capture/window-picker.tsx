/** Windows of other programs, each with a small picture, to choose the one that shows the code. Runs in the page. */
import { AppWindow } from 'lucide-react';
import type { ReactElement } from 'react';
import type { WindowView } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';

export interface WindowPickerProps {
  /** Null while they are asked for. */
  readonly windows: readonly WindowView[] | null;
  readonly onChoose: (id: string) => void;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

export function WindowPicker({ windows, onChoose, onReload, onClose }: WindowPickerProps): ReactElement {
  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title={t('capture.windowTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button onClick={onReload} disabled={windows === null}>
            {t('capture.windowReload')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {windows === null && (
          <div className="progress" role="progressbar" aria-label={t('capture.windowBusy')} />
        )}
        {windows?.length === 0 && <Notice kind="info">{t('capture.windowNone')}</Notice>}
        {windows && windows.length > 0 && (
          <ul className="window-list" aria-label={t('capture.windowList')}>
            {windows.map(({ id, name, picture }) => (
              <li key={id}>
                <button type="button" className="window-choice" onClick={() => onChoose(id)}>
                  <img className="window-picture" src={picture} alt="" draggable={false} />
                  <span className="window-name">
                    <AppWindow aria-hidden />
                    {name || t('capture.windowUnnamed')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
