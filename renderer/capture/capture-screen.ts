/**
 * Getting pictures of the screen: displays, a marked region, one window. Runs in the page.
 * The rule: what fails here has a dialog, and what else fails is told as any failure is.
 */
import type { DisplayPicture, FailureCode, Result } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';

/** What is captured. `thorough`: the person pointed at it, so that everything is tried on it. */
export type Source =
  | { readonly kind: 'screen' }
  | { readonly kind: 'region' }
  | { readonly kind: 'window'; readonly id: string };

export interface Captured {
  readonly pictures: readonly DisplayPicture[];
  readonly isThorough: boolean;
}

const one = (result: Result<DisplayPicture>): Result<Captured> =>
  result.ok ? { ok: true, value: { pictures: [result.value], isThorough: true } } : result;

export async function captureSource(source: Source): Promise<Result<Captured>> {
  switch (source.kind) {
    case 'screen': {
      const result = await authenticator.screen.capture();
      return result.ok ? { ok: true, value: { pictures: result.value, isThorough: false } } : result;
    }
    case 'region':
      return one(await authenticator.screen.captureRegion());
    case 'window':
      return one(await authenticator.screen.captureWindow({ id: source.id }));
  }
}

/** Failures that have a dialog of their own, since there are other ways to give a picture. */
export type CaptureProblem = Extract<FailureCode, 'capture-denied' | 'capture-empty' | 'capture-failed'>;

export function isCaptureProblem(code: FailureCode): code is CaptureProblem {
  return code === 'capture-denied' || code === 'capture-empty' || code === 'capture-failed';
}
