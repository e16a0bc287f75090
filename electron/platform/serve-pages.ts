/**
 * Serves what the build made, by the list that the build made. Runs in main.
 * The rule: under a development server no file of a build is served; its page may only fetch pictures of the screen.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Served, serveApp } from './app-protocol.ts';
import { developmentUrl } from './page-addresses.ts';

/** @param out the folder that `npm run build` fills */
export function servePages(out: string, takePicture: Served['takePicture']): void {
  const files: string[] = developmentUrl
    ? []
    : JSON.parse(readFileSync(path.join(out, 'renderer-files.json'), 'utf8'));
  serveApp({
    folder: path.join(out, 'renderer'),
    files,
    takePicture,
    foreignOrigin: developmentUrl ? new URL(developmentUrl).origin : null,
  });
}
