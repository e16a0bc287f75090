/**
 * The one call of a region window: a rectangle, or none. Runs in main and in the region window's preload.
 * The rule: nothing else crosses; a region window can neither ask nor learn anything.
 */
import * as v from 'valibot';
import { type ClientOf, call } from './calls/call.ts';

/** ipcMain channel of region windows: (fullName, argument) → Result. */
export const REGION_CHANNEL = 'region';

const length = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const offset = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));

/** Pixels of the display's picture. */
const rectangle = v.strictObject({ x: offset, y: offset, width: length, height: length });
export type Rectangle = v.InferOutput<typeof rectangle>;

export const regionCalls = {
  region: {
    /** Ends the choice on every display; null gives it up. */
    choose: call<null>()(v.nullable(rectangle)),
  },
} as const;

/** `window.regionChooser`: everything that a region window's page can ask for. */
export type RegionChooser = ClientOf<typeof regionCalls>['region'];
