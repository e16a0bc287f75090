/** An empty vault: what to do first, and the other ways in. Runs in the page. */
import { ArchiveRestore, ClipboardPaste, FileInput, ImagePlus, Keyboard, ScanLine } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { t } from '../locales/text.ts';

export interface EmptyListProps {
  readonly onScan: () => void;
  readonly onChoosePicture: () => void;
  readonly onEnterKey: () => void;
  readonly onPasteHint: () => void;
  readonly onImport: () => void;
  readonly onRestore: () => void;
}

export function EmptyList({
  onScan,
  onChoosePicture,
  onEnterKey,
  onPasteHint,
  onImport,
  onRestore,
}: EmptyListProps): ReactElement {
  return (
    <div className="empty">
      <div className="empty-picture" aria-hidden="true">
        <ScanLine />
      </div>
      <h2>{t('codes.empty.title')}</h2>
      <p>{t('codes.empty.lead')}</p>
      <Button kind="primary" icon={<ScanLine aria-hidden />} onClick={onScan}>
        {t('codes.scan')}
      </Button>
      <p className="quiet small">{t('codes.empty.other')}</p>
      <div className="empty-others">
        <Button kind="quiet" icon={<ImagePlus aria-hidden />} onClick={onChoosePicture}>
          {t('codes.choosePicture')}
        </Button>
        <Button kind="quiet" icon={<Keyboard aria-hidden />} onClick={onEnterKey}>
          {t('codes.enterKey')}
        </Button>
        <Button kind="quiet" icon={<ClipboardPaste aria-hidden />} onClick={onPasteHint}>
          {t('codes.pasteHint')}
        </Button>
      </div>
      <div className="empty-moving">
        <h3>{t('codes.empty.movingTitle')}</h3>
        <p className="quiet small">{t('codes.empty.moving')}</p>
        <div className="empty-others">
          <Button icon={<FileInput aria-hidden />} onClick={onImport}>
            {t('codes.import')}
          </Button>
          <Button icon={<ArchiveRestore aria-hidden />} onClick={onRestore}>
            {t('codes.restore')}
          </Button>
        </div>
      </div>
    </div>
  );
}
