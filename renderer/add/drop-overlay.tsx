/** What the window shows while files are held over it. Runs in the page. */
import { ImageDown } from 'lucide-react';
import type { ReactElement } from 'react';
import { t } from '../locales/text.ts';

export function DropOverlay(): ReactElement {
  return (
    <div className="drop-overlay" aria-hidden="true">
      <div className="drop-target">
        <ImageDown />
        <strong>{t('drop.title')}</strong>
        <span>{t('drop.text')}</span>
      </div>
    </div>
  );
}
