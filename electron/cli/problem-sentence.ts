/**
 * Why a file gave nothing, in a sentence that says what to do. Runs under Node.
 * The rule: one sentence for each problem; none holds a secret.
 */
import type { FileProblemCode } from '../formats/problem.ts';

const SENTENCES: Readonly<Record<FileProblemCode, string>> = {
  'not-recognised': 'no format that Halfminute knows, and no otpauth:// text or code in it',
  empty: 'the file is empty',
  damaged: 'the file is damaged',
  'too-large': 'the file, or what it unpacks to, is too large',
  'unsupported-version': 'a version of the format that Halfminute does not know',
  'password-needed': 'the file is encrypted: give its password',
  'wrong-password': 'the password does not open it',
  'companion-needed':
    'encrypted by Steam Desktop Authenticator: its manifest.json has to lie beside it or be given too',
  'account-restricted':
    'encrypted for its own app or account: export it again with a password of its own, or without',
  openpgp: 'encrypted with OpenPGP: decrypt it first',
  'not-an-export': "another app's own database: make an export in that app",
  'table-without-rowid':
    'the accounts are in an SQLite table WITHOUT ROWID, which is not read: make an export in that app, or copy the table into an ordinary one (sqlite3: CREATE TABLE plain AS SELECT * FROM it; DROP TABLE it; ALTER TABLE plain RENAME TO it)',
  'too-costly': 'the file asks for more work to derive its key than any real one needs',
  'columns-needed': 'a table of unknown columns: say which hold what with --columns',
  'format-needed':
    'a table, and a list of otpauth:// URIs in it: say which columns hold what with --columns, or --columns none for the URIs alone',
  cancelled: 'cancelled',
};

export function problemSentence(code: FileProblemCode): string {
  return SENTENCES[code];
}
