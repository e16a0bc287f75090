/**
 * What a file is that none of our readers takes. Pure.
 * The rule: it says what the person can do: decrypt it first, export it elsewhere, or nothing.
 */
import { startsWith, utf8 } from './bytes.ts';
import { FileProblem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

const OTPCLIENT = utf8('OTPClient');
const OPENPGP_ARMOUR = /^-----BEGIN PGP MESSAGE-----/;

/** The problem with a file that no reader takes. */
export function foreignFile(file: SourceFile): FileProblem {
  if (OPENPGP_ARMOUR.test(file.text ?? '')) return new FileProblem('openpgp');
  // OTPClient's own database; it exports to formats that we read.
  if (startsWith(file.bytes, OTPCLIENT)) return new FileProblem('not-an-export', 'otpclient');
  const isBrokenJson = file.text !== null && file.json === undefined && /^\s*[{[]/.test(file.text);
  return new FileProblem(isBrokenJson ? 'damaged' : 'not-recognised');
}
