/** Icon packs in Aegis's format: what is in one, what is left out, and what is none. Runs under Node. */
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { readIconPack } from '../../electron/formats/icon-pack.ts';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

async function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const writer = new ZipWriter(new BlobWriter());
  for (const [name, content] of Object.entries(files))
    await writer.add(
      name,
      typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content),
    );
  return new Uint8Array(await (await writer.close()).arrayBuffer());
}

const packOf = (icons: readonly object[]) =>
  JSON.stringify({ uuid: 'c0', name: 'My pack\u202e', version: 1, icons });

describe('an icon pack', () => {
  it('gives its pictures with the issuers that they are for', async () => {
    const icons = [
      { filename: 'SVG/2_factor.svg', category: 'Web', issuer: ['Two Factor', 'TFA'] },
      { filename: 'shop.png', category: null, issuer: ['Shop'] },
    ];
    const pack = await readIconPack(
      await zipOf({ 'pack.json': packOf(icons), 'SVG/2_factor.svg': SVG, 'shop.png': PNG }),
    );
    expect(pack).toMatchObject({
      name: 'My pack',
      icons: [
        { title: '2 factor', issuers: ['Two Factor', 'TFA'], mediaType: 'image/svg+xml' },
        { title: 'shop', issuers: ['Shop'], mediaType: 'image/png', bytes: PNG },
      ],
    });
  });

  it('may lie in a folder of its zip; what is missing, no picture or too large is left out', async () => {
    const large = new Uint8Array(256 * 1024 + 1);
    large.set(PNG);
    const icons = [
      { filename: 'gone.png', issuer: [] },
      { filename: '../../etc/passwd', issuer: [] },
      { filename: 'text.svg', issuer: [] },
      { filename: 'large.png', issuer: [] },
      { filename: 'fine.png', issuer: 'not a list' },
    ];
    const bytes = await zipOf({
      'pack/pack.json': packOf(icons),
      'pack/text.svg': 'no picture',
      'pack/large.png': large,
      'pack/fine.png': PNG,
    });
    expect((await readIconPack(bytes)).icons).toMatchObject([{ title: 'fine', issuers: [] }]);
  });

  it('unpacks to so much and no more', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `${at}.png`);
    const files = Object.fromEntries(names.map((name) => [name, new Uint8Array(1024 * 1024)]));
    const pack = packOf(names.map((filename) => ({ filename, issuer: [] })));
    await expect(readIconPack(await zipOf({ 'pack.json': pack, ...files }))).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it.each([
    ['no zip', 'PK', 'not-recognised'],
    ['another zip', { 'Accounts.txt': 'x' }, 'not-recognised'],
    ['a pack.json that is none', { 'pack.json': '{"icons": 1}' }, 'damaged'],
  ] as const)('is not what %s is', async (_, content, code) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : await zipOf(content);
    await expect(readIconPack(bytes)).rejects.toMatchObject({ code });
  });
});
