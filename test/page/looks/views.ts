/** Every view of the page, in the order in which people meet them. Used by the page tests that go over every view. */
import { DIALOG_VIEWS } from './dialog-views.ts';
import { ADD_VIEWS, SCAN_VIEWS } from './in-views.ts';
import { LIST_VIEWS } from './list-views.ts';
import type { View } from './look-view.ts';
import { ORDER_VIEWS } from './order-views.ts';
import { OUT_VIEWS } from './out-views.ts';
import { START_VIEWS } from './start-views.ts';

export const VIEWS: readonly View[] = [
  ...START_VIEWS,
  ...LIST_VIEWS,
  ...ORDER_VIEWS,
  ...SCAN_VIEWS,
  ...ADD_VIEWS,
  ...DIALOG_VIEWS,
  ...OUT_VIEWS,
];
