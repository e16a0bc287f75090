/**
 * The recovery key that is being set up: shown, not yet confirmed. Runs in the vault process.
 * The rule: it is in no file before two of its words were typed back, and leaves this memory right after.
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { NewRecoveryKey } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { formatKeyNumber, keyNumberOf, makeRandomKey } from '../vault/random-key-slot.ts';
import { RECOVERY_WORDS, wordsOfKey } from '../vault/recovery-key.ts';
import { readWords } from '../vault/word-text.ts';

interface Pending {
  readonly shown: NewRecoveryKey;
  readonly key: Uint8Array;
}

export interface PendingRecovery {
  /** Makes a key, in place of one that was pending. */
  readonly make: () => NewRecoveryKey;
  /** The key, when the words at its positions are these. @throws CodedError `recovery-missing`, `recovery-words-differ`. */
  readonly confirmed: (recoveryId: string, words: readonly string[]) => Uint8Array;
  readonly discard: (recoveryId: string) => void;
}

/** Two different positions from 1 to RECOVERY_WORDS, ascending: not always the first ones, which are easy to keep. */
function choosePositions(): readonly number[] {
  const first = randomInt(RECOVERY_WORDS);
  const second = (first + 1 + randomInt(RECOVERY_WORDS - 1)) % RECOVERY_WORDS;
  return [first + 1, second + 1].sort((left, right) => left - right);
}

export function createPendingRecovery(): PendingRecovery {
  let pending: Pending | null = null;
  return {
    make() {
      const key = makeRandomKey();
      const shown = {
        recoveryId: randomUUID(),
        words: wordsOfKey(key),
        keyNumber: formatKeyNumber(keyNumberOf(key)),
        positions: choosePositions(),
      };
      pending = { shown, key };
      return shown;
    },
    confirmed(recoveryId, typed) {
      if (pending?.shown.recoveryId !== recoveryId) throw new CodedError('recovery-missing');
      const { words, positions } = pending.shown;
      const areRight = positions.every((position, index) => {
        const read = readWords(typed[index] ?? '');
        return 'words' in read && read.words.length === 1 && read.words[0] === words[position - 1];
      });
      if (!areRight) throw new CodedError('recovery-words-differ');
      return pending.key;
    },
    discard(recoveryId) {
      if (pending?.shown.recoveryId === recoveryId) pending = null;
    },
  };
}
