/**
 * `halfminute export`: the vault's accounts in another app's file. Runs under Node.
 * The rules: what the format cannot hold is named, and success is said only after our own reader gave the same accounts back.
 */

import { FILE_BYTES_MAX } from '../formats/limits.ts';
import {
  type ExportPlan,
  planExport,
  readBackExport,
  type WrittenExport,
  writeExport,
} from '../formats/write-export.ts';
import { WRITERS } from '../formats/writers.ts';
import type { WritableAccount } from '../formats/writing.ts';
import type { Account } from '../otp/account.ts';
import { readWholeFile, realFiles } from '../vault/atomic-file.ts';
import { replaceChosenFile } from '../vault/chosen-file.ts';
import type { Session } from '../vault/session.ts';
import { accountsOf, quarantinedOf, type Vault } from '../vault/vault.ts';
import { accountsMatching, nothingFound } from './account-query.ts';
import { FORCE, refuseTarget } from './backup-command.ts';
import { type Command, CommandFailure, type OptionSpecification, UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { choiceOption, FILE_PASSWORD_FILE, textOption } from './options.ts';
import { PAPER_FORMATS, planPaperExport, writePaper } from './paper-export.ts';
import { PAPER_SIZES } from './paper-page.ts';
import { newPassword, optionPassword } from './password-input.ts';
import { counted, fullName, print } from './print.ts';
import { openVault } from './vault-place.ts';

const WRITER_IDS = WRITERS.map(({ id }) => id);
const FORMAT_IDS: readonly string[] = [...WRITER_IDS, ...PAPER_FORMATS];
const ENCRYPTED_IDS: readonly string[] = [
  ...WRITERS.filter(({ isEncrypted }) => isEncrypted).map(({ id }) => id),
  'paper-encrypted',
];
const PAPER_SIZE: OptionSpecification = {
  name: 'paper-size',
  value: 'SIZE',
  summary: 'of a paper vault: a4 (as a rule) or letter',
  completion: PAPER_SIZES,
};

const FORMAT: OptionSpecification = {
  name: 'format',
  value: 'F',
  summary: `one of: ${FORMAT_IDS.join(', ')}`,
  completion: FORMAT_IDS,
};
const OUT: OptionSpecification = {
  name: 'out',
  value: 'FILE',
  summary: 'the file to write',
  completion: 'file',
};

export const exportCommand: Command = {
  name: 'export',
  operands: '[QUERY]',
  operandCount: { min: 0, max: 1 },
  summary: "Write accounts as another app's file or a paper vault: all, or those that QUERY fits.",
  details: [
    `Encrypted formats are ${ENCRYPTED_IDS.join(', ')}: their password is asked for twice, or comes from --file-password-file. Every other one holds the secrets for everybody to read who gets at the file.`,
    'The file is read again and compared before it counts. For a copy to restore from, use "halfminute backup".',
    'paper-encrypted and paper-plain are pages of QR codes (HTML) to print: open the file in a browser and print it. They restore from photos or scans.',
  ],
  options: [
    FORMAT,
    OUT,
    FILE_PASSWORD_FILE,
    PAPER_SIZE,
    { name: 'dry-run', summary: 'say what the format cannot hold, and write nothing' },
    FORCE,
  ],
  async run([query = ''], options, streams) {
    const format = choiceOption(options, FORMAT.name, FORMAT_IDS);
    const isDryRun = options.has('dry-run');
    const file = textOption(options, OUT.name);
    if (format === undefined) throw new UsageError(`export needs --format, ${FORMAT.summary}`);
    if (file === undefined && !isDryRun) throw new UsageError('export needs --out FILE');
    if (file !== undefined && !isDryRun) await refuseTarget(file, options);
    const isEncrypted = ENCRYPTED_IDS.includes(format);
    const given =
      isEncrypted && !isDryRun ? await optionPassword(options, FILE_PASSWORD_FILE.name, streams) : undefined;
    const { session } = await openVault(options, streams);
    const accounts = accountsMatching(accountsOf(session.vault), query);
    if (accounts.length === 0) throw nothingFound();
    const paper = PAPER_FORMATS.find((each) => each === format);
    // Records that cannot be read fit no query; a whole vault on encrypted paper takes them along.
    const some = query === '' ? session.vault : withOnly(session.vault, accounts);
    const unreadableCount =
      paper === 'paper-encrypted' && query === '' ? 0 : quarantinedOf(session.vault).length;
    const plan = paper === undefined ? planExport(format, accounts) : planPaperExport(paper, some);
    let sizeBytes: number | null = null;
    if (!isDryRun && file !== undefined) {
      if (await session.store.isSameFile(file)) throw new UsageError("that is the vault's own file");
      const password = isEncrypted
        ? (given ?? (await newPassword(options, FILE_PASSWORD_FILE.name, 'Password for the file: ', streams)))
        : undefined;
      if (password === undefined)
        streams.errors.write('halfminute: the file is not encrypted: whoever gets it can make your codes\n');
      const size = choiceOption(options, PAPER_SIZE.name, PAPER_SIZES) ?? 'a4';
      sizeBytes =
        paper === undefined
          ? await writeProved(session, { file, format, accounts: plan.held, password })
          : await writePaper(session, some, { file, password: password ?? null, size });
    }
    const answer = { format, file: isDryRun ? null : file, sizeBytes, unreadableCount, ...reportOf(plan) };
    print(streams, options, answer, linesOf(answer));
    if (plan.leftOut.length > 0 || (query === '' && unreadableCount > 0)) return EXIT.someSkipped;
    return EXIT.done;
  },
};

/** The vault with these of its accounts alone. */
function withOnly(vault: Vault, accounts: readonly Account[]): Vault {
  const ids = new Set(accounts.map(({ id }) => id));
  const entries = vault.entries.filter((entry) => entry.kind === 'account' && ids.has(entry.account.id));
  return { ...vault, entries };
}

/** Writes the file, reads it from the disk and compares. @throws CommandFailure `export-not-verified`; CodedError from writing. */
async function writeProved(
  { store }: Session,
  {
    file,
    format,
    accounts,
    password,
  }: {
    readonly file: string;
    readonly format: string;
    readonly accounts: readonly WritableAccount[];
    readonly password: string | undefined;
  },
): Promise<number> {
  const nowMs = Date.now();
  const written = await writeExport(format, accounts, {
    nowMs,
    ...(password === undefined ? {} : { password }),
  });
  await replaceChosenFile(store, file, written.bytes);
  if (!(await isReadBack(written, file, password)))
    throw new CommandFailure(
      'export-not-verified',
      EXIT.notUnderstood,
      'the file was written, but does not give the same accounts when it is read',
    );
  return written.bytes.length;
}

async function isReadBack(
  written: WrittenExport,
  file: string,
  password: string | undefined,
): Promise<boolean> {
  const bytes = await readWholeFile(file, FILE_BYTES_MAX, realFiles);
  const { matchedCount, totalCount } = await readBackExport(written, bytes, password);
  return matchedCount === totalCount;
}

interface Report {
  readonly accountCount: number;
  readonly leftOut: readonly { readonly issuer: string; readonly account: string; readonly reason: string }[];
  readonly lessened: readonly {
    readonly issuer: string;
    readonly account: string;
    readonly lost: readonly string[];
  }[];
}

function reportOf({ held, leftOut, lessened }: Pick<ExportPlan, 'held' | 'leftOut' | 'lessened'>): Report {
  const named = ({ issuer, accountName }: WritableAccount) => ({ issuer, account: accountName });
  return {
    accountCount: held.length,
    leftOut: leftOut.map(({ account, reason }) => ({ ...named(account), reason })),
    lessened: lessened.map(({ account, lost }) => ({ ...named(account), lost })),
  };
}

function linesOf({
  file,
  unreadableCount,
  ...report
}: Report & {
  readonly file: string | null | undefined;
  readonly unreadableCount: number;
}): readonly string[] {
  const count = counted(report.accountCount, 'account');
  return [
    ...report.leftOut.map((each) => `left out  ${fullName(each)}: ${each.reason}`),
    ...report.lessened.map((each) => `without   ${fullName(each)}: ${each.lost.join(', ')}`),
    ...(unreadableCount > 0
      ? [`left out  ${counted(unreadableCount, 'record')} of the vault that cannot be read`]
      : []),
    file ? `Wrote ${file}: ${count}, read again and compared.` : `${count} would be written.`,
  ];
}
