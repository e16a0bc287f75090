/** Views of the ways in: scanning, reviews, import. Used by the page tests that go over every view. */
import type { Page } from 'playwright-core';
import { renderSVG } from 'uqr';
import { dialog, dropFile, pasteText } from '../page-steps.ts';
import { screenWith, toBmp } from '../screen-pictures.ts';
import { codesShown, fromMore } from './list-views.ts';
import { twoAccounts, type View } from './look-view.ts';

const uri = (issuer: string, secret = 'JBSWY3DPEHPK3PXP') =>
  `otpauth://totp/${issuer}:ann?secret=${secret}&issuer=${issuer}`;
const scan = async (page: Page) => {
  await codesShown(page);
  await page.getByRole('button', { name: 'Scan screen' }).first().click();
};
const scanVia = async (page: Page, item: string) => {
  await codesShown(page);
  await page.getByRole('button', { name: 'More ways to scan' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};
const addVia = async (page: Page, item: string) => {
  await codesShown(page);
  await page.getByRole('button', { name: 'Add account', exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};
const dropExport = async (page: Page, content: object) => {
  await codesShown(page);
  const base64 = Buffer.from(JSON.stringify(content)).toString('base64');
  await dropFile(page, 'export.json', 'application/json', base64);
};
const svg = (text: string) =>
  renderSVG(text, { border: 4 }).replace('<svg ', '<svg width="400" height="400" ');
const paper = {
  setId: '0123456789ABCDEF',
  words: ['abandon', 'ability', 'able', 'about'],
  isEncrypted: true,
  codeCount: 14,
  sheetCount: 3,
  missing: [{ sheet: 3, numbers: [13, 14], isWholeSheet: true }],
  state: 'incomplete',
} as const;
const pastePaper = async (page: Page) => {
  await codesShown(page);
  await pasteText(page, 'HALFMINUTE-PAPER:1:E:0123456789ABCDEF:1:9:00000000:AAAA');
  await dialog(page, 'Paper vault').waitFor();
};

export const SCAN_VIEWS: readonly View[] = [
  {
    name: 'scan-problem',
    shows: ['capture/capture-problem.tsx'],
    fake: { ...twoAccounts, failures: { 'screen.capture': 'capture-empty' } },
    reach: async (page) => {
      await scan(page);
      await dialog(page, 'Halfminute cannot see the screen').waitFor();
    },
  },
  {
    name: 'scan-permission',
    shows: ['capture/screen-gate.tsx'],
    fake: { ...twoAccounts, access: ['blocked'] },
    reach: async (page) => {
      await scan(page);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: 'Check again' }).click();
      await page.getByText('macOS still does not let').waitFor();
    },
  },
  {
    name: 'scan-wayland',
    shows: ['capture/screen-gate.tsx'],
    fake: { ...twoAccounts, access: ['portal'] },
    reach: async (page) => {
      await scan(page);
      await dialog(page, 'Your desktop will ask what to share').waitFor();
    },
  },
  {
    name: 'scan-nothing-found',
    shows: ['add/nothing-found.tsx'],
    fake: twoAccounts,
    prepare: async (under) => {
      const { width, height, bgra } = screenWith([]);
      return { displays: [{ name: 'DP-1', width, height, address: under.serve('blank', bgra) }] };
    },
    reach: async (page) => {
      await scan(page);
      await dialog(page, 'No QR code found').waitFor();
    },
  },
  {
    name: 'scan-window',
    shows: ['capture/window-picker.tsx'],
    fake: twoAccounts,
    prepare: async (under) => {
      const picture = under.serve('window.bmp', toBmp(screenWith([], 320, 200)));
      return {
        windows: [
          { id: 'window:1:0', name: 'Set up two-step sign-in — a browser with a long title', picture },
          { id: 'window:2:0', name: '', picture },
          { id: 'window:3:0', name: 'Terminal', picture },
        ],
      };
    },
    reach: async (page) => {
      await scanVia(page, 'Choose a window…');
      await page.getByRole('button', { name: 'Window without a name' }).waitFor();
      await page.waitForFunction(() => [...document.images].every((image) => image.naturalWidth > 0));
    },
  },
  {
    name: 'scan-window-none',
    shows: ['capture/window-picker.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await scanVia(page, 'Choose a window…');
      await page.getByText('The system shows Halfminute no windows').waitFor();
    },
  },
  {
    name: 'scan-watch',
    shows: ['capture/watch-dialog.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await scanVia(page, 'Watch the screen…');
      await dialog(page, 'Watching for a new code').waitFor();
    },
  },
  {
    name: 'camera-refused',
    shows: ['add/camera-dialog.tsx'],
    fake: { ...twoAccounts, failures: { 'camera.allow': 'camera-denied' } },
    reach: async (page) => {
      await addVia(page, 'Use the camera…');
      await page.getByText('The system does not let Halfminute use the camera.').waitFor();
    },
  },
];

export const ADD_VIEWS: readonly View[] = [
  {
    name: 'setup-key',
    shows: ['add/setup-key.tsx', 'components/form-dialog.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await addVia(page, 'Enter a setup key');
      await page.getByLabel('Setup key', { exact: true }).fill('abc 018');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('A key has no 0, 1, 8 or 9.').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'More' }).click();
    },
  },
  {
    name: 'review',
    shows: ['add/review-dialog.tsx'],
    fake: { ...twoAccounts, accounts: [...twoAccounts.accounts, { issuer: 'Kept', accountName: 'ann' }] },
    reach: async (page) => {
      await codesShown(page);
      const texts = [uri('One'), 'https://example.com/login', uri('Kept', 'GEZDGNBVGY3TQOJQ')];
      await page
        .locator('input[type=file][multiple]')
        .setInputFiles(
          texts.map((text, at) => ({ name: `${at}.svg`, mimeType: '', buffer: Buffer.from(svg(text)) })),
        );
      await dialog(page, 'Found 2 accounts').waitFor();
      await page.getByText('Your vault has this name with another key').waitFor();
    },
  },
  {
    name: 'added',
    shows: ['add/added-dialog.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await codesShown(page);
      await pasteText(page, uri('Fresh'));
      await page.getByRole('button', { name: 'Add account' }).last().click();
      await page.getByText('Give this code to the website to finish.').waitFor();
      await page.locator('.dialog .code').first().waitFor();
    },
  },
  {
    name: 'added-many',
    shows: ['add/added-dialog.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await codesShown(page);
      await pasteText(page, [uri('One'), uri('Two', 'GEZDGNBVGY3TQOJQ')].join('\n'));
      await page.getByRole('button', { name: 'Add 2 accounts' }).click();
      await page.getByText('Their codes are in the list now.').waitFor();
    },
  },
  {
    name: 'import',
    shows: ['import/import-dialog.tsx'],
    fake: twoAccounts,
    reach: fromMore('Import from another app…'),
  },
  {
    name: 'import-columns',
    shows: ['import/import-dialog.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await dropExport(page, { fakeExport: [], columns: ['site', '', 'remarks'] });
      await page.getByText('Which columns of this table hold what?').waitFor();
    },
  },
  {
    name: 'import-review',
    shows: ['add/review-dialog.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      const fakeExport = [
        { issuer: 'GitHub', accountName: 'alice@example.com', secret: 'NEW' },
        { issuer: 'Fresh', accountName: 'fay', secret: 'D', tags: ['Work', 'Home'], note: 'n' },
        { issuer: 'Motp', accountName: 'eve', type: 'motp', secret: '', periodSeconds: 10 },
      ];
      await dropExport(page, { fakeExport, leftOut: [{ name: 'Old', reason: 'no-secret' }] });
      await dialog(page, '3 accounts in this export').waitFor();
      await page.waitForFunction(() => document.querySelectorAll('.conflict-code-value').length === 2);
    },
  },
  {
    name: 'paper-missing',
    shows: ['add/review-dialog.tsx'],
    fake: { ...twoAccounts, paper: [paper] },
    reach: pastePaper,
  },
  {
    name: 'paper-password',
    shows: ['add/review-dialog.tsx'],
    fake: { ...twoAccounts, paper: [{ ...paper, missing: [], state: 'password-needed' }] },
    reach: pastePaper,
  },
];
