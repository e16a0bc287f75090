/**
 * Serves the page on app:// from a fixed map of packaged files. Runs in main.
 * The rule: a request can only name a file that was in the build; no path is ever made from a URL.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';

/**
 * The page's origins, which take turns: going from one to the other is a cross-site navigation, for which Chromium
 * starts a fresh process and ends the old one (docs/decisions/replace-the-page.md).
 */
export const PAGE_ORIGINS = ['app://halfminute', 'app://halfminute-next'] as const;
export const PAGE_PATH = '/index.html';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Nothing is allowed but what the page is made of; `blob:` and `data:` are pictures that it draws itself. */
const CONTENT_SECURITY_POLICY = [
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
const WORKER_POLICY = CONTENT_SECURITY_POLICY.replace(
  "script-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
);

const isScanWorker = (file: string) => /(?:^|\/)scan-worker[^/]*\.js$/.test(file);

/** Must run before the app is ready: makes app:// a secure origin with its own storage and no special powers. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Answers app:// from `folder`, for the files that `files` lists (paths relative to it, with forward slashes).
 * Everything else, and every method but GET, is refused with 404 or 405.
 */
export function serveApp(folder: string, files: readonly string[]): void {
  const known = new Map<string, string>(
    PAGE_ORIGINS.flatMap((origin) => files.map((file) => [`${origin}/${file}`, file] as const)),
  );
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return new Response(null, { status: 405 });
    // Electron 25 hands the fragment over, later ones do not.
    const file = known.get(request.url.replace(/#.*$/, ''));
    if (file === undefined) return new Response(null, { status: 404 });
    const body = await readFile(path.join(folder, file));
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': isScanWorker(file) ? WORKER_POLICY : CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      },
    });
  });
}
