/**
 * The sheets of a paper vault as one HTML page to print: what the app prints, for those without its window. Runs under Node.
 * The rules: the page loads nothing and runs nothing, and each code's text is in it unseen, so that `read` takes the page.
 */
import { escapeHtml, qrDrawing } from '../formats/qr-page-writer.ts';
import type { PaperMade } from '../ipc/contract.ts';

export const PAPER_SIZES = ['a4', 'letter'] as const;
export type PaperSize = (typeof PAPER_SIZES)[number];

/** Millimetres a side of a code: two beside and three above each other fit, each as large as the paper allows. */
const CODE_MM = { a4: 76, letter: 70 } as const satisfies Record<PaperSize, number>;

const styleOf = (size: PaperSize) => `
  @page { size: ${size === 'a4' ? 'A4' : 'letter'}; margin: 10mm }
  body { font: 9pt/1.25 system-ui, sans-serif; margin: 0; color: #000; background: #fff }
  section { break-after: page }
  h1 { font-size: 12pt; margin: 0 }
  p { margin: 1mm 0 }
  .words { font-family: ui-monospace, monospace }
  main { display: grid; grid-template-columns: repeat(2, ${CODE_MM[size]}mm); gap: 1mm 8mm }
  figure { margin: 0; break-inside: avoid }
  figcaption { text-align: center; margin-top: -1.5mm }
  svg { display: block; width: 100% }
`;

/** @param made its texts hold secrets where it is not encrypted. */
export function paperPage(made: PaperMade, size: PaperSize): string {
  const { sheets, words, codeCount } = made;
  const sections = sheets.map((codes, at) => {
    const figures = codes.map(
      ({ number, text, words: codeWords }) =>
        `<figure>${qrDrawing(text)}<figcaption>Code ${number} of ${codeCount} · ${codeWords.join(' ')}</figcaption><code hidden>${escapeHtml(text)}</code></figure>\n`,
    );
    return `<section>
<h1>Halfminute paper vault · page ${at + 1} of ${sheets.length}</h1>
<p class="words">Checksum words: ${words.join(' ')}</p>
<p>${aboutOf(made)}</p>
<main>
${figures.join('')}</main>
</section>
`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Halfminute paper vault</title>
<style>${styleOf(size)}</style>
</head>
<body>
${sections.join('')}</body>
</html>
`;
}

function aboutOf({ isEncrypted, accountCount, madeAtMs }: PaperMade): string {
  const accounts = accountCount === 1 ? 'one account' : `${accountCount} accounts`;
  const made = `Made ${new Date(madeAtMs).toISOString().slice(0, 10)}, ${accounts}.`;
  return isEncrypted
    ? `Encrypted. ${made} To restore: open Halfminute, choose pictures of all pages or hold them to the camera, and type the password of this paper vault.`
    : `NOT ENCRYPTED: whoever has these pages can make the sign-in codes. ${made} To restore: open Halfminute and choose pictures of all pages, or hold them to the camera.`;
}
