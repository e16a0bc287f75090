/** How far a clock is off, in words. Pure; runs in the page. */
import { t } from '../locales/text.ts';

const MINUTE_SECONDS = 60;

/** @param seconds above 0: this computer's clock is behind the other one. */
export function driftText(seconds: number): string {
  const off = Math.abs(Math.round(seconds));
  const amount =
    off < 2 * MINUTE_SECONDS
      ? t('clock.seconds', { seconds: off })
      : t('clock.minutes', { minutes: Math.round(off / MINUTE_SECONDS) });
  return seconds >= 0 ? t('clock.behind', { amount }) : t('clock.ahead', { amount });
}
