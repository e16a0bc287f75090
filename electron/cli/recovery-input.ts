/**
 * A recovery key, whole or in shares, from a file or typed without echo. Runs under Node.
 * The rule: what is wrong is said exactly, by place and number, and no word is ever repeated.
 */
import { RECOVERY_WORDS, type RecoveryTextProblem, readRecoveryTexts } from '../vault/recovery-key.ts';
import { CommandFailure, type OptionValues, type Streams } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { RECOVERY_FILE, textOption } from './options.ts';
import { promptForPassword, textFromFile } from './password-input.ts';

/** The 32 bytes. @throws CommandFailure `invalid-recovery-key`, `password-needed`; UsageError. */
export async function recoveryKey(options: OptionValues, streams: Streams): Promise<Uint8Array> {
  const file = textOption(options, RECOVERY_FILE.name);
  if (file === undefined) return typedKey(streams);
  const texts = textsOf(await textFromFile(file, streams, 'recovery file'));
  const read = await readRecoveryTexts(texts);
  if (read.kind === 'key') return read.key;
  if (read.kind === 'problem') throw refusal(problemSentence(read.problem, read.textIndex));
  throw refusal(missingSentence(read.shares.length, read.shares[0]?.needed));
}

async function typedKey(streams: Streams): Promise<Uint8Array> {
  const texts: string[] = [];
  for (;;) {
    const question = texts.length === 0 ? 'Recovery key, or a share of it: ' : 'The next share: ';
    const typed = await promptForPassword(question, streams);
    if (typed === null || typed.trim() === '') {
      const message = `no recovery key was given: type it at a terminal, or use --${RECOVERY_FILE.name}`;
      throw new CommandFailure('password-needed', EXIT.wrongPassword, message);
    }
    const read = await readRecoveryTexts([...texts, typed]);
    if (read.kind === 'key') return read.key;
    if (read.kind === 'problem') throw refusal(problemSentence(read.problem, read.textIndex));
    texts.push(typed);
    streams.errors.write(`${missingSentence(texts.length, read.shares[0]?.needed)}\n`);
  }
}

/** One text a line; where lines are shorter than a key, one text a paragraph. */
function textsOf(text: string): readonly string[] {
  const isWhole = (line: string) => line.trim().split(/\s+/).length >= RECOVERY_WORDS;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.every(isWhole)) return lines;
  return text.split(/\r?\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
}

function missingSentence(given: number, needed: number | undefined): string {
  return needed === undefined ? 'there is no recovery key in it' : `${given} of ${needed} shares`;
}

function problemSentence(problem: RecoveryTextProblem, textIndex: number): string {
  const place = `text ${textIndex + 1}`;
  switch (problem.reason) {
    case 'unknown-word':
      return `${place}: word ${problem.wordPosition} is not of the list`;
    case 'word-count':
      return `${place} has ${problem.wordCount} words: a recovery key has ${RECOVERY_WORDS}, a share 32`;
    case 'checksum':
      return `${place}: a word is wrong, or two are swapped`;
    case 'does-not-fit':
      return `${place} does not go with the ones before it`;
    case 'repeated-share':
      return `${place} is a share that was given already`;
  }
}

function refusal(message: string): CommandFailure {
  return new CommandFailure('invalid-recovery-key', EXIT.wrongPassword, message);
}
