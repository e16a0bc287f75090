/**
 * FreeOTP 1 (its preferences, also FreeOTP+'s) and the FreeOTP+ JSON export. Runs in the vault process and under Node.
 * The rule: see freeotp-token.ts for counters.
 */
import { isPreferences, readPreferences } from './android-preferences.ts';
import { EntryCollector } from './entry-collector.ts';
import { accountFromToken, tokenName } from './freeotp-token.ts';
import { field, hasFields, isRecord, listField } from './json-fields.ts';
import { accountFromUri } from './key-uri-entry.ts';
import type { Format } from './reading.ts';
import { parseJson } from './source-file.ts';

const TOKEN_ORDER = 'tokenOrder';

export const freeOtpPlus: Format = {
  id: 'freeotpplus-json',
  app: 'FreeOTP+',
  detect(file) {
    const tokens = field(file.json, 'tokens');
    if (!Array.isArray(tokens)) return 'no';
    const isExport =
      hasFields(file.json, TOKEN_ORDER) || tokens.some((token) => hasFields(token, 'secret', 'label'));
    return isExport ? 'yes' : 'no';
  },
  async read(file) {
    const collector = new EntryCollector();
    for (const token of listField(file.json, 'tokens'))
      collector.add(tokenName(token), token, () => accountFromToken(token, 1));
    return collector.reading('freeotpplus-json');
  },
};

export const freeOtpPreferences: Format = {
  id: 'freeotp-v1-prefs-xml',
  app: 'FreeOTP',
  detect: (file) =>
    isPreferences(file) && /(&quot;|")secret(&quot;|")\s*:\s*\[|>\s*otpauth:\/\//.test(file.text ?? '')
      ? 'yes'
      : 'no',
  async read(file) {
    const collector = new EntryCollector();
    for (const [key, value] of readPreferences(file, 'freeotp-v1-prefs-xml')) {
      const token = parseJson(value);
      if (key === TOKEN_ORDER) continue;
      // The oldest versions kept Key URIs.
      if (value.startsWith('otpauth://')) collector.add(key, value, () => accountFromUri(value));
      else if (isRecord(token)) collector.add(tokenName(token), token, () => accountFromToken(token, 1));
      else if (value.trimStart().startsWith('{')) collector.skip(key, 'damaged', value);
    }
    return collector.reading('freeotp-v1-prefs-xml');
  },
};
