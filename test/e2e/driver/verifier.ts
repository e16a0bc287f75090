/**
 * A service that checks codes, played by implementations that share no code with the app: Debian's oathtool, and for
 * Steam Guard the few lines below. End-to-end tests only.
 * The rule: it accepts the current step and its neighbours, as services do (RFC 6238 section 5.2).
 */
import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { oathtoolCode } from '../../demo/oathtool.ts';

const nowSeconds = () => Math.floor(Date.now() / 1000);

async function codeAt(uri: string, atSeconds: number): Promise<string> {
  const code = await oathtoolCode(uri, atSeconds);
  if (code === null) throw new Error(`oathtool cannot make codes for ${uri}`);
  return code;
}

/** Fails unless `code` is one that a service with this Key URI accepts now. */
export async function expectAccepted(uri: string, code: string): Promise<void> {
  const periodSeconds = Number(/[?&]period=(\d+)/.exec(uri)?.[1] ?? 30);
  const steps = uri.startsWith('otpauth://hotp') ? [0] : [0, -periodSeconds, periodSeconds];
  const now = nowSeconds();
  expect(await Promise.all(steps.map((step) => codeAt(uri, now + step)))).toContain(code);
}

const STEAM_ALPHABET = '23456789BCDFGHJKMNPQRTVWXY';
const BASE32_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32Bytes(text: string): Buffer {
  const bits = [...text]
    .map((letter) => BASE32_ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The Steam Guard code of a base32 key at a Unix second. */
export function steamCode(key: string, atSeconds: number): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(atSeconds / 30)));
  const hash = createHmac('sha1', base32Bytes(key)).update(step).digest();
  const value = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff;
  return [0, 1, 2, 3, 4].map((place) => STEAM_ALPHABET[Math.floor(value / 26 ** place) % 26]).join('');
}

/** Fails unless `code` is Steam's for this key, now or one step beside. */
export function expectSteamCode(key: string, code: string): void {
  const now = nowSeconds();
  expect([now, now - 30, now + 30].map((at) => steamCode(key, at))).toContain(code);
}
