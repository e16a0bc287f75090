/** The small picture of where a code was. Runs in the page. The rule: drawn, never turned into an address. */
import { type ReactElement, useEffect, useRef } from 'react';

export interface CutOutProps {
  readonly picture: ImageBitmap;
}

/** Decoration: everything that it shows is said beside it. */
export function CutOut({ picture }: CutOutProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    // In a task of its own: drawing a sheet's pictures together with the sheet would hold up what is typed meanwhile.
    const drawing = setTimeout(() => {
      // A closed picture has no size; its sheet is about to go.
      if (picture.width > 0) canvas.current?.getContext('2d')?.drawImage(picture, 0, 0);
    });
    return () => clearTimeout(drawing);
  }, [picture]);
  return (
    <span className="cut-out" aria-hidden="true">
      <canvas ref={canvas} width={picture.width} height={picture.height} />
    </span>
  );
}
