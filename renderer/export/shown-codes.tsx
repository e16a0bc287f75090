/**
 * QR codes of accounts, one on the screen at a time, all of them on paper. Runs in the page.
 * The rule: the texts with the secrets become drawings at once, are kept nowhere, and go when this closes.
 */
import { ChevronLeft, ChevronRight, Printer } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { ShownCode } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { type Drawing, drawQr, QrDrawing } from '../components/qr-code.tsx';
import { t } from '../locales/text.ts';

interface Sheet {
  readonly title: string;
  readonly drawing: Drawing;
}

export interface ShownCodesProps {
  readonly codes: readonly ShownCode[];
  readonly onClose: () => void;
}

export function ShownCodes({ codes, onClose }: ShownCodesProps): ReactElement {
  const [sheets, setSheets] = useState<readonly Sheet[]>([]);
  const [current, setCurrent] = useState(0);
  const count = codes.length;
  useEffect(() => {
    let isWanted = true;
    void Promise.all(codes.map(sheetOf)).then((drawn) => isWanted && setSheets(drawn));
    return () => {
      isWanted = false;
    };
  }, [codes]);
  const isBatches = codes.some(({ name }) => name === null);

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('export.codesTitle')}
      description={isBatches ? t('export.batchesHow') : t('export.codesHow')}
      actions={
        <>
          <Button icon={<Printer aria-hidden />} onClick={() => window.print()}>
            {t('sheet.print')}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t('action.done')}
          </Button>
        </>
      }
    >
      <div className="stack export-codes">
        {sheets.map(({ title, drawing }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two accounts may have one name, and none ever moves
          <section key={index} className="sheet" data-shown={index === current || undefined}>
            <h3>{title}</h3>
            <QrDrawing drawing={drawing} label={t('qr.alt', { name: title })} />
          </section>
        ))}
        {count > 1 && (
          <nav className="export-pages" aria-label={t('export.pages')}>
            <IconButton
              label={t('export.previous')}
              icon={<ChevronLeft aria-hidden />}
              disabled={current === 0}
              onClick={() => setCurrent(current - 1)}
            />
            <span aria-live="polite">{t('export.page', { number: current + 1, count })}</span>
            <IconButton
              label={t('export.next')}
              icon={<ChevronRight aria-hidden />}
              disabled={current === count - 1}
              onClick={() => setCurrent(current + 1)}
            />
          </nav>
        )}
      </div>
    </Dialog>
  );
}

async function sheetOf(
  { name, text }: ShownCode,
  index: number,
  codes: readonly ShownCode[],
): Promise<Sheet> {
  const title =
    name === null
      ? t('export.batch', { number: index + 1, count: codes.length })
      : name || t('export.unnamed');
  return { title, drawing: await drawQr(text) };
}
