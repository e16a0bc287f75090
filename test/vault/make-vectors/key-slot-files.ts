/**
 * Vectors about recovery key and keychain slots, opened and refused. Run by make-vectors.mjs.
 * The rule: keys here are fixed and their words written down, so that our encoder is not what they are compared with.
 */
import type { KeySlot } from '../../../electron/vault/key-slot.ts';
import { KEYCHAIN_SLOT, RECOVERY_SLOT, wrapUnderRandomKey } from '../../../electron/vault/random-key-slot.ts';
import { splitRecoveryKey } from '../../../electron/vault/recovery-share.ts';
import type { VectorFile } from './accepted-files.ts';
import {
  type Answer,
  headerWithSlots,
  type Keys,
  sealPlaintext,
  withFlippedBit,
  withHeader,
} from './vector-case.ts';

const steam = {
  id: '0b9a1c52-6f0e-4d57-9c1e-3d1f8f1d0003',
  issuer: 'Steam',
  accountName: 'cid',
  type: 'steam',
  secret: 'JBSWY3DPEHPK3PXP',
  createdAt: 1767323045000,
  updatedAt: 1767323045001,
};

/** BIP-39's own vector of 32 bytes 7f. */
const KEY = Buffer.alloc(32, 0x7f);
const PART = 'legal winner thank year wave sausage worth useful';
const WORDS = `${PART} ${PART} legal winner thank year wave sausage worth title`;
/** 32 bytes 80. */
const OTHER_PART = 'letter advice cage absurd amount doctor acoustic avoid';
const OTHER_WORDS = `${OTHER_PART} ${OTHER_PART} letter advice cage absurd amount doctor acoustic bless`;

const numbered = WORDS.split(' ')
  .map((word, index) => `${index + 1}. ${word.slice(0, 4).toUpperCase()}`)
  .join('\r\n');

/** The keychain's key; nothing opens with it here. */
const KEYCHAIN_KEY = Buffer.alloc(32, 0x33);

export async function keySlotFiles(password: string, { masterKey, slots }: Keys): Promise<VectorFile[]> {
  const passwordSlot = slots[0] as KeySlot;
  const recoverySlot = wrapUnderRandomKey(RECOVERY_SLOT, masterKey, KEY);
  const keychainSlot = wrapUnderRandomKey(KEYCHAIN_SLOT, masterKey, KEYCHAIN_KEY);
  const plaintext = Buffer.alloc(4096, '\n');
  plaintext.write(`{"revision":7}\n${JSON.stringify(steam)}`);
  const sealed = (...with_: KeySlot[]) => sealPlaintext({ masterKey, slots: with_ }, plaintext);
  const both = sealed(passwordSlot, recoverySlot);
  const shares = (await splitRecoveryKey(KEY, 2, 3)).map((words) => words.join(' '));
  const otherShares = (await splitRecoveryKey(Buffer.alloc(32, 0x80), 2, 3)).map((words) => words.join(' '));
  const [first = '', , third = ''] = shares;

  const opened = (name: string, bytes: Uint8Array, types: number[], by: Partial<VectorFile>): VectorFile => ({
    name,
    ...by,
    answer: 'opened',
    revision: 7,
    slots: types,
    accounts: [steam],
    quarantined: [],
    bytes,
  });
  const refused = (
    name: string,
    answer: Answer,
    bytes: Uint8Array,
    texts: readonly string[],
  ): VectorFile => ({
    name,
    recoveryTexts: texts,
    answer,
    bytes,
  });
  /** A slot that the words open, around a master key of somebody else. */
  const foreignSlot = wrapUnderRandomKey(RECOVERY_SLOT, Buffer.alloc(32, 1), KEY);
  /** A second recovery slot, of another key: a reader tries each. */
  const recoverySlotOfOther = wrapUnderRandomKey(RECOVERY_SLOT, masterKey, Buffer.alloc(32, 0x80));
  const odd = { type: RECOVERY_SLOT, body: Buffer.from('of a version to come') };
  const swapped = WORDS.replace('legal winner', 'winner legal');
  const misspelt = WORDS.replace('title', 'titel');

  return [
    opened('recovery-key', both, [1, 2], { recoveryTexts: [WORDS] }),
    opened('recovery-key-typed', both, [1, 2], { recoveryTexts: [numbered] }),
    opened('recovery-key-alone', sealed(recoverySlot), [2], { recoveryTexts: [WORDS] }),
    opened('recovery-key-beside-others', sealed(odd, recoverySlotOfOther, recoverySlot), [2, 2, 2], {
      recoveryTexts: [WORDS],
    }),
    opened('recovery-shares', both, [1, 2], { recoveryTexts: [third, first] }),
    opened('recovery-shares-more-than-needed', both, [1, 2], { recoveryTexts: shares }),
    opened('keychain-slot', sealed(passwordSlot, keychainSlot, recoverySlot), [1, 3, 2], { password }),
    opened('recovery-slot-of-other-length', sealed(passwordSlot, odd), [1, 2], { password }),

    refused('wrong-recovery-key', 'wrong recovery key', both, [OTHER_WORDS]),
    refused('wrong-recovery-shares', 'wrong recovery key', both, otherShares.slice(1)),
    refused('no-recovery-key', 'no recovery key', sealed(passwordSlot, keychainSlot), [WORDS]),
    refused('no-recovery-key-of-this-version', 'no recovery key', sealed(passwordSlot, odd), [WORDS]),
    { name: 'no-password', password, answer: 'no password', bytes: sealed(recoverySlot) },
    refused('recovery-words-swapped', 'invalid recovery key', both, [swapped]),
    refused('recovery-word-misspelt', 'invalid recovery key', both, [misspelt]),
    refused('recovery-word-missing', 'invalid recovery key', both, [WORDS.replace('title', '')]),
    refused('recovery-shares-too-few', 'invalid recovery key', both, [third]),
    refused('recovery-share-twice', 'invalid recovery key', both, [third, third]),
    refused('recovery-shares-of-two-keys', 'invalid recovery key', both, [third, otherShares[0] ?? '']),
    refused('flipped-recovery-slot', 'damaged', withFlippedBit(both, 52 + 86 + 4 + 30), [WORDS]),
    refused(
      'forged-recovery-slot',
      'damaged',
      withHeader(both, null, (header) => headerWithSlots(header, [passwordSlot, foreignSlot])),
      [WORDS],
    ),
  ];
}
