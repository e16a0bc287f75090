/**
 * What a given file may be: something to scan, text with links, or another app's export. Pure; runs in the page.
 * The rule: names and types decide only what is tried first; what a file is, its bytes say.
 */
import { textsWithLinks } from './authenticator-links.ts';

const PICTURE_NAME = /\.(png|jpe?g|webp|gif|bmp|avif|svg|heic|heif|ico|pdf)$/i;
const TEXT_NAME = /\.(txt|csv|html?|md|json)$/i;
const TEXT_BYTES_MAX = 4 * 1024 * 1024;

/** What file dialogs offer for scanning. */
export const SCANNED_TYPES = 'image/*,application/pdf,.pdf,.txt,.svg,.avif';

/** A picture or a PDF. */
export const isScanned = (file: File): boolean =>
  file.type.startsWith('image/') || file.type === 'application/pdf' || PICTURE_NAME.test(file.name);

export const isText = (file: File): boolean =>
  (file.type.startsWith('text/') || TEXT_NAME.test(file.name)) && file.size <= TEXT_BYTES_MAX;

/** Text that people write by hand or save from a page; its links are all that counts. */
const LINKS_NAME = /\.(txt|html?|md)$/i;

/**
 * The files that may be another app's export: neither pictures nor text with links. Tables and JSON may be one with
 * links in them, and then hold more than their links.
 */
export async function exportsAmong(files: readonly File[]): Promise<readonly File[]> {
  const areExports = await Promise.all(
    files.map(async (file) => {
      if (isScanned(file)) return false;
      const isLinkText = LINKS_NAME.test(file.name) && isText(file);
      return !isLinkText || textsWithLinks(await file.text().catch(() => '')).length === 0;
    }),
  );
  return files.filter((_, at) => areExports[at]);
}
