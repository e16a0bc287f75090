/**
 * The pointer and the keys as the window system has them, by xdotool. End-to-end tests only.
 * The rule: what is pressed here goes through the window system, to whatever window is there.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Presses keys one after another: `ctrl+alt+k`, `Return`. */
export async function pressKeys(...keys: readonly string[]): Promise<void> {
  await run('xdotool', ['key', '--clearmodifiers', ...keys]);
}

/** Drags from one spot of the screen to another, through a spot between, and rests there before letting go. */
export async function drag(from: Spot, to: Spot, restSeconds = 0.1): Promise<void> {
  const move = ({ x, y }: Spot) => ['mousemove', String(Math.round(x)), String(Math.round(y))];
  const between = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  await run('xdotool', [
    ...move(from),
    'mousedown',
    '1',
    ...move(between),
    'sleep',
    '0.1',
    ...move(to),
    'sleep',
    String(restSeconds),
    'mouseup',
    '1',
  ]);
}
