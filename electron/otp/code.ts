/**
 * Makes codes: HOTP (RFC 4226), TOTP (RFC 6238), Steam Guard, Mobile-OTP and Yandex Key. Pure; runs in the vault process and under Node.
 * The rule: it never asks for the time, every function is given it, in Unix milliseconds.
 */
import { HOTP, Secret } from 'otpauth';
import {
  COUNTER_MAX,
  DEFAULT_PERIOD_SECONDS,
  type HotpParameters,
  type MotpParameters,
  type SteamParameters,
  type TotpParameters,
  type YandexParameters,
} from './account.ts';
import { MOTP_PERIOD_SECONDS, motpCode, yandexCode } from './pin-code.ts';

/** Steam Guard's characters: no vowels, no digit or letter that looks like another. */
const STEAM_ALPHABET = '23456789BCDFGHJKMNPQRTVWXY';
export const STEAM_CODE_LENGTH = 5;
/** The truncated value of RFC 4226 section 5.3 has 31 bits: ten decimal digits hold all of it. */
const WHOLE_VALUE_DIGITS = 10;

/** What changes with time alone. */
export type TimeBasedParameters = TotpParameters | SteamParameters | MotpParameters | YandexParameters;

/**
 * The code that is valid at a moment.
 * @param unixMs Unix milliseconds, from 0.
 * @throws RangeError when the time is not a number from 0 up.
 */
export function codeAt(otp: TimeBasedParameters, unixMs: number): string {
  const step = totpStep(otp, unixMs);
  if (otp.type === 'totp') return digitCode(otp, step);
  if (otp.type === 'steam') return steamCode(otp, step);
  return otp.type === 'motp' ? motpCode(otp, step) : yandexCode(otp, step);
}

/**
 * The number of the time step (T in RFC 6238 section 4.2) that a moment lies in.
 * @param unixMs Unix milliseconds, from 0.
 * @throws RangeError when the time is not a number from 0 up.
 */
export function totpStep(otp: TimeBasedParameters, unixMs: number): number {
  if (!(unixMs >= 0 && unixMs <= Number.MAX_SAFE_INTEGER)) throw new RangeError('time out of range');
  return Math.floor(unixMs / (periodSecondsOf(otp) * 1000));
}

/** The first Unix millisecond at which the code of that moment is no longer the current one. */
export function validUntilMs(otp: TimeBasedParameters, unixMs: number): number {
  return (totpStep(otp, unixMs) + 1) * periodSecondsOf(otp) * 1000;
}

/** Seconds for which one code lasts. */
export function periodSecondsOf(otp: TimeBasedParameters): number {
  if (otp.type === 'totp') return otp.periodSeconds;
  return otp.type === 'motp' ? MOTP_PERIOD_SECONDS : DEFAULT_PERIOD_SECONDS;
}

/**
 * The code of a counter value (RFC 4226 section 5.3).
 * @param counter 0 to COUNTER_MAX.
 * @throws RangeError when the counter is not a whole number in that range.
 */
export function hotpCode(otp: HotpParameters, counter: number): string {
  if (!Number.isSafeInteger(counter) || counter < 0 || counter > COUNTER_MAX) {
    throw new RangeError('counter out of range');
  }
  return digitCode(otp, counter);
}

function digitCode(otp: TotpParameters | HotpParameters, counter: number): string {
  return HOTP.generate({
    secret: secretOf(otp.secret),
    algorithm: otp.algorithm,
    digits: otp.digits,
    counter,
  });
}

/** Steam takes the truncated value apart in base 26, lowest place first. */
function steamCode(otp: SteamParameters, counter: number): string {
  let rest = Number(
    HOTP.generate({ secret: secretOf(otp.secret), algorithm: 'SHA1', digits: WHOLE_VALUE_DIGITS, counter }),
  );
  let code = '';
  for (let place = 0; place < STEAM_CODE_LENGTH; place += 1) {
    code += STEAM_ALPHABET.charAt(rest % STEAM_ALPHABET.length);
    rest = Math.floor(rest / STEAM_ALPHABET.length);
  }
  return code;
}

/** Copies: the bytes may be a view into a larger buffer, and otpauth takes the buffer whole. */
function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
