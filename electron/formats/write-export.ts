/**
 * Writes accounts as another app's file and proves it by reading it back. Runs in the vault process and under Node.
 * The rules: what the format cannot hold is told before writing, and a file is good only when our own reader,
 * which knows nothing of the writer, gives the same accounts in the same order.
 */
import { isSameOtp } from '../otp/likeness.ts';
import { FileProblem } from './problem.ts';
import type { ImportedAccount } from './reading.ts';
import { readFile } from './registry.ts';
import { sourceFile } from './source-file.ts';
import { WRITERS } from './writers.ts';
import type { LeftOutReason, LostPart, WritableAccount, WriteOptions, Writer } from './writing.ts';

export interface LeftOutAccount {
  readonly account: WritableAccount;
  readonly reason: LeftOutReason;
}

export interface LessenedAccount {
  readonly account: WritableAccount;
  readonly lost: readonly LostPart[];
}

/** What would be in the file; every account is in `held` or in `leftOut`. */
export interface ExportPlan {
  readonly writer: Writer;
  readonly held: readonly WritableAccount[];
  readonly leftOut: readonly LeftOutAccount[];
  /** Accounts among `held` that lose something. */
  readonly lessened: readonly LessenedAccount[];
}

export interface WrittenExport extends ExportPlan {
  readonly bytes: Uint8Array;
  /** Suggested, without a folder. */
  readonly fileName: string;
}

/** The writer of that id. @throws RangeError when there is none. */
export function writerOf(formatId: string): Writer {
  const writer = WRITERS.find(({ id }) => id === formatId);
  if (writer === undefined) throw new RangeError('no such format is written');
  return writer;
}

/** What a file of that format would hold, and what not. @throws RangeError for an unknown format. */
export function planExport(formatId: string, accounts: readonly WritableAccount[]): ExportPlan {
  const writer = writerOf(formatId);
  const held: WritableAccount[] = [];
  const leftOut: LeftOutAccount[] = [];
  const lessened: LessenedAccount[] = [];
  const identities = new Set<string>();
  for (const account of accounts) {
    const judged = writer.whatItCannotHold(account);
    const identity = writer.identityOf?.(account);
    const isTaken = identity !== undefined && identities.has(identity);
    const reason = judged.leftOut ?? (isTaken ? 'same-secret' : null);
    if (reason !== null) {
      leftOut.push({ account, reason });
      continue;
    }
    if (identity !== undefined) identities.add(identity);
    held.push(account);
    if (judged.lost.length > 0) lessened.push({ account, lost: judged.lost });
  }
  return { writer, held, leftOut, lessened };
}

/**
 * Writes a file of that format. Nothing is promised before `readBackExport` has been asked.
 * @throws RangeError for an unknown format; FileProblem `empty` when no account fits, `password-needed`, `cancelled`.
 */
export async function writeExport(
  formatId: string,
  accounts: readonly WritableAccount[],
  options: WriteOptions,
): Promise<WrittenExport> {
  const plan = planExport(formatId, accounts);
  if (plan.held.length === 0) throw new FileProblem('empty', formatId);
  const bytes = await plan.writer.write(plan.held, options);
  return { ...plan, bytes, fileName: plan.writer.fileName };
}

/**
 * Reads a written file with our own reader and counts the accounts that come back as they went in.
 * @param bytes the file as it was found where it was written to.
 * @returns `matchedCount` equals `totalCount` when the file is good; extra entries count as none matched.
 * @throws FileProblem when it cannot be read at all.
 */
export async function readBackExport(
  { held, lessened, fileName }: WrittenExport,
  bytes: Uint8Array,
  password?: string,
): Promise<{ readonly matchedCount: number; readonly totalCount: number }> {
  const reading = await readFile(sourceFile(bytes, fileName), password === undefined ? {} : { password });
  const lostBy = new Map(lessened.map(({ account, lost }) => [account, lost]));
  const isWhole = reading.accounts.length === held.length && reading.skipped.length === 0;
  const matched = held.filter((account, index) => {
    const back = reading.accounts[index];
    return back !== undefined && isSameAccount(account, back, lostBy.get(account) ?? []);
  });
  return { matchedCount: isWhole ? matched.length : 0, totalCount: held.length };
}

/** All of it but the parts that were named as lost. */
function isSameAccount(written: WritableAccount, back: ImportedAccount, lost: readonly LostPart[]): boolean {
  const isKept = (part: LostPart) => !lost.includes(part);
  const hasSameNames = written.issuer === back.issuer && written.accountName === back.accountName;
  const tags = written.tags ?? [];
  const expectedTags = isKept('more-tags') ? tags : tags.slice(0, 1);
  return (
    isSameOtp(written.otp, back.otp) &&
    (hasSameNames || !isKept('name')) &&
    (!isKept('tags') || isSameSet(expectedTags, back.tags)) &&
    (!isKept('note') || (written.note ?? '') === back.note) &&
    (!isKept('pinned') || (written.isPinned ?? false) === back.isPinned) &&
    (!isKept('icon') || (written.icon ?? null) === null || back.icon !== null)
  );
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each) => right.includes(each));
}
