/** How far a clock is off, in words. Pure; runs in the page. */
import { t } from '../locales/text.ts';

const MINUTE_SECONDS = 60;

const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** How long that is, whatever its direction, in the unit that people would say it in. */
export function amountText(seconds: number): string {
  const off = Math.abs(Math.round(seconds));
  if (off < 2 * MINUTE_SECONDS) return t('clock.seconds', { seconds: off });
  if (off < 2 * HOUR_SECONDS) return t('clock.minutes', { minutes: Math.round(off / MINUTE_SECONDS) });
  if (off < 2 * DAY_SECONDS) return t('clock.hours', { hours: Math.round(off / HOUR_SECONDS) });
  return t('clock.days', { days: Math.round(off / DAY_SECONDS) });
}

/** @param seconds above 0: this computer's clock is behind the other one. */
export function driftText(seconds: number): string {
  const amount = amountText(seconds);
  return seconds >= 0 ? t('clock.behind', { amount }) : t('clock.ahead', { amount });
}
