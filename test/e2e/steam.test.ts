/** Steam Guard codes in the real app, from both ways that links name them. */
import { expect, test } from 'vitest';
import vectors from '../fixtures/otp/rfc-codes.json' with { type: 'json' };
import { pasteText } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import { addReviewed, openDialog, rowButton, shownCode } from './driver/screens.ts';
import { expectSteamCode, steamCode } from './driver/verifier.ts';

const app = withOpenVault();

test.each(vectors.steam)('the yardstick itself makes the known code of $unixSeconds', (vector) => {
  expect(steamCode(vector.secret, vector.unixSeconds)).toBe(vector.code);
});

test.each([
  ['its own type', 'otpauth://steam/Steam:gordon?secret=STEAMKEY&issuer=Steam', 'gordon'],
  ['an encoder', 'otpauth://totp/Steam:alyx?secret=STEAMKEY&issuer=Steam&encoder=steam', 'alyx'],
])('makes the code of a link that names Steam by %s, and copies it', async (_how, uri, name) => {
  const { electron, page } = app();
  await pasteText(app(), uri);
  await openDialog(page).getByText('Steam Guard, 5 characters').waitFor();
  await addReviewed(page);
  expectSteamCode('STEAMKEY', await shownCode(page, name));
  await rowButton(page, name).click();
  await page
    .getByText(/^Copied/)
    .first()
    .waitFor();
  expectSteamCode('STEAMKEY', await electron.evaluate(({ clipboard }) => clipboard.readText()));
});
