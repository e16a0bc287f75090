/**
 * A film for Chromium's fake camera: JPEG pictures one after the other (MJPEG), each a code on a desk, or the desk.
 * Used by page and end-to-end tests. https://webrtc.org/getting-started/testing
 */
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { renderSVG } from 'uqr';

const [WIDTH, HEIGHT] = [1280, 720];

/** Writes a film that shows nothing for `emptyFrames` pictures and the code from then on. */
export async function writeFilm(file: string, text: string, emptyFrames: number): Promise<string> {
  const code = renderSVG(text, { border: 4 }).replace('<svg ', '<svg width="420" height="420" ');
  const desk = sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#8a7862' } });
  const empty = await desk.clone().jpeg().toBuffer();
  const shown = await desk
    .clone()
    .composite([{ input: Buffer.from(code), left: 500, top: 150 }])
    .jpeg({ quality: 90 })
    .toBuffer();
  const frames = [...Array<Buffer>(emptyFrames).fill(empty), ...Array<Buffer>(30).fill(shown)];
  await writeFile(file, Buffer.concat(frames));
  return file;
}
