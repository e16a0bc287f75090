/**
 * The addresses at which a window's page is loaded, one after the other. Pure; used by main.
 * The rule: no two in a row are of one origin, whatever other windows load, since only then does Chromium start a fresh
 * process for the next page.
 */

/**
 * Gives the next address at each call.
 * @param origins two or more; a development server has one, and there the rule cannot hold.
 * @param page path of the page, beginning with a slash.
 * @param hints what the address says beyond that, asked anew each time.
 */
export function createPageAddress(
  origins: readonly string[],
  page: string,
  hints: () => string,
): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${origins[count % origins.length]}${page}${hints()}`;
  };
}
