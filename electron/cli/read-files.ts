/**
 * Reads other apps' files that were named on the command line, for `read` and `import`. Runs under Node.
 * The rule: one file that cannot be read is told, and the others are read all the same.
 */
import { createReadStream } from 'node:fs';
import { readFile as readBytes, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { concat } from '../formats/bytes.ts';
import { FILE_BYTES_MAX } from '../formats/limits.ts';
import { FileProblem, type FileProblemCode } from '../formats/problem.ts';
import type { Reading, ReadOptions } from '../formats/reading.ts';
import { readFile } from '../formats/registry.ts';
import { type SourceFile, sourceFile } from '../formats/source-file.ts';
import { uriList } from '../formats/uri-list.ts';
import { COMPANION_BYTES_MAX, COMPANION_NAME, COMPANIONS_MAX } from '../ipc/file-bounds.ts';
import { columnChoice } from './column-choice.ts';
import { type OptionSpecification, type OptionValues, type Streams, UsageError } from './command.ts';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { knownFileSentence, readFileNotice } from './known-files.ts';
import { textOption } from './options.ts';
import { passwordFromFile, promptForPassword } from './password-input.ts';
import { problemSentence } from './problem-sentence.ts';
import { findPaper, type ReadPicture, readPaperSet } from './read-paper.ts';
import { readPicture as readPictureFile } from './read-picture.ts';
import { whyUnopened } from './why-unopened.ts';

/** What messages call the sheets of a paper vault, whichever files they are in. */
const PAPER = 'paper vault';
const CHUNK_BYTES = 1024 * 1024;
/** Missing, a folder, or not permitted. */
const NOT_OPENED = 'file-unreadable';

/** Instead of columns, for a table of which only the URIs are wanted. */
const NO_COLUMNS = 'none';

export const COLUMNS: OptionSpecification = {
  name: 'columns',
  value: 'LIST',
  summary: 'columns of a table: secret=3,issuer=1,account=2; none: the URIs in it alone',
};

/** Why a file gave nothing: its word in JSON and the exit code. */
export interface FileFailure {
  readonly problem: FileProblemCode | typeof NOT_OPENED;
  readonly exitCode: ExitCode;
}

export interface FilesRead {
  /** What the readable files hold together. */
  readonly reading: Reading;
  /** Why the first of the others could not be read; null when all were. */
  readonly failure: FileFailure | null;
}

/**
 * Reads files together: pages of one export find each other.
 * @param passwordOption name of the option that says where the files' password comes from.
 * @throws UsageError when one is a URI rather than a file.
 */
export async function readFiles(
  names: readonly string[],
  options: OptionValues,
  passwordOption: string,
  streams: Streams,
): Promise<FilesRead> {
  const passwordFile = textOption(options, passwordOption);
  const password = passwordFile === undefined ? undefined : await passwordFromFile(passwordFile, streams);
  const opened = await Promise.all(names.map(openFile));
  const files = opened.flatMap(({ file }) => (file === null ? [] : [file]));
  // Paper is looked for first, and a picture takes seconds.
  const readPicture = eachOnce(readPictureFile);
  const readings: Reading[] = [];
  let format: string | null = null;
  let failure: FileFailure | null = null;
  const attempt = async (name: string, read: () => Promise<Reading>, file: SourceFile | null = null) => {
    const notice = file && readFileNotice(file.bytes, file.name);
    try {
      readings.push(await read());
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      const hint = error.code === 'password-needed' ? ` with --${passwordOption}` : '';
      const sentence = (file && knownFileSentence(file.bytes)) ?? `${problemSentence(error.code)}${hint}`;
      streams.errors.write(`halfminute: ${name}: ${sentence}\n`);
      failure ??= { problem: error.code, exitCode: exitCodeOf(error.code) };
      format ??= error.format;
    }
    // An empty database too: all of its entries may be in the log.
    if (notice !== null) streams.errors.write(`halfminute: ${name}: ${notice}\n`);
  };
  const paper = await findPaper(files, readPicture);
  for (const { name, file, reason } of opened) {
    if (file === null) {
      streams.errors.write(`halfminute: ${name}: cannot be opened: ${reason}\n`);
      failure ??= { problem: NOT_OPENED, exitCode: EXIT.wrongUse };
      continue;
    }
    const others = files.filter((other) => other !== file);
    if (!paper.others.includes(file)) continue;
    const companions = [...others, ...(await companionsBeside(name))];
    const fileOptions = { ...baseOptions(options, password), readPicture, companions };
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
  return { reading: merged(readings, format), failure };
}

/** Reads each picture once, however often it is asked for. */
function eachOnce(read: ReadPicture): ReadPicture {
  const texts = new Map<Uint8Array, Promise<readonly string[]>>();
  return (bytes) => {
    const known = texts.get(bytes) ?? read(bytes);
    texts.set(bytes, known);
    return known;
  };
}

function baseOptions(options: OptionValues, password: string | undefined): ReadOptions {
  const columns = textOption(options, 'columns');
  return {
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

interface Opened {
  readonly name: string;
  /** Null when it cannot be opened. */
  readonly file: SourceFile | null;
  /** Why not, in words. */
  readonly reason: string;
}

/** @throws UsageError when it is a URI. */
async function openFile(name: string): Promise<Opened> {
  try {
    // Pipes and devices say no size and may have no end: one byte too many is enough to call a file too large.
    const chunks: Uint8Array[] = [];
    for await (const chunk of createReadStream(name, { end: FILE_BYTES_MAX, highWaterMark: CHUNK_BYTES }))
      chunks.push(chunk);
    return { name, file: sourceFile(concat(...chunks), path.basename(name)), reason: '' };
  } catch (error) {
    // A URI given by mistake holds its secret.
    if (name.includes('://')) throw new UsageError('a URI is no file: give it to "halfminute add"');
    return { name, file: null, reason: whyUnopened(error) };
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
function merged(readings: readonly Reading[], failedFormat: string | null): Reading {
  const formats = [...new Set(readings.map((reading) => reading.format))];
  return {
    format: formats.length === 0 ? (failedFormat ?? '') : formats.join('+'),
    accounts: readings.flatMap((reading) => reading.accounts),
    skipped: readings.flatMap((reading) => reading.skipped),
    batches: readings.flatMap((reading) => reading.batches),
  };
}
