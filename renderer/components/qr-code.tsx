/**
 * A text as a QR code, drawn in the page. The rule: the text is drawn and kept nowhere; no attribute holds it.
 */
import { type ReactElement, useEffect, useState } from 'react';

export interface Drawing {
  readonly size: number;
  readonly path: string;
}

/** Modules of white that ISO/IEC 18004 asks for around a code. */
const QUIET_ZONE = 4;

/** The dark modules as one path over a square of `size` modules. */
export async function drawQr(text: string): Promise<Drawing> {
  const { encode } = await import('uqr');
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  return { size, path: data.map(runsOf).join('') };
}

/** A row's dark modules, a run of them at a time: half the path, and no seams between neighbours on paper. */
function runsOf(row: readonly boolean[], y: number): string {
  const signs = row.map((isDark) => (isDark ? '1' : '0')).join('');
  return [...signs.matchAll(/1+/g)]
    .map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join('');
}

export interface QrDrawingProps {
  readonly drawing: Drawing;
  /** What it is the code of, for those who cannot see it. */
  readonly label: string;
}

export function QrDrawing({ drawing, label }: QrDrawingProps): ReactElement {
  const { size, path } = drawing;
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} className="qr-light" />
      <path d={path} className="qr-dark" />
    </svg>
  );
}

/** The code of a text that is already in the page. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactElement {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    let isWanted = true;
    void drawQr(text).then((drawn) => isWanted && setDrawing(drawn));
    return () => {
      isWanted = false;
    };
  }, [text]);
  return drawing ? <QrDrawing drawing={drawing} label={label} /> : <div className="qr" aria-hidden />;
}
