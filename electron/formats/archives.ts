/**
 * Exports that come as a zip: 1Password, Proton Pass, Raivo, Authenticator Plus, WinAuth. Runs in the vault process and under Node.
 * The rule: which app wrote it is told by the names inside, and those are compared, never used as paths.
 */

import { UNPACKED_BYTES_MAX } from './limits.ts';
import { ONE_PASSWORD_FILE, readOnePassword } from './one-password.ts';
import { FileProblem } from './problem.ts';
import { PROTON_PASS_FILE, PROTON_PASS_SEALED_FILE, readProtonPass } from './proton-pass.ts';
import { RAIVO_FILE, readRaivo } from './raivo.ts';
import type { Format, Reading } from './reading.ts';
import { decodeText, parseJson } from './source-file.ts';
import { readUriText } from './uri-list.ts';
import { isZip, openZip } from './zip.ts';

const AUTHENTICATOR_PLUS_FILE = 'Accounts.txt';
/** What a text of no known name is taken for; a known one beside it counts. */
const ANY_LIST = 'winauth-zip';

interface Content {
  readonly format: string;
  readonly read: (text: string) => Reading;
}

export const archive: Format = {
  id: 'zip',
  app: '1Password, Proton Pass, Raivo OTP, Authenticator Plus, WinAuth',
  detect: (file) => (isZip(file.bytes) ? 'yes' : 'no'),
  async read(file, options) {
    const zip = await openZip(file.bytes, 'zip');
    if (zip.names.includes(PROTON_PASS_SEALED_FILE)) throw new FileProblem('openpgp', 'proton-pass-zip');
    const contents = zip.names.map(contentOf).filter((content) => content !== null);
    const first = contents.find(({ format }) => format !== ANY_LIST) ?? contents[0];
    if (!first) throw new FileProblem('not-recognised');
    const { format } = first;
    const named = await openZip(file.bytes, format);
    const readings: Reading[] = [];
    let bytesLeft = UNPACKED_BYTES_MAX;
    // Lists may be several; of the apps' own files there is one of a name.
    for (const name of zip.names.filter((each) => contentOf(each)?.format === format)) {
      const bytes = await named.read(name, options);
      bytesLeft -= bytes.length;
      if (bytesLeft < 0) throw new FileProblem('too-large', format);
      const text = decodeText(bytes);
      // ZipCrypto tells only 255 of 256 wrong passwords; what is left comes out as noise.
      if (text === null) throw new FileProblem(zip.isEncrypted(name) ? 'wrong-password' : 'damaged', format);
      readings.push(first.read(text));
    }
    return {
      format,
      accounts: readings.flatMap(({ accounts }) => accounts),
      skipped: readings.flatMap(({ skipped }) => skipped),
      batches: readings.flatMap(({ batches }) => batches),
    };
  },
};

function contentOf(name: string): Content | null {
  if (name === ONE_PASSWORD_FILE) return jsonContent('1password-1pux', readOnePassword);
  if (name === PROTON_PASS_FILE) return jsonContent('proton-pass-zip', readProtonPass);
  if (name === RAIVO_FILE) return jsonContent('raivo-zip', readRaivo);
  if (name === AUTHENTICATOR_PLUS_FILE) return { format: 'authenticator-plus-zip', read: readUriText };
  return /\.txt$/i.test(name) ? { format: ANY_LIST, read: readUriText } : null;
}

function jsonContent(format: string, read: (json: unknown, format: string) => Reading): Content {
  return {
    format,
    read(text) {
      const json = parseJson(text);
      if (json === undefined) throw new FileProblem('damaged', format);
      return read(json, format);
    },
  };
}
