/**
 * A sheet to print: the words of a recovery key or of one share, numbered, and as a QR code. Runs in the page.
 * The rule: the words are text of the page while the sheet is shown, never a title or an attribute.
 */
import { Printer } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { t } from '../locales/text.ts';

export interface RecoverySheetProps {
  readonly title: string;
  /** What it is for, for whoever finds it in a drawer in ten years. */
  readonly purpose: string;
  readonly keyNumber: string;
  readonly words: readonly string[];
}

export function RecoverySheet({ title, purpose, keyNumber, words }: RecoverySheetProps): ReactElement {
  const numbered = words.map((word, index) => ({ word, position: index + 1 }));
  return (
    <section className="sheet">
      <h3>{title}</h3>
      <p className="small">{t('sheet.number', { number: keyNumber })}</p>
      <ol className="sheet-words">
        {numbered.map(({ word, position }) => (
          <li key={position}>{word}</li>
        ))}
      </ol>
      <QrCode text={words.join(' ')} label={t('sheet.qr', { title })} />
      <p className="small">{purpose}</p>
    </section>
  );
}

/** Prints the sheets that are shown. It stands beside them, so that the keyboard can scroll what is around it. */
export function PrintButton(): ReactElement {
  return (
    <Button className="sheet-print" icon={<Printer aria-hidden />} onClick={() => window.print()}>
      {t('sheet.print')}
    </Button>
  );
}
