/**
 * The marked rectangle as a value: drawn by two points, moved and sized by keys, told in the picture's pixels.
 * Pure; runs in a region window's page. The rule: a box never leaves its bounds and is never smaller than BOX_MIN.
 */
import type { Rectangle } from '../../electron/ipc/contract.ts';

/** In CSS pixels of the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Bounds {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The smallest QR code has 21 modules; a smaller box is a slip of the hand. */
export const BOX_MIN = 16;
const START_SHARE = 0.35;

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** The square in the middle that the keyboard begins with. */
export function startBox({ width, height }: Bounds): Box {
  const side = Math.max(BOX_MIN, Math.round(Math.min(width, height) * START_SHARE));
  return {
    left: Math.round((width - side) / 2),
    top: Math.round((height - side) / 2),
    width: side,
    height: side,
  };
}

/** The box between two points; null while it is smaller than a hand means. */
export function boxBetween(from: Point, to: Point, bounds: Bounds): Box | null {
  const xs = [from.x, to.x].map((x) => clamp(x, 0, bounds.width));
  const ys = [from.y, to.y].map((y) => clamp(y, 0, bounds.height));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const box = { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
  return box.width < BOX_MIN || box.height < BOX_MIN ? null : box;
}

export function moveBox(box: Box, { x, y }: Point, bounds: Bounds): Box {
  return {
    ...box,
    left: clamp(box.left + x, 0, bounds.width - box.width),
    top: clamp(box.top + y, 0, bounds.height - box.height),
  };
}

/** Moves the right and lower edge. */
export function sizeBox(box: Box, { x, y }: Point, bounds: Bounds): Box {
  return {
    ...box,
    width: clamp(box.width + x, BOX_MIN, bounds.width - box.left),
    height: clamp(box.height + y, BOX_MIN, bounds.height - box.top),
  };
}

/** The box in pixels of a picture that fills the bounds: every pixel that it touches. */
export function toPixels(box: Box, bounds: Bounds, picture: Bounds): Rectangle {
  const [scaleX, scaleY] = [picture.width / bounds.width, picture.height / bounds.height];
  const x = Math.floor(box.left * scaleX);
  const y = Math.floor(box.top * scaleY);
  const right = Math.min(picture.width, Math.ceil((box.left + box.width) * scaleX));
  const bottom = Math.min(picture.height, Math.ceil((box.top + box.height) * scaleY));
  return { x, y, width: right - x, height: bottom - y };
}

/** What an arrow key moves by, in CSS pixels; null for other keys. Control makes it exact. */
export function stepOf(key: string, isExact: boolean): Point | null {
  const step = isExact ? 1 : 10;
  switch (key) {
    case 'ArrowLeft':
      return { x: -step, y: 0 };
    case 'ArrowRight':
      return { x: step, y: 0 };
    case 'ArrowUp':
      return { x: 0, y: -step };
    case 'ArrowDown':
      return { x: 0, y: step };
    default:
      return null;
  }
}
