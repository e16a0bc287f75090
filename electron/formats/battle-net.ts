/**
 * Battle.net's authenticator, from the preferences of its phone app. Pure.
 * The rule: serial and secret are only masked, with a constant that every copy of the app has.
 * Constant and format: https://github.com/beemdevelopment/Aegis (BattleNetImporter)
 */
import { mentions, readPreferences } from './android-preferences.ts';
import { fromHex } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector } from './entry-collector.ts';
import { EntryProblem } from './problem.ts';
import type { Format } from './reading.ts';
import { hexSecret } from './secret-text.ts';

const FORMAT = 'battlenet-prefs-xml';
const SECRET_KEY = 'com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET';
const SERIAL_KEY = 'com.blizzard.messenger.AUTHENTICATOR_SERIAL';
const MASK = fromHex(
  '398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773fa59ba47c17ca6c6479015c1d5b8b8f6b9a',
);

export const BATTLE_NET_ISSUER = 'Battle.net';
export const BATTLE_NET_DIGITS = 8;

export const battleNet: Format = {
  id: FORMAT,
  app: 'Battle.net',
  detect: (file) => (mentions(file, SECRET_KEY) ? 'yes' : 'no'),
  async read(file) {
    const preferences = readPreferences(file, FORMAT);
    const serial = unmask(preferences.get(SERIAL_KEY) ?? '') ?? '';
    const masked = preferences.get(SECRET_KEY) ?? '';
    const collector = new EntryCollector();
    collector.add(serial, masked, () => {
      const secret = unmask(masked);
      if (secret === null) throw new EntryProblem('bad-secret');
      return makeAccount({
        type: 'totp',
        issuer: BATTLE_NET_ISSUER,
        accountName: serial,
        secret: hexSecret(secret),
        digits: BATTLE_NET_DIGITS,
      });
    });
    return collector.reading(FORMAT);
  },
};

/** ASCII text from masked hexadecimal; null when it is none or longer than the mask. */
function unmask(text: string): string | null {
  const bytes = fromHex(text);
  if (bytes === null || MASK === null || bytes.length > MASK.length) return null;
  return String.fromCharCode(...bytes.map((byte, at) => byte ^ (MASK[at] ?? 0)));
}
