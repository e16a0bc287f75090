/** Addresses of a window's pages: each of another origin than the one before. */
import { describe, expect, it } from 'vitest';
import { createPageAddress } from '../../electron/platform/page-turns.ts';

const originOf = (address: string) => address.split('/').slice(0, 3).join('/');

describe('the addresses of pages', () => {
  it('take turns for each window, however often another one loads its page between', () => {
    const main = createPageAddress(['app://one', 'app://two'], '/index.html', () => '');
    const small = createPageAddress(['app://small', 'app://small-next'], '/popup.html', () => '');
    const before = originOf(main());
    const smallBefore = originOf(small());
    expect(originOf(main())).not.toBe(before);
    expect(originOf(small())).not.toBe(smallBefore);
  });

  it('hold the page and what is to be hinted now', () => {
    let hint = '';
    const next = createPageAddress(['app://one', 'app://two'], '/index.html', () => hint);
    expect(next()).toMatch(/^app:\/\/(?:one|two)\/index\.html$/);
    hint = '#locked';
    expect(next()).toMatch(/\/index\.html#locked$/);
  });
});
