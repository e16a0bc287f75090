/**
 * A picture dragged or copied out of a browser that gave no file: its data in a data: address, or only its web
 * address. Runs in the page. The rule: nothing is ever fetched from the network; what was given is all there is.
 */

export type BrowserPicture =
  | { readonly kind: 'file'; readonly file: File }
  /** The browser gave the address of a picture and not the picture; `host` is safe to show. */
  | { readonly kind: 'address'; readonly host: string };

const PICTURE_PATH = /\.(png|jpe?g|webp|gif|bmp|avif|svg|heic|ico|pdf)$/i;
const DATA_LENGTH_MAX = 90_000_000;

/** What a drag or the clipboard holds of a picture beside files; null when it is none. */
export function browserPictureOf(data: DataTransfer): BrowserPicture | null {
  const source = imageSourceIn(data.getData('text/html'));
  const link = data
    .getData('text/uri-list')
    .split(/[\r\n]+/)
    .find((line) => line !== '' && !line.startsWith('#'));
  const text = data.getData('text/plain').trim();
  for (const address of [source, link, text]) {
    const file = address ? fileOfDataAddress(address) : null;
    if (file) return { kind: 'file', file };
  }
  const address = parse(source ?? '') ?? [link, text].map((one) => parse(one ?? '')).find(isPicturePath);
  return address ? { kind: 'address', host: address.hostname } : null;
}

const isPicturePath = (url: URL | null): boolean => url !== null && PICTURE_PATH.test(url.pathname);

function parse(text: string): URL | null {
  if (!/^https?:\/\/\S+$/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The first picture of a piece of HTML. A parsed document is inert: it loads nothing and runs nothing. */
function imageSourceIn(html: string): string | null {
  if (!/<img[\s/]/i.test(html)) return null;
  return (
    new DOMParser().parseFromString(html, 'text/html').querySelector('img[src]')?.getAttribute('src') ?? null
  );
}

/** The picture in a data: address (RFC 2397); null for other data and for what cannot be decoded. */
export function fileOfDataAddress(address: string): File | null {
  if (address.length > DATA_LENGTH_MAX) return null;
  const match = /^data:(image\/[a-z0-9.+-]+)((?:;[^;,]*)*),/i.exec(address);
  if (!match) return null;
  const [head, type = '', parameters = ''] = match;
  const body = address.slice(head.length);
  try {
    const bytes = /;base64$/i.test(parameters)
      ? Uint8Array.from(atob(decodeURIComponent(body).replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
      : new TextEncoder().encode(decodeURIComponent(body));
    const extension = type.slice('image/'.length).replace(/\+.*$/, '').toLowerCase();
    return new File([bytes], `picture.${extension}`, { type: type.toLowerCase() });
  } catch {
    return null;
  }
}
