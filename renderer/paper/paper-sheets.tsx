/**
 * The sheets of a paper vault, on the screen as they will be on paper, and the way to the printer. Runs in the page.
 * The rule: texts of codes become drawings at once and are in no attribute; everything goes when this closes.
 */
import { Printer } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { PaperMade, PaperSheetCode } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { type Drawing, drawQr, QrDrawing } from '../components/qr-code.tsx';
import { momentText, t } from '../locales/text.ts';

export const PAPER_SIZES = ['a4', 'letter'] as const;
export type PaperSize = (typeof PAPER_SIZES)[number];

export interface PaperSheetsProps {
  readonly made: PaperMade;
  readonly size: PaperSize;
  readonly onClose: () => void;
}

export function PaperSheets({ made, size, onClose }: PaperSheetsProps): ReactElement {
  const drawings = useDrawings(made);
  usePageSize(size);
  const { accountCount, codeCount, sheets } = made;
  const isDrawn = drawings.length === codeCount;
  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title={t('paper.sheetsTitle')}
      description={t('paper.sheetsLead', { sheets: sheets.length, codes: codeCount, accounts: accountCount })}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      <div className="stack paper-sheets" data-size={size} aria-busy={!isDrawn}>
        {/* In the body, so that the keyboard can scroll what is around it. */}
        <Button
          className="sheet-print"
          icon={<Printer aria-hidden />}
          disabled={!isDrawn}
          onClick={() => window.print()}
        >
          {t('sheet.print')}
        </Button>
        {sheets.map((codes, at) => (
          <Sheet
            key={codes[0]?.number}
            made={made}
            codes={codes}
            number={at + 1}
            drawingOf={(code) => drawings[code.number - 1] ?? null}
          />
        ))}
      </div>
    </Dialog>
  );
}

interface SheetProps {
  readonly made: PaperMade;
  readonly codes: readonly PaperSheetCode[];
  /** From 1. */
  readonly number: number;
  readonly drawingOf: (code: PaperSheetCode) => Drawing | null;
}

function Sheet({ made, codes, number, drawingOf }: SheetProps): ReactElement {
  const { isEncrypted, words, accountCount, codeCount, madeAtMs, sheets } = made;
  const about = { made: momentText(madeAtMs), accounts: accountCount };
  return (
    <section className="sheet paper-sheet">
      <h3>{t('paper.sheetTitle', { number, count: sheets.length })}</h3>
      <p className="paper-words">{t('paper.sheetWords', { words: words.join(' ') })}</p>
      <p className="small">{isEncrypted ? t('paper.sheetEncrypted', about) : t('paper.sheetPlain', about)}</p>
      <div className="paper-codes">
        {codes.map((code) => {
          const drawing = drawingOf(code);
          const place = { number: code.number, count: codeCount };
          return (
            <figure key={code.number}>
              {drawing ? (
                <QrDrawing drawing={drawing} label={t('paper.codeLabel', place)} />
              ) : (
                <div className="qr" aria-hidden />
              )}
              <figcaption>
                {t('paper.code', place)} · {code.words.join(' ')}
              </figcaption>
            </figure>
          );
        })}
      </div>
    </section>
  );
}

/** The drawings of all codes, in order, as far as they are made: a hundred sheets take seconds. */
function useDrawings({ sheets }: PaperMade): readonly Drawing[] {
  const [drawings, setDrawings] = useState<readonly Drawing[]>([]);
  useEffect(() => {
    let isWanted = true;
    const drawAll = async () => {
      const drawn: Drawing[] = [];
      for (const codes of sheets) {
        for (const { text } of codes) drawn.push(await drawQr(text));
        // Lets the page answer between two sheets.
        await new Promise((resolve) => setTimeout(resolve));
        if (!isWanted) return;
        setDrawings([...drawn]);
      }
    };
    void drawAll();
    return () => {
      isWanted = false;
    };
  }, [sheets]);
  return drawings;
}

/** The printer's paper while the sheets are shown: a style element would need the page's policy to allow it. */
function usePageSize(size: PaperSize): void {
  useEffect(() => {
    const style = new CSSStyleSheet();
    style.replaceSync(`@page { size: ${size === 'a4' ? 'A4' : 'letter'}; margin: 10mm; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== style);
    };
  }, [size]);
}
