/** "Scan screen" in the real app: one, four and ten codes of a website, light and dark, at 100 %, at 150 % and small. */
import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { withOpenVault } from './driver/open-vault.ts';
import { leaveAll } from './driver/screens.ts';
import { openWebsite, type Website } from './driver/website.ts';

const app = withOpenVault();
let website: Website;
const uriOf = (name: string) => `otpauth://totp/${name}:ada?secret=GEZDGNBVGY3TQOJQ&issuer=${name}`;

beforeAll(async () => {
  website = await openWebsite({ x: 0, y: 0, width: 1900, height: 1040 });
});
afterAll(() => website?.close());
afterEach(async () => {
  await leaveAll(app().page);
});

const SIZES = [
  { size: '100 %', pixelsPerModule: 4, zoom: 1 },
  { size: '150 %', pixelsPerModule: 4, zoom: 1.5 },
  { size: 'small', pixelsPerModule: 2, zoom: 1 },
] as const;
const CASES = SIZES.flatMap((size) =>
  [false, true].flatMap((isDark) => [1, 4, 10].map((count) => ({ ...size, isDark, count }))),
);

test.each(CASES)('finds $count at $size, dark: $isDark', async ({ count, ...look }) => {
  const { page } = app();
  const names = Array.from({ length: count }, (_, index) => `Service${index + 1}`);
  await website.show(names.map(uriOf), look);
  await page.getByRole('button', { name: 'Scan screen' }).first().click();
  const title = count === 1 ? 'Found one account' : `Found ${count} accounts`;
  const sheet = page.getByRole('dialog', { name: title });
  await sheet.waitFor();
  for (const name of names) await sheet.getByText(`${name} (ada)`).first().waitFor();
});
