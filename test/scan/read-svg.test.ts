/** Drawings to pixels: their size, their opacity, and what is too much or none at all. Runs under Node. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { encode, renderSVG } from 'uqr';
import { describe, expect, it } from 'vitest';
import { decode } from '../../renderer/scan/node-engine.ts';
import type { PictureError } from '../../renderer/scan/read-picture.ts';
import { readSvg } from '../../renderer/scan/read-svg.ts';

const URI = 'otpauth://totp/Example:ann?secret=JBSWY3DPEHPK3PXP&issuer=Example';
const readWasm = async () => {
  const file = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  return Uint8Array.from(await readFile(file)).buffer;
};
const read = (text: string) => readSvg(new Blob([text]), readWasm);
const problemOf = (text: string) =>
  read(text).then(
    () => 'none',
    (error: PictureError) => error.problem,
  );
const drawing = (inside: string, shape = 'viewBox="0 0 40 20"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${shape}>${inside}</svg>`;

/** A code with an element for each dark module. */
function manyParts(text: string): string {
  const { data, size } = encode(text, { border: 4 });
  const parts = data.flatMap((line, y) =>
    line.map((isDark, x) => (isDark ? `<rect x="${x}" y="${y}" width="1" height="1"/>` : '')),
  );
  return drawing(
    `<rect width="100%" height="100%" fill="#fff"/>${parts.join('')}`,
    `viewBox="0 0 ${size} ${size}"`,
  );
}

it('after a failed start the next drawing starts it again', async () => {
  const lost = () => Promise.reject(new Error('lost'));
  await expect(readSvg(new Blob([manyParts(URI)]), lost)).rejects.toThrow('lost');
  expect((await read(manyParts(URI))).width).toBeGreaterThan(0);
});

describe('a drawing', () => {
  it.each([
    ['in one path', renderSVG(URI, { border: 4 })],
    ['in many parts', manyParts(URI)],
    ['of a large code in many parts', manyParts(`${URI}&image=${'x'.repeat(1500)}`)],
    [
      'with a DOCTYPE and a comment',
      `<?xml version="1.0"?><!DOCTYPE svg><!-- ${'x'.repeat(5000)} -->${manyParts(URI)}`,
    ],
  ])('%s is read', async (_, text) => {
    const [found, ...more] = await decode(await read(text));
    expect(found).toContain(URI);
    expect(more).toEqual([]);
  });

  it('has the size it names within bounds, or a readable one', async () => {
    const sizeOf = async (shape: string) => {
      const { width, height, data } = await read(drawing('<path d="M0 0h40v20z"/>', shape));
      expect(data).toHaveLength(width * height * 4);
      return [width, height];
    };
    expect(await sizeOf('viewBox="0 0 40 20"')).toEqual([1200, 600]);
    expect(await sizeOf('width="2000" height="1000"')).toEqual([2000, 1000]);
    expect(await sizeOf('width="90000" height="45000"')).toEqual([3000, 1500]);
  });

  it('keeps the colours of what is half transparent', async () => {
    const { data } = await read(drawing('<rect width="40" height="20" fill="#fff" fill-opacity=".5"/>'));
    expect([...data.slice(0, 4)]).toEqual([255, 255, 255, 128]);
  });

  it('fetches nothing', async () => {
    const { data } = await read(drawing('<image href="file:///etc/hostname" width="40" height="20"/>'));
    expect(data.every((part) => part === 0)).toBe(true);
  });
});

describe('what is no drawing to read', () => {
  const nested = (levels: number) =>
    Array.from({ length: levels }, (_, at) => `<g id="l${at + 1}">${`<use href="#l${at}"/>`.repeat(10)}</g>`);
  it.each([
    [
      'multiplies itself',
      drawing(`<defs><path id="l0" d="M0 0h1v1z"/>${nested(9).join('')}</defs><use href="#l9"/>`),
    ],
    ['is nested without end', drawing('<g>'.repeat(100_000) + '</g>'.repeat(100_000))],
    ['has too many bytes', drawing(' '.repeat(8 * 1024 * 1024))],
  ])('%s: too large', async (_, text) => {
    expect(await problemOf(text)).toBe('too-large');
  });

  it.each([
    ['is cut off', manyParts(URI).slice(0, -200)],
    ['has no size', drawing('', 'width="0" height="0"')],
    ['is not XML', '<svg'],
    [
      'has entities that multiply themselves',
      `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(99)}"><!ENTITY c "${'&b;'.repeat(99)}"><!ENTITY d "${'&c;'.repeat(99)}">]>${drawing('<text>&d;</text>')}`,
    ],
  ])('%s: broken', async (_, text) => {
    expect(await problemOf(text)).toBe('broken');
  });

  it('leaves the next one readable', async () => {
    expect(await decode(await read(manyParts(URI)))).toEqual([URI]);
  });
});
