/**
 * Codes that need a PIN beside the secret: Mobile-OTP and Yandex Key. Pure; runs in the vault process and under Node.
 * The rule: without its PIN an account makes no code, rather than a wrong one.
 */
import { createHash, createHmac } from 'node:crypto';
import type { MotpParameters, YandexParameters } from './account.ts';

/** Mobile-OTP counts time in steps of ten seconds. */
export const MOTP_PERIOD_SECONDS = 10;
export const MOTP_CODE_LENGTH = 6;

const YANDEX_SECRET_BYTES = 16;
export const YANDEX_CODE_LENGTH = 8;
const LETTERS = 26n;
const FIRST_LETTER = 'a'.charCodeAt(0);

/**
 * The first six hexadecimal digits of MD5(step, secret, PIN) as one text.
 * @param step whole ten-second steps since the Unix epoch.
 * @throws RangeError when the PIN is missing.
 */
export function motpCode(otp: MotpParameters, step: number): string {
  requirePin(otp.pin);
  const hash = createHash('md5').update(String(step)).update(otp.secret).update(otp.pin, 'utf8');
  return hash.digest('hex').slice(0, MOTP_CODE_LENGTH);
}

/**
 * Truncates the HMAC to 63 bits and writes it in base 26, highest place first.
 * @param step whole thirty-second steps since the Unix epoch.
 * @throws RangeError when the PIN is missing.
 */
export function yandexCode(otp: YandexParameters, step: number): string {
  requirePin(otp.pin);
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha256', yandexKey(otp)).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  let rest = mac.readBigUInt64BE(offset) & 0x7fff_ffff_ffff_ffffn;
  let code = '';
  for (let place = 0; place < YANDEX_CODE_LENGTH; place += 1) {
    code = String.fromCharCode(FIRST_LETTER + Number(rest % LETTERS)) + code;
    rest /= LETTERS;
  }
  return code;
}

/** The app drops a leading zero byte of the hashed key, so we must. */
function yandexKey(otp: YandexParameters): Uint8Array {
  const key = createHash('sha256')
    .update(otp.pin, 'utf8')
    .update(otp.secret.subarray(0, YANDEX_SECRET_BYTES))
    .digest();
  return key[0] === 0 ? key.subarray(1) : key;
}

function requirePin(pin: string): void {
  if (pin === '') throw new RangeError('the PIN is missing');
}
