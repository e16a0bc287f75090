/**
 * Where the command line gets a password from: a file, standard input, or a prompt. Runs under Node.
 * The rule: never from an argument, which every process on the computer can read, and never with echo.
 */
import { readFile } from 'node:fs/promises';
import { type Streams, UsageError } from './command.ts';

const PASSWORD_BYTES_MAX = 64 * 1024;
const END_OF_LINE = /[\r\n]/;
const INTERRUPT = '\u0003';
const END_OF_INPUT = '\u0004';
const ERASE = ['\b', '\u007f'];

/**
 * The password in a file, `-` for standard input; a line break at its end is not part of it.
 * @throws UsageError when it cannot be read.
 */
export async function passwordFromFile(file: string, streams: Streams): Promise<string> {
  try {
    const text = file === '-' ? await readAll(streams.input) : await readFile(file, 'utf8');
    if (text.length <= PASSWORD_BYTES_MAX) return text.replace(/\r?\n$/, '');
  } catch (error) {
    throw new UsageError('the password file cannot be read', { cause: error });
  }
  throw new UsageError('the password file is too large to be one');
}

/** Asks for a password without showing it; null where nobody can be asked or the person gives up. */
export async function promptForPassword(
  question: string,
  { input, errors }: Streams,
): Promise<string | null> {
  if (input.isTTY !== true || input.setRawMode === undefined) return null;
  errors.write(question);
  input.setRawMode(true);
  try {
    let password = '';
    for await (const chunk of input.iterator({ destroyOnReturn: false })) {
      for (const character of String(chunk)) {
        if (character === INTERRUPT || character === END_OF_INPUT) return null;
        if (END_OF_LINE.test(character)) return password;
        password = ERASE.includes(character) ? password.slice(0, -1) : password + character;
      }
    }
    return null;
  } finally {
    input.setRawMode(false);
    input.pause();
    errors.write('\n');
  }
}

async function readAll(input: Streams['input']): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk));
    if (chunks.reduce((length, part) => length + part.length, 0) > PASSWORD_BYTES_MAX) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
