/** Views of tags and of a selection of accounts. Used by the page tests that go over every view. */
import { chooseFromMore, dialog } from '../page-steps.ts';
import { codesShown } from './list-views.ts';
import { unlocked, type View } from './look-view.ts';

export const ORDER_VIEWS: readonly View[] = [
  {
    name: 'selection',
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromMore(page, 'Select accounts');
      await page.getByRole('button', { name: 'All', exact: true }).last().click();
    },
  },
  {
    name: 'selection-tags',
    shows: ['codes/tag-selected.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromMore(page, 'Select accounts');
      await page.getByRole('button', { name: 'All', exact: true }).last().click();
      await page.getByRole('button', { name: 'Tag…' }).click();
      await dialog(page, 'Tags of 8 accounts').waitFor();
    },
  },
  {
    name: 'tags',
    shows: ['codes/tags-dialog.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await page.getByRole('button', { name: 'Rename or delete tags…' }).click();
      await dialog(page, 'Tags').getByRole('button', { name: 'Rename tag Work' }).click();
    },
  },
  {
    name: 'duplicates',
    shows: ['checks/duplicates-dialog.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromMore(page, 'Review duplicates…');
      await dialog(page, 'Possible duplicates').waitFor();
    },
  },
  {
    name: 'codes-password',
    shows: ['recovery-codes/codes-password-group.tsx', 'recovery-codes/new-codes-password.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromMore(page, 'Settings');
      await page.getByRole('button', { name: 'Set a password' }).click();
      await page.getByRole('button', { name: 'Set a password' }).last().waitFor();
    },
  },
];
