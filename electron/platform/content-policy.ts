/**
 * The content security policy of the page's files. Pure; used by main, and by the tests that serve the page themselves.
 * The rule: everything is refused but what the page is made of.
 */

/** `blob:` and `data:` are pictures that the page draws itself. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The scan worker compiles the decoder's WebAssembly; it alone may, since a worker obeys its own response's policy.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy#csp_in_workers
 */
const SCAN_WORKER_POLICY = PAGE_POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

/** The manual is text and its style sheet. */
const MANUAL_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const isScanWorker = (file: string) => /(?:^|\/)scan-worker[^/]*\.js$/.test(file);

/** The header's value for a file of the page, by its path beside index.html with forward slashes. */
export function contentPolicyOf(file: string): string {
  if (file === 'manual.html') return MANUAL_POLICY;
  return isScanWorker(file) ? SCAN_WORKER_POLICY : PAGE_POLICY;
}
