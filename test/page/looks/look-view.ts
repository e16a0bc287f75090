/**
 * What a view of the page is: how the fake stands and the steps that lead there. Used by the page tests that go over
 * every screen and dialog: pictures, small windows, forced colours, the accessibility tree.
 * The rule: a view is the same each time: the clock stands still, nothing moves, and no step waits for a time.
 */
import type { Page } from 'playwright-core';
import type { FakeOptions } from '../../fakes/fake-authenticator.ts';
import type { PageUnderTest } from '../page-under-test.ts';

export interface View {
  /** In kebab-case: its picture's name. */
  readonly name: string;
  /** Files of renderer/ whose dialogs it shows. */
  readonly shows?: readonly string[];
  readonly fake: FakeOptions;
  /** The page's file; index.html when left out. */
  readonly file?: string;
  /** Gives what only the server under test can hand out, such as a picture's address. */
  readonly prepare?: (under: PageUnderTest) => Promise<FakeOptions>;
  /** Leads to the view and waits until it is whole. */
  readonly reach: (page: Page) => Promise<unknown>;
}

/** 2026-11-22 10:00:12 UTC: 18 of 30 seconds are left. */
export const STILL_MS = Date.UTC(2026, 10, 22, 10, 0, 12);
export const DAY_MS = 86_400_000;
export const PASSWORD = 'correct horse';
export const WORDS = `${'abandon '.repeat(23)}art`;

export const ACCOUNTS = [
  {
    id: 'github',
    issuer: 'GitHub',
    accountName: 'alice@example.com',
    isPinned: true,
    recoveryCodesLeft: 2,
    tags: ['Work'],
  },
  { id: 'proton', issuer: 'Proton', accountName: 'alice', tags: ['Home'] },
  {
    id: 'aws',
    issuer: 'Amazon Web Services',
    accountName: 'root-account-mfa-device@123456789012',
    tags: ['Work'],
  },
  { id: 'bank', issuer: 'Blue Bank', accountName: 'bob', digits: 8, periodSeconds: 60 },
  { id: 'library', issuer: 'Library', accountName: 'card 77', type: 'hotp', periodSeconds: null, counter: 4 },
  { id: 'steam', issuer: 'Steam', accountName: 'alice_plays', type: 'steam', digits: 5 },
  {
    id: 'long',
    issuer: 'Bundesversicherungsanstalt für Angestellte und Selbstständige',
    accountName: 'donaudampfschifffahrtsgesellschaft.vorstand@verwaltung.example.org',
  },
  { id: 'unnamed', issuer: '', accountName: '' },
] as const;

export const unlocked = { status: 'unlocked', accounts: ACCOUNTS } as const;
export const twoAccounts = { status: 'unlocked', accounts: ACCOUNTS.slice(0, 2) } as const;

/** Opens the page where the view begins, and takes the view's steps. */
export async function openView(
  under: PageUnderTest,
  view: View,
  options: {
    readonly width?: number;
    readonly height?: number;
    readonly settings?: FakeOptions['settings'];
  } = {},
): Promise<Page> {
  const { width = 480, height = 720, settings = {} } = options;
  const prepared = (await view.prepare?.(under)) ?? {};
  const page = await under.open({
    fake: { ...view.fake, ...prepared, settings: { ...view.fake.settings, ...settings } },
    ...(view.file === undefined ? {} : { file: view.file }),
    stillAtMs: STILL_MS,
    viewport: { width, height },
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  await view.reach(page);
  // What lies under the pointer by chance would look pointed at.
  await page.mouse.move(0, 0);
  await settle(page);
  return page;
}

/** Of the accounts above, those whose issuers have a mark. */
const DRAWN = ['GitHub', 'Proton', 'Steam'];

/** Waits until fonts and marks are there, and what moved has come to rest. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    (drawn) =>
      [...document.querySelectorAll('.row')].every(
        (row) =>
          !drawn.includes(row.querySelector('.row-issuer')?.textContent ?? '') ||
          !row.querySelector('.mark-initials'),
      ),
    DRAWN,
  );
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    );
    await frame();
  });
}
