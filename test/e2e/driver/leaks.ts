/**
 * Looks for what must not be anywhere: secrets, codes and passwords in the page or in what the app printed.
 * End-to-end tests only. The rule: text is compared without its gaps, so that grouping hides nothing.
 */
import type { Page } from 'playwright-core';
import { GITHUB_SECRET } from './prepared-profile.ts';
import type { RunningApp } from './running-app.ts';
import { PASSWORD } from './screens.ts';

/** What every test's vault and input has that must never be printed. */
export const ALWAYS_SECRET: readonly string[] = [
  PASSWORD,
  GITHUB_SECRET,
  'MFXGCZDBMRQW2ZLTMFXGC3DP',
  'otpauth:',
];

const withoutGaps = (text: string) => text.replaceAll(/\s/g, '').toLowerCase();

/** Which of `wanted` are in the text. */
export function found(text: string, wanted: readonly string[]): readonly string[] {
  const squeezed = withoutGaps(text);
  return wanted.filter((each) => squeezed.includes(withoutGaps(each)));
}

/** Which of `wanted` are in the page: its text, its attributes, its fields' values. */
export async function foundInPage(page: Page, wanted: readonly string[]): Promise<readonly string[]> {
  const text = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      document.body.innerText,
      ...[...document.querySelectorAll('input')].map((input) => input.value),
    ].join('\n'),
  );
  return found(text, wanted);
}

/** Which secrets, passwords and of `codes` the app has printed. */
export function foundInPrinted(app: RunningApp, codes: readonly string[] = []): readonly string[] {
  return found(app.printed(), [...ALWAYS_SECRET, ...codes]);
}
