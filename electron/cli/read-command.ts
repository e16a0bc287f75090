/**
 * `halfminute read FILE…`: what another app's file holds, without a vault. Runs under Node.
 * The rule: secrets are printed only with --secrets, and every entry that was left out is named with its reason.
 */
import { readFile as readBytes, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { FILE_BYTES_MAX } from '../formats/limits.ts';
import { FileProblem } from '../formats/problem.ts';
import type { Reading, ReadOptions } from '../formats/reading.ts';
import { readFile } from '../formats/registry.ts';
import { type SourceFile, sourceFile } from '../formats/source-file.ts';
import { columnChoice } from './column-choice.ts';
import { type Command, type OptionValues, type Streams, UsageError } from './command.ts';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { passwordFromFile, promptForPassword } from './password-input.ts';
import { printReading } from './print-reading.ts';
import { problemSentence } from './problem-sentence.ts';
import { readPicture } from './read-picture.ts';

/** A file beside the given one that belongs to it: Steam Desktop Authenticator's manifest.json. */
const COMPANION = /manifest\.json$/i;
const COMPANION_BYTES_MAX = 4 * 1024 * 1024;
const COMPANIONS_MAX = 20;

export const readCommand: Command = {
  name: 'read',
  operands: 'FILE…',
  summary: "Show what another app's file would bring in.",
  options: [
    { name: 'password-file', value: 'FILE', summary: 'take the password from FILE, - for standard input' },
    { name: 'columns', value: 'LIST', summary: 'columns of a table: secret=3,issuer=1,account=2' },
    { name: 'json', summary: 'print JSON' },
    { name: 'secrets', summary: 'print secrets too' },
  ],
  async run(operands, options, streams) {
    if (operands.length === 0) throw new UsageError('read needs a file');
    const passwordFile = options.get('password-file');
    const password =
      typeof passwordFile === 'string' ? await passwordFromFile(passwordFile, streams) : undefined;
    const files = await Promise.all(operands.map(openFile));
    const readings: Reading[] = [];
    let failure: FileProblem | null = null;
    for (const [at, file] of files.entries()) {
      const others = files.filter((_, other) => other !== at);
      const companions = [...others, ...(await companionsBeside(operands[at] ?? ''))];
      try {
        readings.push(await readAsking(file, { ...baseOptions(options, password), companions }, streams));
      } catch (error) {
        if (!(error instanceof FileProblem)) throw error;
        streams.errors.write(`halfminute: ${operands[at]}: ${problemSentence(error.code)}\n`);
        failure ??= error;
      }
    }
    const reading = merged(readings, failure);
    printReading(reading, failure?.code ?? null, options, streams);
    return failure === null ? exitCodeFor(reading) : exitCodeOf(failure.code);
  },
};

function baseOptions(options: OptionValues, password: string | undefined): ReadOptions {
  const columns = options.get('columns');
  return {
    readPicture,
    ...(password === undefined ? {} : { password }),
    ...(typeof columns === 'string' ? { columns: columnChoice(columns) } : {}),
  };
}

/** Reads a file and asks for its password where that can be asked. */
async function readAsking(file: SourceFile, options: ReadOptions, streams: Streams): Promise<Reading> {
  try {
    return await readFile(file, options);
  } catch (error) {
    if (!(error instanceof FileProblem) || error.code !== 'password-needed') throw error;
    const password = await promptForPassword(`Password of ${file.name}: `, streams);
    if (password === null) throw error;
    return await readFile(file, { ...options, password });
  }
}

/** @throws UsageError when the file cannot be opened. */
async function openFile(file: string): Promise<SourceFile> {
  try {
    const { size } = await stat(file);
    // Too large for any reader: its name and one byte too many are enough to say so.
    const bytes =
      size > FILE_BYTES_MAX ? new Uint8Array(FILE_BYTES_MAX + 1) : new Uint8Array(await readBytes(file));
    return sourceFile(bytes, path.basename(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`${file}: cannot be opened (${code})`, { cause: error });
  }
}

async function companionsBeside(file: string): Promise<readonly SourceFile[]> {
  const folder = path.dirname(file);
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => COMPANION.test(name) && name !== path.basename(file),
  );
  const companions: SourceFile[] = [];
  for (const name of names.slice(0, COMPANIONS_MAX)) {
    const companion = path.join(folder, name);
    const details = await stat(companion).catch(() => null);
    if (details?.isFile() && details.size <= COMPANION_BYTES_MAX)
      companions.push(sourceFile(new Uint8Array(await readBytes(companion)), name));
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

function exitCodeFor(reading: Reading): ExitCode {
  if (reading.skipped.length > 0) return EXIT.someSkipped;
  return reading.accounts.length === 0 ? EXIT.nothingFound : EXIT.done;
}
