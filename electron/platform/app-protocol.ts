/**
 * Serves the pages on app:// from a fixed map of packaged files, and pictures of the screen once each. Runs in main.
 * The rule: a request can only name a file that was in the build or a picture that waits; no path is made from a URL.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ProtocolResponse, protocol } from 'electron';
import type { PictureBody } from './captured-pictures.ts';
import { contentPolicyOf } from './content-policy.ts';

/**
 * The page's origins, which take turns: going from one to the other is a cross-site navigation, for which Chromium
 * starts a fresh process and ends the old one (docs/decisions/replace-the-page.md).
 */
export const PAGE_ORIGINS = ['app://halfminute', 'app://halfminute-next'] as const;
export const PAGE_PATH = '/index.html';
/** The small window's, which takes turns in the same way. */
export const POPUP_ORIGINS = ['app://halfminute-popup', 'app://halfminute-popup-next'] as const;
export const POPUP_PATH = '/popup.html';
/** The mini window's, likewise. */
export const MINI_ORIGINS = ['app://halfminute-mini', 'app://halfminute-mini-next'] as const;
export const MINI_PATH = '/mini.html';
/** Another site than the page's, so that a region window's process is never the one that shows codes. */
export const REGION_ORIGIN = 'app://halfminute-region';
export const REGION_PATH = '/region.html';
/** The manual has a site of its own, too: its process never shows anything else. */
export const MANUAL_ORIGIN = 'app://halfminute-manual';
export const MANUAL_PATH = '/manual.html';

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

/**
 * Must run before the app is ready: makes app:// a secure origin with its own storage and no special powers.
 * @param hasForeignPage the page is a development server's, and reads pictures across origins.
 */
export function registerAppScheme(hasForeignPage: boolean): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: hasForeignPage };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Pages are forbidden to keep what they are given; a picture of the screen least of all. */
const headersFor = (contentType: string) => ({
  'content-type': contentType,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
});

const refusal = (statusCode: number): ProtocolResponse => ({ statusCode, data: Buffer.alloc(0) });

const bytesOf = (parts: readonly Uint8Array[]): Buffer => {
  const [only, second] = parts;
  return only && !second ? Buffer.from(only.buffer, only.byteOffset, only.byteLength) : Buffer.concat(parts);
};

function pictureResponse(
  { contentType, parts }: PictureBody,
  allowedOrigin: string | null,
): ProtocolResponse {
  const allowed = allowedOrigin === null ? {} : { 'access-control-allow-origin': allowedOrigin };
  return {
    statusCode: 200,
    data: bytesOf(parts),
    headers: { ...headersFor(contentType), ...allowed },
  };
}

/** https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const ERR_FAILED = -2;

export interface Served {
  /** The build's folder, and the files in it that are served (paths relative to it, with forward slashes). */
  readonly folder: string;
  readonly files: readonly string[];
  /** The picture that waits at a path, once. */
  readonly takePicture: (path: string) => PictureBody | null;
  /** Origin of a development server's page, which may read pictures too; null in an app. */
  readonly foreignOrigin: string | null;
}

/** Answers app://. Everything that is not served, and every method but GET, is refused with 404 or 405. */
export function serveApp({ folder, files, takePicture, foreignOrigin }: Served): void {
  const origins = [...PAGE_ORIGINS, ...POPUP_ORIGINS, ...MINI_ORIGINS, REGION_ORIGIN, MANUAL_ORIGIN];
  const known = new Map<string, string>(
    origins.flatMap((origin) => files.map((file) => [`${origin}/${file}`, file] as const)),
  );
  const respond = ({ method, url: whole }: { readonly method: string; readonly url: string }) => {
    if (method !== 'GET') return refusal(405);
    // Electron 25 hands the fragment over, later ones do not.
    const url = whole.replace(/#.*$/, '');
    const file = known.get(url);
    if (file === undefined) {
      const origin = origins.find((each) => url.startsWith(`${each}/`));
      const picture = origin === undefined ? null : takePicture(url.slice(origin.length));
      return picture ? pictureResponse(picture, foreignOrigin) : refusal(404);
    }
    return {
      statusCode: 200,
      // At the start main has nothing else to do, and a turn of the loop for each step would take longer than the disk.
      data: readFileSync(path.join(folder, file)),
      headers: {
        ...headersFor(CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream'),
        'content-security-policy': contentPolicyOf(file),
        'cross-origin-opener-policy': 'same-origin',
      },
    };
  };
  // `protocol.handle` makes a `Request` of each, for which main loads all of Node's fetch before the first page; this
  // form does not (docs/decisions/start.md). Ends when Electron drops it or loads less.
  protocol.registerBufferProtocol('app', (request, answer) => {
    try {
      answer(respond(request));
    } catch {
      answer({ error: ERR_FAILED });
    }
  });
}
