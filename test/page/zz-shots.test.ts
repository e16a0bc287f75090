/** Temporary. */
import { afterAll, beforeAll, it } from 'vitest';
import { dialog, dropFile, row } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(async () => {
  await under?.stop();
});
it('shoots', async () => {
  const existing = [
    { issuer: 'GitHub', accountName: 'alice', secret: 'A', isPinned: true, tags: ['Work'], note: 'x' },
    { issuer: 'Shop', accountName: 'dan', secret: 'B' },
    { issuer: 'Mail', accountName: 'eve', secret: 'C' },
  ];
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 480, 1100]) {
      const page = await under.open({
        fake: { status: 'unlocked', accounts: existing },
        colorScheme,
        viewport: { width, height: 900 },
      });
      await row(page, 'GitHub').waitFor();
      await page.waitForTimeout(500);
      await page.screenshot({ path: `/tmp/extras-shots/list-${colorScheme}-${width}.png` });
      await row(page, 'GitHub')
        .getByRole('button', { name: /^More for/ })
        .click();
      await page.getByRole('menuitem', { name: 'Edit' }).click();
      await dialog(page, 'Edit account').waitFor();
      await page.waitForTimeout(500);
      await page.screenshot({ path: `/tmp/extras-shots/edit-${colorScheme}-${width}.png` });
      await page.keyboard.press('Escape');
      const content = {
        fakeExport: [
          { issuer: 'GitHub', accountName: 'alice', secret: 'NEW' },
          { issuer: 'Shop', accountName: 'dan', secret: 'NEW' },
          { issuer: 'Motp', accountName: 'gus', type: 'motp', secret: '' },
          { issuer: 'Mail', accountName: 'eve', secret: 'C' },
          { issuer: 'Fresh', accountName: 'fay', secret: 'D', tags: ['Work', 'Home'], note: 'n' },
        ],
        leftOut: [{ name: 'Old', reason: 'no-secret' }],
      };
      await dropFile(
        page,
        'export.json',
        'application/json',
        Buffer.from(JSON.stringify(content)).toString('base64'),
      );
      await dialog(page, '5 accounts in this export').waitFor();
      await page.waitForTimeout(800);
      await page.screenshot({ path: `/tmp/extras-shots/review-${colorScheme}-${width}.png` });
    }
});
