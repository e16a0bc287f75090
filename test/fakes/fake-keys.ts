/**
 * The fake's keys: recovery key, shares, keychain, as plain values. Runs in the page under test.
 * The rule: it imitates what the contract promises; its words prove nothing.
 */
import type {
  Authenticator,
  FailureCode,
  KeysState,
  RecoveryReading,
  Result,
} from '../../electron/ipc/contract.ts';

export const FAKE_RECOVERY_WORDS: readonly string[] = [...Array.from({ length: 23 }, () => 'abandon'), 'art'];
/** Any 32 words are a share, and as many shares as this a key. */
const SHARE_WORD_COUNT = 32;
const SHARES_NEEDED = 2;
const UNKNOWN_WORD = 'nonsense';
const POSITIONS = [3, 24];
const COSTS = { memoryKiB: 65536, passes: 3, lanes: 4, step: 1 } as const;

const fine = <Answer>(value: Answer): Result<Answer> => ({ ok: true, value });
const failed = (code: FailureCode) => ({ ok: false, code }) as const;
const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

export interface FakeKeys {
  readonly calls: Authenticator['keys'];
  readonly state: () => KeysState;
  readonly openBy: (openedBy: KeysState['openedBy']) => void;
  readonly read: (texts: readonly string[]) => RecoveryReading;
}

/** @param isPassword whether this is the vault's password. */
export function createFakeKeys(
  isPassword: (password: string) => boolean,
  start: Partial<KeysState> = {},
): FakeKeys {
  let state: KeysState = {
    openedBy: 'password',
    hasPassword: true,
    recoveryKeyNumber: null,
    keychain: 'off',
    isKeychainOffered: true,
    keychainPrompt: 'none',
    kdf: COSTS,
    ...start,
  };
  const change = (part: Partial<KeysState>) => {
    state = { ...state, ...part };
    return fine({ ...state, merge: null });
  };
  return {
    state: () => state,
    openBy: (openedBy) => void change({ openedBy }),
    read(texts) {
      const all = texts.map(wordsIn);
      const last = all.at(-1);
      if (!last) return { kind: 'shares', keyNumber: null, needed: 0, numbers: [] };
      if (last.join(' ') === FAKE_RECOVERY_WORDS.join(' ')) return { kind: 'key' };
      const textIndex = all.length - 1;
      const unknown = last.indexOf(UNKNOWN_WORD);
      if (unknown !== -1) {
        return {
          kind: 'problem',
          textIndex,
          problem: { reason: 'unknown-word', wordPosition: unknown + 1 },
        };
      }
      if (last.length === SHARE_WORD_COUNT) {
        if (all.length === SHARES_NEEDED) return { kind: 'key' };
        const numbers = all.map((_, index) => index + 1);
        return { kind: 'shares', keyNumber: '1A2B-3C4D', needed: SHARES_NEEDED, numbers };
      }
      return { kind: 'problem', textIndex, problem: { reason: 'word-count', wordCount: last.length } };
    },
    calls: {
      state: async () => fine(state),
      measureKdf: async () =>
        fine({
          steps: [
            { step: 1, memoryMiB: 64, passes: 3, measuredMs: 300 },
            { step: 2, memoryMiB: 128, passes: 3, measuredMs: 600 },
          ],
          suggestedStep: 2,
        }),
      makeRecovery: async ({ password }) =>
        isPassword(password)
          ? fine({
              recoveryId: 'fake-recovery',
              words: FAKE_RECOVERY_WORDS,
              keyNumber: '1A2B-3C4D',
              positions: POSITIONS,
            })
          : failed('wrong-password'),
      confirmRecovery: async ({ words }) => {
        const areRight = POSITIONS.every(
          (position, index) => words[index]?.trim().toLowerCase() === FAKE_RECOVERY_WORDS[position - 1],
        );
        return areRight ? change({ recoveryKeyNumber: '1A2B-3C4D' }) : failed('recovery-words-differ');
      },
      discardRecovery: async () => fine(null),
      removeRecovery: async ({ password }) =>
        isPassword(password) ? change({ recoveryKeyNumber: null }) : failed('wrong-password'),
      splitRecovery: async ({ needed, count }) =>
        fine(
          Array.from({ length: count }, (_, index) => ({
            number: index + 1,
            needed,
            count,
            keyNumber: '1A2B-3C4D',
            words: Array.from({ length: 32 }, () => 'zoo'),
          })),
        ),
      startKeychain: async ({ password }) =>
        isPassword(password) ? change({ keychain: 'ready' }) : failed('wrong-password'),
      stopKeychain: async () => change({ keychain: 'off' }),
    },
  };
}
