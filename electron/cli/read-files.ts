/**
 * Reads other apps' files that were named on the command line, for `read` and `import`. Runs under Node.
 * The rule: one file that cannot be read is told, and the others are read all the same.
 */
import { createReadStream } from 'node:fs';
import { readFile as readBytes, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { concat } from '../formats/bytes.ts';
import { FILE_BYTES_MAX } from '../formats/limits.ts';
import { FileProblem } from '../formats/problem.ts';
import type { Reading, ReadOptions } from '../formats/reading.ts';
import { readFile } from '../formats/registry.ts';
import { type SourceFile, sourceFile } from '../formats/source-file.ts';
import { uriList } from '../formats/uri-list.ts';
import { COMPANION_BYTES_MAX, COMPANION_NAME, COMPANIONS_MAX } from '../ipc/file-bounds.ts';
import { columnChoice } from './column-choice.ts';
import { type OptionSpecification, type OptionValues, type Streams, UsageError } from './command.ts';
import { knownFileSentence } from './known-files.ts';
import { textOption } from './options.ts';
import { passwordFromFile, promptForPassword } from './password-input.ts';
import { problemSentence } from './problem-sentence.ts';
import { findPaper, readPaperSet } from './read-paper.ts';
import { readPicture } from './read-picture.ts';

/** What messages call the sheets of a paper vault, whichever files they are in. */
const PAPER = 'paper vault';
const CHUNK_BYTES = 1024 * 1024;

/** Instead of columns, for a table of which only the URIs are wanted. */
const NO_COLUMNS = 'none';

export const COLUMNS: OptionSpecification = {
  name: 'columns',
  value: 'LIST',
  summary: 'columns of a table: secret=3,issuer=1,account=2; none: the URIs in it alone',
};

export interface FilesRead {
  /** What the readable files hold together. */
  readonly reading: Reading;
  /** Why the first of the others could not be read; null when all were. */
  readonly failure: FileProblem | null;
}

/**
 * Reads files together: pages of one export find each other.
 * @param passwordOption name of the option that says where the files' password comes from.
 * @throws UsageError when one cannot be opened.
 */
export async function readFiles(
  names: readonly string[],
  options: OptionValues,
  passwordOption: string,
  streams: Streams,
): Promise<FilesRead> {
  const passwordFile = textOption(options, passwordOption);
  const password = passwordFile === undefined ? undefined : await passwordFromFile(passwordFile, streams);
  const files = await Promise.all(names.map(openFile));
  const readings: Reading[] = [];
  let failure: FileProblem | null = null;
  const attempt = async (name: string, read: () => Promise<Reading>, file: SourceFile | null = null) => {
    try {
      readings.push(await read());
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      const hint = error.code === 'password-needed' ? ` with --${passwordOption}` : '';
      const sentence = (file && knownFileSentence(file.bytes)) ?? `${problemSentence(error.code)}${hint}`;
      streams.errors.write(`halfminute: ${name}: ${sentence}\n`);
      failure ??= error;
    }
  };
  const paper = await findPaper(files, readPicture);
  for (const [at, file] of files.entries()) {
    const name = names[at] ?? '';
    const others = files.filter((_, other) => other !== at);
    if (!paper.others.includes(file)) continue;
    const companions = [...others, ...(await companionsBeside(name))];
    const fileOptions = { ...baseOptions(options, password), companions };
    await attempt(
      name,
      () => {
        if (knownFileSentence(file.bytes) !== null) throw new FileProblem('not-recognised');
        return askingPassword(file.name, fileOptions, streams, (asked) => readFile(file, asked));
      },
      file,
    );
  }
  for (const fault of paper.faults) {
    await attempt(PAPER, async () => {
      throw new FileProblem(fault, 'halfminute-paper');
    });
  }
  for (const set of paper.sets) {
    await attempt(PAPER, () =>
      askingPassword(PAPER, baseOptions(options, password), streams, (asked) =>
        readPaperSet(set, asked.password),
      ),
    );
  }
  return { reading: merged(readings, failure), failure };
}

function baseOptions(options: OptionValues, password: string | undefined): ReadOptions {
  const columns = textOption(options, 'columns');
  return {
    readPicture,
    ...(password === undefined ? {} : { password }),
    asksFormat: true,
    ...(columns === NO_COLUMNS ? { format: uriList.id } : {}),
    ...(columns !== undefined && columns !== NO_COLUMNS ? { columns: columnChoice(columns) } : {}),
  };
}

/** Reads, and asks for the password of what is read where that can be asked. */
async function askingPassword(
  name: string,
  options: ReadOptions,
  streams: Streams,
  read: (options: ReadOptions) => Promise<Reading>,
): Promise<Reading> {
  try {
    return await read(options);
  } catch (error) {
    if (!(error instanceof FileProblem) || error.code !== 'password-needed') throw error;
    const password = await promptForPassword(`Password of ${name}: `, streams);
    if (password === null) throw error;
    return await read({ ...options, password });
  }
}

/** @throws UsageError when the file cannot be opened. */
async function openFile(file: string): Promise<SourceFile> {
  try {
    // Pipes and devices say no size and may have no end: one byte too many is enough to call a file too large.
    const chunks: Uint8Array[] = [];
    for await (const chunk of createReadStream(file, { end: FILE_BYTES_MAX, highWaterMark: CHUNK_BYTES }))
      chunks.push(chunk);
    return sourceFile(concat(...chunks), path.basename(file));
  } catch (error) {
    // A URI given by mistake holds its secret.
    if (file.includes('://')) throw new UsageError('a URI is no file: give it to "halfminute add"');
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`${file}: cannot be opened (${code})`, { cause: error });
  }
}

/** The plain name before others that end like it: the bound on all of them must not leave it out. */
const manifestFirst = (one: string, other: string) => one.length - other.length || (one < other ? -1 : 1);

async function companionsBeside(file: string): Promise<readonly SourceFile[]> {
  const folder = path.dirname(file);
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => COMPANION_NAME.test(name) && name !== path.basename(file),
  );
  const companions: SourceFile[] = [];
  let bytesLeft = COMPANION_BYTES_MAX;
  for (const name of names.sort(manifestFirst).slice(0, COMPANIONS_MAX)) {
    const companion = path.join(folder, name);
    const details = await stat(companion).catch(() => null);
    if (!details?.isFile() || details.size > bytesLeft) continue;
    companions.push(sourceFile(new Uint8Array(await readBytes(companion)), name));
    bytesLeft -= details.size;
  }
  return companions;
}

/** What several files hold together; pages of one export find each other. */
function merged(readings: readonly Reading[], failure: FileProblem | null): Reading {
  const formats = [...new Set(readings.map((reading) => reading.format))];
  return {
    format: formats.length === 0 ? (failure?.format ?? '') : formats.join('+'),
    accounts: readings.flatMap((reading) => reading.accounts),
    skipped: readings.flatMap((reading) => reading.skipped),
    batches: readings.flatMap((reading) => reading.batches),
  };
}
