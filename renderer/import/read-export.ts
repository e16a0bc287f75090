/**
 * Hands another app's export to the vault process and takes its answer. Runs in the page.
 * The rule: the bytes and the password are not kept here, and no given file is left out without a word.
 */
import type { FailureCode, ImportAnswer } from '../../electron/ipc/contract.ts';
import {
  COMPANION_BYTES_MAX,
  COMPANION_NAME,
  COMPANIONS_MAX,
  FILE_BYTES_MAX,
  FILE_NAME_LENGTH_MAX,
} from '../../electron/ipc/file-bounds.ts';
import { authenticator } from '../authenticator.ts';
import { listText, t } from '../locales/text.ts';
import { leftOutSentences } from './left-out.ts';
import { writeAheadLogSentence } from './write-ahead-log.ts';

/** Which columns of a table hold what, from 0; null for none. */
export interface Columns {
  readonly secret: number;
  readonly issuer: number | null;
  readonly accountName: number | null;
}

export interface AskedExport {
  /** The first that is no companion is opened. */
  readonly files: readonly File[];
  readonly password: string | null;
  readonly columns?: Columns | undefined;
  /** One of those that `format-needed` named. */
  readonly format?: string | undefined;
}

export type ExportReview = Extract<ImportAnswer, { kind: 'review' }>['review'];
export type ExportProblem = Extract<ImportAnswer, { kind: 'problem' }>;

export type ReadExport =
  | { readonly kind: 'review'; readonly review: ExportReview; readonly remarks: readonly string[] }
  | (ExportProblem & { readonly remarks: readonly string[] })
  | { readonly kind: 'failure'; readonly code: FailureCode }
  /** The file was moved or its disk is gone. */
  | { readonly kind: 'unreadable' };

export async function readExport({ files, password, columns, format }: AskedExport): Promise<ReadExport> {
  const main = files.find(({ name }) => !COMPANION_NAME.test(name)) ?? files[0];
  if (!main) return { kind: 'unreadable' };
  const companions = files
    .filter((file) => file !== main && COMPANION_NAME.test(file.name))
    .slice(0, COMPANIONS_MAX);
  const companionBytes = companions.reduce((sum, { size }) => sum + size, 0);
  if (main.size > FILE_BYTES_MAX || companionBytes > COMPANION_BYTES_MAX) {
    return { kind: 'failure', code: 'file-too-large' };
  }
  const read = await Promise.all([main, ...companions].map(asForeignFile)).catch(() => null);
  const [first, ...others] = read ?? [];
  if (!first) return { kind: 'unreadable' };
  const result = await authenticator.import.open({
    ...first,
    password,
    companions: others,
    ...(columns ? { columns } : {}),
    ...(format ? { format } : {}),
  });
  if (!result.ok) return { kind: 'failure', code: result.code };
  const log = writeAheadLogSentence(result.value, first.fileName);
  if (result.value.kind === 'problem') return { ...result.value, remarks: log };
  const unopened = files.filter((file) => file !== main && !companions.includes(file));
  return {
    kind: 'review',
    review: result.value.review,
    remarks: [...log, ...unopenedSentence(main, unopened), ...leftOutSentences(result.value.review.leftOut)],
  };
}

const asForeignFile = async (file: File) => ({
  bytes: new Uint8Array(await file.arrayBuffer()),
  fileName: file.name.slice(0, FILE_NAME_LENGTH_MAX),
});

function unopenedSentence(main: File, unopened: readonly File[]): readonly string[] {
  if (unopened.length === 0) return [];
  return [t('import.oneAtATime', { name: main.name, others: listText(unopened.map(({ name }) => name)) })];
}
