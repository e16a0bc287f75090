/**
 * Writes QR codes as one HTML page to print or to scan off a screen: drawings, names, and each code's text below it,
 * so that any reader of lists reads the page, too. Runs in the vault process and under Node.
 * The rule: the page loads nothing and runs nothing; every text in it is escaped.
 */
import { encode } from 'uqr';
import { utf8 } from './bytes.ts';
import { accountCodes, googleCodes, type QrCode, type QrKind } from './qr-codes.ts';
import type { PageWords, Writer } from './writing.ts';

/** Modules of white that ISO/IEC 18004 asks for around a code. */
const QUIET_ZONE = 4;
const ENGLISH: PageWords = {
  language: 'en',
  direction: 'ltr',
  title: 'QR codes',
  warning: 'Not encrypted: whoever has this page can make these codes. Keep it locked away, or destroy it.',
};

const STYLE = `
  @page { margin: 12mm }
  body { font: 10pt/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 190mm; color: #000; background: #fff }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(80mm, 1fr)); gap: 8mm }
  .batches main { grid-template-columns: minmax(0, 130mm) }
  section { break-inside: avoid }
  h2 { font-size: 11pt; margin: 0; overflow-wrap: anywhere }
  svg { display: block; width: 100%; max-width: 130mm }
  code { font-size: 6pt; overflow-wrap: anywhere; direction: ltr; unicode-bidi: isolate }
`;

const qrPageWriter = (kind: QrKind): Writer => ({
  id: kind.id,
  app: kind.app,
  isEncrypted: false,
  fileName: kind.fileName,
  whatItCannotHold: (account) => kind.whatItCannotHold(account),
  async write(accounts, { pageWords }) {
    return utf8(qrPage(kind.codes(accounts), pageWords));
  },
});

export const googleCodesPage = qrPageWriter(googleCodes);
export const accountCodesPage = qrPageWriter(accountCodes);

/** The whole page. @param words may be anything that the page sent: they are escaped. */
export function qrPage(codes: readonly QrCode[], words: PageWords = ENGLISH): string {
  const isBatches = codes.some(({ name }) => name === null);
  const sections = codes.map((code, index) => {
    const heading = code.name ?? `${index + 1} / ${codes.length}`;
    return `<section>\n<h2 dir="auto">${shown(heading)}</h2>\n${qrDrawing(code.text)}\n<code>${escapeHtml(code.text)}</code>\n</section>\n`;
  });
  return `<!doctype html>
<html lang="${escapeHtml(words.language)}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${shown(words.title)}</title>
<style>${STYLE}</style>
</head>
<body${isBatches ? ' class="batches"' : ''}>
<p>${shown(words.warning)}</p>
<main>
${sections.join('')}</main>
</body>
</html>
`;
}

/** The dark modules as one path, a run of them at a time. */
export function qrDrawing(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((isDark) => (isDark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`),
  );
  return `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${runs.join('')}"/></svg>`;
}

/** A name that looks like a URI is broken up, so that no reader of the page takes it for one. */
function shown(name: string): string {
  return escapeHtml(name).replaceAll('://', ':<wbr>//');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
