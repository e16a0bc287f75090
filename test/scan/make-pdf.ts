/**
 * PDFs for tests, written here by hand (ISO 32000-1, clause 7.5): codes as drawn squares or as a picture, empty pages,
 * and ones that lie. Used by page and end-to-end tests. The rule: small, whole, with a right cross-reference table.
 */
import { deflateSync } from 'node:zlib';
import { encode } from 'uqr';

export interface PdfPage {
  /** Drawing operators (clause 8). */
  readonly content: string;
  /** Points. */
  readonly size?: readonly [number, number];
  /** An image XObject that `content` may draw as /Im. */
  readonly image?: { readonly width: number; readonly height: number; readonly grey: Uint8Array };
}

export const BLANK_PAGE: PdfPage = { content: '' };

/** A QR code drawn as squares of 2 points at 100, 400: what invoices and letters have. */
export function codePage(text: string, modulePoints = 2): PdfPage {
  const { data, size } = encode(text, { border: 0 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) =>
      isDark
        ? [`${100 + x * modulePoints} ${400 + (size - y) * modulePoints} ${modulePoints} ${modulePoints} re`]
        : [],
    ),
  );
  return { content: `0 g ${squares.join(' ')} f` };
}

/** The code as a picture that fills the page: a scanned sheet. */
export function scannedPage(text: string): PdfPage {
  const pixels = 5;
  const { data, size } = encode(text, { border: 4 });
  const side = size * pixels;
  const grey = Uint8Array.from({ length: side * side }, (_, i) => {
    const isDark = data[Math.floor(i / side / pixels)]?.[Math.floor((i % side) / pixels)];
    return isDark ? 20 : 240;
  });
  return { content: 'q 300 0 0 300 100 300 cm /Im Do Q', image: { width: side, height: side, grey } };
}

/** Writes the pages; `trailer` adds to the trailer dictionary. */
export function makePdf(pages: readonly PdfPage[], trailer = ''): Buffer {
  const kids = pages.map((_, at) => `${3 + at * 3} 0 R`).join(' ');
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`),
  ];
  for (const [at, { content, size = [595, 842], image }] of pages.entries()) {
    const first = 3 + at * 3;
    const resources = image ? `/XObject << /Im ${first + 2} 0 R >>` : '';
    objects.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] /Contents ${first + 1} 0 R /Resources << ${resources} >> >>`,
      ),
      stream('', Buffer.from(content)),
      image
        ? stream(
            `/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /DeviceGray /BitsPerComponent 8`,
            image.grey,
          )
        : Buffer.from('null'),
    );
  }
  return assemble(objects, trailer);
}

function stream(entries: string, data: Uint8Array): Buffer {
  const packed = deflateSync(data);
  return Buffer.concat([
    Buffer.from(`<< ${entries} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ]);
}

function assemble(objects: readonly Buffer[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [at, object] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(length);
    length += whole.length;
    parts.push(whole);
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Says that it is encrypted, by a user password that nobody has (Standard handler, revision 3). */
export function lockedPdf(): Buffer {
  const key = 'ab'.repeat(32);
  return makePdf(
    [BLANK_PAGE],
    `/ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${key}> /U <${key}> >>`,
  );
}
