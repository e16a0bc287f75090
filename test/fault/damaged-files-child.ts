/**
 * Opens damaged and forged vault files one after the other and reports what came of it. Started by damaged-files.test.ts,
 * in a process of its own so that its memory can be told from the tests'.
 * The rule: a file that opens must be one that a save wrote, byte for byte; each is timed from its first byte to its answer.
 *
 * Arguments: how many random mutations, the seed, every how many-th bit is flipped. Prints one JSON object.
 */
import { writeSync } from 'node:fs';
import { CodedError } from '../../electron/ipc/failure.ts';
import {
  headerMac,
  openVaultWithMasterKey,
  openVaultWithRandomKey,
  sealVault,
} from '../../electron/vault/format.ts';
import { RECOVERY_SLOT } from '../../electron/vault/random-key-slot.ts';
import { mutated } from '../formats/mutate.ts';
import { randomFrom, type SeededRandom } from '../formats/seeded-random.ts';
import { withHeader } from '../vault/make-vectors/vector-case.ts';
import { adding, vaultOf } from './prepared-vaults.ts';

const [mutations = 0, seed = 1, stride = 1] = process.argv.slice(2).map(Number);

/** What happened to a group of files. */
interface Tally {
  files: number;
  opened: number;
  wrongSuccesses: number;
  /** Answers that are no code of ours. */
  crashes: string[];
  longestMs: number;
  readonly answers: Record<string, number>;
}
const tallyOf = (): Tally => ({
  files: 0,
  opened: 0,
  wrongSuccesses: 0,
  crashes: [],
  longestMs: 0,
  answers: {},
});

/** Two saves of one vault, so that parts of both can be put together under the same key. */
function family(accountCount: number) {
  const opened = vaultOf(accountCount);
  const next = { ...opened, vault: adding('one more')({ ...opened.vault, revision: 2 }) };
  const files = [sealVault(opened), sealVault(opened), sealVault(next)];
  return { ...opened, files, genuine: new Set(files.map((file) => Buffer.from(file).toString('latin1'))) };
}
type Family = ReturnType<typeof family>;

/** The way that a person's recovery key takes: header, slot, master key, MAC, payload. */
const byRecoveryKey = (bytes: Uint8Array, { recoveryKey }: Family) =>
  void openVaultWithRandomKey(bytes, RECOVERY_SLOT, recoveryKey);
/** As if the slot had given the right key whatever is in it. */
const byMasterKey = (bytes: Uint8Array, { masterKey }: Family) =>
  void openVaultWithMasterKey(bytes, masterKey);

function tryOpening(tally: Tally, bytes: Uint8Array, of: Family): void {
  for (const open of [byRecoveryKey, byMasterKey]) {
    const startedMs = performance.now();
    let answer = 'opened';
    try {
      open(bytes, of);
      tally.opened += 1;
      if (!of.genuine.has(Buffer.from(bytes).toString('latin1'))) tally.wrongSuccesses += 1;
    } catch (error) {
      answer = error instanceof CodedError ? error.code : 'crash';
      if (answer === 'crash') tally.crashes.push(String(error));
    }
    tally.longestMs = Math.max(tally.longestMs, performance.now() - startedMs);
    tally.answers[answer] = (tally.answers[answer] ?? 0) + 1;
  }
  tally.files += 1;
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
  return flipped;
}

const headerLengthOf = (file: Uint8Array) => Buffer.from(file).readUInt32BE(10);

function everyBit(of: Family): Tally {
  const tally = tallyOf();
  const [file] = of.files as [Uint8Array];
  for (let bit = 0; bit < file.length * 8; bit += stride) tryOpening(tally, flip(file, bit), of);
  return tally;
}

/** Every bit of the header, with the checksum made right again, as somebody without the key would. */
function everyForgedHeaderBit(of: Family): Tally {
  const tally = tallyOf();
  const [file] = of.files as [Uint8Array];
  for (let bit = 0; bit < headerLengthOf(file) * 8; bit += 1) {
    tryOpening(
      tally,
      withHeader(file, null, (header) => flip(header, bit)),
      of,
    );
  }
  return tally;
}

function splice(of: Family, random: SeededRandom): Uint8Array {
  const pick = () => of.files[random.below(of.files.length)] as Uint8Array;
  const [left, right] = [pick(), pick()];
  const headerEnd = headerLengthOf(left);
  const cuts = [headerEnd, headerEnd + 32, headerEnd + 64, random.below(left.length)];
  const cut = cuts[random.below(cuts.length)] as number;
  const file = Buffer.concat([left.subarray(0, cut), right.subarray(cut)]);
  // A header with a MAC of its own key, as a vault of somebody else's would have.
  if (random.below(4) > 0) return file;
  const header = file.subarray(0, headerEnd);
  return Buffer.concat([
    file.subarray(0, headerEnd + 32),
    headerMac(header, Buffer.alloc(32, random.below(256))),
    file.subarray(headerEnd + 64),
  ]);
}

function mutation(of: Family, random: SeededRandom): Uint8Array {
  const kind = random.below(4);
  const file = of.files[random.below(of.files.length)] as Uint8Array;
  if (kind === 0) return file.subarray(0, random.below(file.length));
  if (kind === 1) return splice(of, random);
  if (kind === 2) return mutated(file, random);
  return withHeader(file, null, (header) => mutated(header, random));
}

function randomMutations(families: readonly Family[]): Tally {
  const tally = tallyOf();
  const random = randomFrom(seed);
  for (let index = 0; index < mutations; index += 1) {
    const of = families[random.below(families.length)] as Family;
    tryOpening(tally, mutation(of, random), of);
  }
  return tally;
}

const families = [family(100), family(300), family(1000)];
// What opening sound files costs, before any damaged one.
const sound = tallyOf();
for (let index = 0; index < 300; index += 1) {
  const of = families[index % families.length] as Family;
  tryOpening(sound, of.files[index % of.files.length] as Uint8Array, of);
}
const normalKiB = process.resourceUsage().maxRSS;
const small = family(3);
const report = {
  sound,
  flips: everyBit(small),
  forged: everyForgedHeaderBit(small),
  mutations: randomMutations(families),
  fileBytes: small.files[0]?.length,
  overNormalKiB: process.resourceUsage().maxRSS - normalKiB,
};
writeSync(1, JSON.stringify(report));
