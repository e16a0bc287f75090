/**
 * Paper vaults among the files of `read` and `import`: pictures of their sheets, or texts of their codes. Runs under Node.
 * The rules: codes find each other over all files given, and a set that is not whole gives no account but says what is missing.
 */

import { skipReasonOf } from '../formats/key-uri-entry.ts';
import { findPaperCodes } from '../formats/paper-code.ts';
import { bytesOfSet, collectPaperCodes, type PaperSet } from '../formats/paper-set.ts';
import { picture } from '../formats/picture.ts';
import { FileProblem, type FileProblemCode } from '../formats/problem.ts';
import type { ImportedAccount, Reading, SkippedEntry } from '../formats/reading.ts';
import type { SourceFile } from '../formats/source-file.ts';
import { CodedError, type FailureCode } from '../ipc/failure.ts';
import type { AccountDraft } from '../otp/account.ts';
import { extrasOf } from '../otp/account-extras.ts';
import { findKeyUris } from '../otp/foreign-text.ts';
import { labelOfLine } from '../vault/account-record.ts';
import { openPaper, readPlainPaper } from '../vault/paper.ts';
import { accountsOf, quarantinedOf } from '../vault/vault.ts';

export type ReadPicture = (picture: Uint8Array) => Promise<readonly string[]>;

/** What the files hold of paper vaults. */
export interface PaperFound {
  readonly sets: readonly PaperSet[];
  /** Codes that were misread or altered, or are of another version. */
  readonly faults: readonly FileProblemCode[];
  /** Files that hold something else, too, or nothing of paper. */
  readonly others: readonly SourceFile[];
}

/** Looks for codes in texts and in the QR codes of pictures. */
export async function findPaper(files: readonly SourceFile[], readPicture: ReadPicture): Promise<PaperFound> {
  let sets: readonly PaperSet[] = [];
  const faults: FileProblemCode[] = [];
  const others: SourceFile[] = [];
  for (const file of files) {
    const isPicture = picture.detect(file) === 'yes';
    const text = isPicture ? (await readPicture(file.bytes)).join('\n') : (file.text ?? '');
    const hasPaper = findPaperCodes(text).length > 0;
    if (!hasPaper || findKeyUris(text).length > 0) others.push(file);
    if (!hasPaper) continue;
    const collected = collectPaperCodes(sets, text);
    sets = collected.sets;
    faults.push(...collected.faults.map((fault) => FAULT_PROBLEMS[fault]));
  }
  return { sets, faults, others };
}

const FAULT_PROBLEMS = {
  damaged: 'damaged',
  newer: 'unsupported-version',
  'too-many-sets': 'too-large',
} as const satisfies Record<string, FileProblemCode>;

/**
 * The accounts of a set, or which of its codes are missing.
 * @throws FileProblem `password-needed`, `wrong-password`, `damaged`, `unsupported-version`.
 */
export async function readPaperSet(set: PaperSet, password: string | undefined): Promise<Reading> {
  const format = set.kind === 'E' ? 'halfminute-paper-encrypted' : 'halfminute-paper-plain';
  const bytes = bytesOfSet(set);
  if (bytes === null) return { format, accounts: [], skipped: [], batches: batchesOf(set) };
  if (bytes === 'damaged') throw new FileProblem('damaged', format);
  if (set.kind === 'P') {
    const { drafts, refused } = readPlainPaper(bytes);
    const skipped = refused.map(({ reason, seen }) => ({
      name: seen,
      reason: skipReasonOf(reason),
      content: '',
    }));
    return readingOf(format, drafts, skipped);
  }
  if (password === undefined) throw new FileProblem('password-needed', format);
  try {
    const vault = await openPaper(bytes, password);
    const skipped = quarantinedOf(vault).map(({ line }) => ({
      name: labelOfLine(line),
      reason: 'damaged' as const,
      content: new TextDecoder().decode(line),
    }));
    return readingOf(format, accountsOf(vault), skipped);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new FileProblem(OPENING_PROBLEMS.get(error.code) ?? 'damaged', format, { cause: error });
  }
}

const OPENING_PROBLEMS = new Map<FailureCode, FileProblemCode>([
  ['wrong-password', 'wrong-password'],
  ['vault-newer', 'unsupported-version'],
  ['unusual-work', 'too-costly'],
]);

/** The codes seen, as pages of an export: what prints the missing ones of those prints these. */
function batchesOf({ setId, count, codes }: PaperSet): Reading['batches'] {
  const id = Number.parseInt(setId.slice(0, 8), 16);
  return [...codes.keys()].map((number) => ({ id, size: count, index: number - 1 }));
}

function readingOf(
  format: string,
  drafts: readonly AccountDraft[],
  skipped: readonly SkippedEntry[],
): Reading {
  return { format, accounts: drafts.map(importedOf), skipped, batches: [] };
}

function importedOf({ issuer, accountName, otp, ...rest }: AccountDraft): ImportedAccount {
  const { tags, note, isPinned, lastUsedAtMs, useCount, icon, recoveryCodes, sealedCodes } = extrasOf(rest);
  return {
    issuer,
    accountName,
    otp,
    tags,
    note,
    isPinned,
    isTrashed: false,
    icon: null,
    lastUsedAtMs,
    useCount,
    secretAsWritten: null,
    ours: { icon, recoveryCodes, sealedCodes },
  };
}
