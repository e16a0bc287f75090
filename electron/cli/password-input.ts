/**
 * Where the command line gets a password from: a file, standard input, or a prompt. Runs under Node.
 * The rule: never from an argument, which every process on the computer can read, and never with echo.
 */
import { readFile } from 'node:fs/promises';
import { CommandFailure, type OptionValues, type Streams, type Terminal, UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { textOption } from './options.ts';
import { whyUnopened } from './why-unopened.ts';

const TYPED_BYTES_MAX = 64 * 1024;
const INTERRUPT = '\u0003';
const END_OF_INPUT = '\u0004';
const ERASE = ['\b', '\u007f'];
const ERASE_LINE = '\u0015';
const ESCAPE = '\u001b';
/** What arrow and function keys send (ECMA-48 5.4, and SS3 of xterm), a letter with Alt, or Escape by itself. */
const KEY_SEQUENCE = new RegExp(String.raw`${ESCAPE}(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|[^\p{Cc}])?`, 'gu');
const CONTROL = /[^\P{Cc}\t]/u;

/** What came with an answer after its line's end: a person who pastes two lines answers two prompts. */
const typedAhead = new WeakMap<Streams, string>();

/**
 * The password in a file, `-` for standard input; a line break at its end is not part of it.
 * @throws UsageError when it cannot be read.
 */
export async function passwordFromFile(file: string, streams: Streams): Promise<string> {
  // A terminal would show what is typed into it.
  if (file === '-' && streams.input.isTTY === true)
    return (await promptForPassword('Password: ', streams)) ?? '';
  const bytes = await bytesFromFile(file, streams, 'password file');
  try {
    // Leniently read, two passwords of another encoding would be the same one. A mark that an editor put first goes.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '');
  } catch (error) {
    throw new UsageError('the password file is not UTF-8 text', { cause: error });
  }
}

/**
 * The whole text of a file that a person wrote, `-` for standard input.
 * @param what for the message when it cannot be read.
 * @throws UsageError when it cannot be read.
 */
export async function textFromFile(file: string, streams: Streams, what: string): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await bytesFromFile(file, streams, what));
}

async function bytesFromFile(file: string, { input }: Streams, what: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = file === '-' ? await readAll(input) : await readFile(file);
  } catch (error) {
    throw new UsageError(`the ${what} cannot be read: ${whyUnopened(error)}`, { cause: error });
  }
  if (bytes.length > TYPED_BYTES_MAX) throw new UsageError(`the ${what} is too large to be one`);
  return bytes;
}

/**
 * The password of the option, else of the prompt.
 * @throws CommandFailure `password-needed` where nobody can be asked or the person gives up; UsageError.
 */
export async function givenPassword(
  options: OptionValues,
  optionName: string,
  question: string,
  streams: Streams,
): Promise<string> {
  const given = await optionPassword(options, optionName, streams);
  if (given !== undefined) return given;
  const password = await promptForPassword(question, streams);
  if (password === null) throw passwordNeeded(optionName);
  return password;
}

/** The password of the option, before anything is asked for; undefined without the option. @throws as passwordFromFile. */
export async function optionPassword(
  options: OptionValues,
  optionName: string,
  streams: Streams,
): Promise<string | undefined> {
  const file = textOption(options, optionName);
  return file === undefined ? undefined : passwordFromFile(file, streams);
}

/**
 * As `givenPassword`, for a password that is to be kept: at a prompt it is typed twice.
 * @param refuse throws when it will not do, before it is typed again.
 * @throws as givenPassword; as `refuse`.
 */
export async function newPassword(
  options: OptionValues,
  optionName: string,
  question: string,
  streams: Streams,
  refuse: (password: string) => void = () => undefined,
): Promise<string> {
  const password = await givenPassword(options, optionName, question, streams);
  refuse(password);
  if (options.has(optionName)) return password;
  const again = await promptForPassword('The same once more: ', streams);
  if (again === null) throw passwordNeeded(optionName);
  if (again !== password) throw new UsageError('the two passwords differ');
  return password;
}

/**
 * Asks for a password without showing it; null where nobody can be asked or the person ends the input.
 * @throws CommandFailure `cancelled` after Ctrl+C: what was begun must not go on with what is there.
 */
export async function promptForPassword(question: string, streams: Streams): Promise<string | null> {
  if (streams.input.isTTY === true) return askAt(streams.input, question, streams);
  const terminal = streams.openTerminal?.() ?? null;
  if (terminal === null) return null;
  try {
    return await askAt(terminal, question, streams);
  } finally {
    terminal.destroy();
  }
}

async function askAt(input: Terminal, question: string, streams: Streams): Promise<string | null> {
  const { errors } = streams;
  if (input.setRawMode === undefined) return null;
  // Before the question: whoever answers at once must not see it echoed.
  input.setRawMode(true);
  try {
    errors.write(question);
    let line = '';
    for await (const typed of textsTyped(input, streams)) {
      for (const [index, character] of [...typed].entries()) {
        if (character === INTERRUPT) throw interrupted();
        if (character === END_OF_INPUT) return null;
        if (character === '\r' || character === '\n') {
          const rest = [...typed].slice(index + 1).join('');
          typedAhead.set(streams, character === '\r' ? rest.replace(/^\n/, '') : rest);
          return line;
        }
        line = lineAfter(line, character);
      }
    }
    return null;
  } finally {
    input.setRawMode(false);
    input.pause();
    errors.write('\n');
  }
}

/** @throws UsageError: read leniently, two passwords of another encoding would be the same one. */
async function* textsTyped(input: Terminal, streams: Streams): AsyncGenerator<string> {
  const ahead = typedAhead.get(streams);
  typedAhead.delete(streams);
  if (ahead !== undefined && ahead !== '') yield ahead;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const chunk of input.iterator({ destroyOnReturn: false })) {
    let text: string;
    try {
      text = decoder.decode(Buffer.from(chunk), { stream: true });
    } catch (error) {
      throw new UsageError('what was typed is not UTF-8 text', { cause: error });
    }
    yield text.replace(KEY_SEQUENCE, '');
  }
}

function lineAfter(line: string, character: string): string {
  if (ERASE.includes(character)) return [...line].slice(0, -1).join('');
  if (character === ERASE_LINE) return '';
  return CONTROL.test(character) ? line : line + character;
}

function interrupted(): CommandFailure {
  return new CommandFailure('cancelled', EXIT.wrongPassword, 'stopped at the prompt: nothing was changed');
}

function passwordNeeded(optionName: string): CommandFailure {
  const message = `no password was given: type it at a terminal, or use --${optionName}`;
  return new CommandFailure('password-needed', EXIT.wrongPassword, message);
}

async function readAll(input: Streams['input']): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > TYPED_BYTES_MAX) break;
  }
  return Buffer.concat(chunks);
}
