/**
 * What to say of a database whose newest entries may be in a file beside it. Pure; runs in the page.
 * The rule: it is said whether or not the database gave something.
 */
import type { ImportAnswer } from '../../electron/ipc/contract.ts';
import { t } from '../locales/text.ts';

/** A sentence, or none for any other file. */
export function writeAheadLogSentence(answer: ImportAnswer, name: string): readonly string[] {
  return answer.hasWriteAheadLog ? [t('import.writeAheadLog', { name })] : [];
}
