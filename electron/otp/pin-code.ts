/**
 * Codes that need a PIN beside the secret: Mobile-OTP and Yandex Key. Pure; runs in the vault process and under Node.
 * The rule: without its PIN an account makes no code, rather than a wrong one.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MotpParameters, OtpParameters, YandexParameters } from './account.ts';

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
  const hash = md5(concatBytes(utf8ToBytes(String(step)), otp.secret, utf8ToBytes(otp.pin)));
  return bytesToHex(hash).slice(0, MOTP_CODE_LENGTH);
}

/**
 * Truncates the HMAC to 63 bits and writes it in base 26, highest place first.
 * @param step whole thirty-second steps since the Unix epoch.
 * @throws RangeError when the PIN is missing.
 */
export function yandexCode(otp: YandexParameters, step: number): string {
  requirePin(otp.pin);
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(step));
  const mac = hmac(sha256, yandexKey(otp), message);
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  let rest = new DataView(mac.buffer, mac.byteOffset).getBigUint64(offset) & 0x7fff_ffff_ffff_ffffn;
  let code = '';
  for (let place = 0; place < YANDEX_CODE_LENGTH; place += 1) {
    code = String.fromCharCode(FIRST_LETTER + Number(rest % LETTERS)) + code;
    rest /= LETTERS;
  }
  return code;
}

/** The app drops a leading zero byte of the hashed key, so we must. */
function yandexKey(otp: YandexParameters): Uint8Array {
  const key = sha256(concatBytes(utf8ToBytes(otp.pin), otp.secret.subarray(0, YANDEX_SECRET_BYTES)));
  return key[0] === 0 ? key.subarray(1) : key;
}

/** False for an account whose codes take a PIN that is not there. */
export function hasItsPin(otp: OtpParameters): boolean {
  return !('pin' in otp) || otp.pin !== '';
}

function requirePin(pin: string): void {
  if (pin === '') throw new RangeError('the PIN is missing');
}
