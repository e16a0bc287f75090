/**
 * The fake's other app: its export is JSON with the answer that a test wants. Runs in the page under test.
 * The rule: a file without it is of no known format.
 */
import type {
  Authenticator,
  FileProblemCode,
  ImportAnswer,
  LeftOutEntry,
  Review,
} from '../../electron/ipc/contract.ts';
import { failed, fine } from './fake-memory.ts';
import { type FakeAccount, fakeAccount } from './fake-vault.ts';

/** What a test writes into a file. */
export interface FakeExport {
  readonly fakeExport: readonly Partial<FakeAccount>[];
  readonly password?: string;
  /** Opening it goes on until it is cancelled. */
  readonly isEndless?: boolean;
  readonly leftOut?: readonly LeftOutEntry[];
  readonly problem?: FileProblemCode;
  readonly hasWriteAheadLog?: boolean;
  /** Headings of a table whose columns have to be told. */
  readonly columns?: readonly string[];
  /** Ids of formats that both fit. */
  readonly formats?: readonly string[];
}

interface Asked {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly password: string | null;
  readonly columns?: { readonly secret: number } | undefined;
  readonly format?: string | undefined;
}

const FORMAT = 'fake-json';

/** `import.*`: an endless export, its password once given, waits for `cancel`. */
export function createFakeImport(
  startReview: (accounts: readonly FakeAccount[]) => Review,
): Authenticator['import'] {
  let cancel = () => {};
  return {
    open: (argument) =>
      read(argument.bytes)?.isEndless && argument.password !== null
        ? new Promise((resolve) => {
            cancel = () => resolve(failed('cancelled'));
          })
        : Promise.resolve(fine(openFakeExport(argument, startReview))),
    saveReport: async () => fine({ fileName: 'report.txt' }),
    iconPack: async ({ bytes }) => {
      const pack = readPack(bytes);
      if (!pack) return failed('unsupported-file');
      const icons = pack.map(({ title, issuers, svg }) => ({
        title,
        issuers,
        mediaType: 'image/svg+xml',
        bytes: new TextEncoder().encode(svg),
      }));
      return fine({ name: 'Fake pack', icons });
    },
    cancel: async () => {
      cancel();
      return fine(null);
    },
  };
}

function openFakeExport(
  { bytes, fileName, password, columns, format }: Asked,
  startReview: (accounts: readonly FakeAccount[]) => Review,
): ImportAnswer {
  const isPicture = /\.png$/i.test(fileName);
  const refuse = (problem: FileProblemCode, names: readonly string[] = []): ImportAnswer => ({
    kind: 'problem',
    problem,
    hasWriteAheadLog: found?.hasWriteAheadLog ?? false,
    format: isPicture ? 'qr-picture' : FORMAT,
    columns: names,
    formats: problem === 'format-needed' ? (found?.formats ?? []) : [],
  });
  const found = read(bytes);
  if (!found) return refuse('not-recognised');
  if (found.problem) return refuse(found.problem);
  if (found.password !== undefined && password === null) return refuse('password-needed');
  if (found.password !== undefined && password !== found.password) return refuse('wrong-password');
  if (found.formats && !format) return refuse('format-needed');
  if (found.columns && !columns) return refuse('columns-needed', found.columns);
  return {
    kind: 'review',
    format: FORMAT,
    hasWriteAheadLog: found.hasWriteAheadLog ?? false,
    review: { ...startReview(found.fakeExport.map(fakeAccount)), leftOut: found.leftOut ?? [] },
  };
}

function read(bytes: Uint8Array): FakeExport | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && 'fakeExport' in value
      ? (value as FakeExport)
      : null;
  } catch {
    return null;
  }
}

/** An icon of the fake's pack, which is JSON and no zip. */
export interface FakePackIcon {
  readonly title: string;
  readonly issuers: readonly string[];
  readonly svg: string;
}

function readPack(bytes: Uint8Array): readonly FakePackIcon[] | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
