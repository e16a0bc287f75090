/** The manual's page as it is built, in chromium under its own policy: laid out in small and large windows, light and dark. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  it.each([360, 1100])('is laid out at %i px and reads well', async (width) => {
    const page = await under.open({ file: 'manual.html', viewport: { width, height: 760 }, colorScheme });
    await page.getByRole('heading', { level: 1, name: 'Halfminute: the manual' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('navigation').getByRole('link', { name: 'Scan the screen' }).click();
    const heading = page.getByRole('heading', { name: 'Scan the screen' });
    await expect.poll(async () => (await heading.boundingBox())?.y ?? -1).toBeLessThan(200);
    await expectAccessible(page);
  });
});

it('is dark where the system is', async () => {
  const ground = async (colorScheme: 'light' | 'dark') => {
    const page = await under.open({ file: 'manual.html', colorScheme });
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  };
  expect(await ground('light')).not.toBe(await ground('dark'));
});

it('went wrong nowhere', () => {
  // The fake is put into every page as a script; this page's policy refuses the app's own as well.
  expect(under.problems).toEqual([]);
});
