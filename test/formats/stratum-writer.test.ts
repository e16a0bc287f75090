/** Pictures in Stratum's backup: only those that it takes, since the others are told as lost. */
import { expect, it } from 'vitest';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { planExport, writeExport } from '../../electron/formats/write-export.ts';
import { NOW_MS, PASSWORD, totp } from './accounts-to-write.ts';

const FORMAT = 'stratum-encrypted';
const picture = (...bytes: number[]) => ({ kind: 'picture' as const, bytes: Uint8Array.from(bytes) });
const PNG = picture(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const WEBP = picture(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50);

it('takes PNG along and leaves WebP out, as it says', async () => {
  const accounts = [
    { issuer: 'A', accountName: 'png', otp: totp(1), icon: PNG },
    { issuer: 'A', accountName: 'webp', otp: totp(2), icon: WEBP },
  ];
  expect(planExport(FORMAT, accounts).lessened.map(({ account }) => account.accountName)).toEqual(['webp']);
  const { bytes, fileName } = await writeExport(FORMAT, accounts, { nowMs: NOW_MS, password: PASSWORD });
  const read = await readFile(sourceFile(bytes, fileName), { password: PASSWORD });
  expect(read.accounts.map(({ icon }) => icon?.mediaType ?? null)).toEqual(['image/png', null]);
});
