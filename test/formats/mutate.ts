/** Makes a damaged or hostile file of a sound one. Tests only. */
import type { SeededRandom } from './seeded-random.ts';

/** What attackers put where a value was: wrong types, extremes, names that mean something to JavaScript. */
const HOSTILE: readonly string[] = [
  'null',
  '-1',
  '1e999',
  '99999999999999999999',
  '0',
  '""',
  '[]',
  '{}',
  '{"__proto__":{"isAdmin":true}}',
  '"\\u0000\\ud800"',
  'true',
  '[[[[[[[[]]]]]]]]',
  '"otpauth://totp/%ZZ?secret=%"',
  'constructor',
  '__proto__',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  'A'.repeat(5000),
];

/** One to four changes of the kinds that files suffer. */
export function mutated(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  let result: Uint8Array = Uint8Array.from(bytes);
  const changes = 1 + random.below(4);
  for (let change = 0; change < changes; change += 1) {
    const kind = KINDS[random.below(KINDS.length)];
    if (kind !== undefined && result.length > 0) result = kind(result, random);
  }
  return result;
}

type Mutation = (bytes: Uint8Array, random: SeededRandom) => Uint8Array;

const splice = (bytes: Uint8Array, at: number, remove: number, insert: Uint8Array) =>
  new Uint8Array(Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]));

const flipBit: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return bytes;
};

const setByte: Mutation = (bytes, random) => {
  bytes[random.below(bytes.length)] = [0, 0xff, 0x7f, 0x80, 0x22, 0x3c][random.below(6)] ?? 0;
  return bytes;
};

const truncate: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length));

const cut: Mutation = (bytes, random) =>
  splice(bytes, random.below(bytes.length), 1 + random.below(64), new Uint8Array());

const repeat: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  return splice(bytes, at, 0, bytes.slice(at, at + 1 + random.below(256)));
};

const insertHostile: Mutation = (bytes, random) =>
  splice(bytes, random.below(bytes.length), 0, Buffer.from(HOSTILE[random.below(HOSTILE.length)] ?? ''));

/** Puts something else where a JSON value is. */
const replaceValue: Mutation = (bytes, random) => {
  const text = Buffer.from(bytes).toString('latin1');
  const values = [...text.matchAll(/(?<=:\s?)(?:"(?:[^"\\]|\\.)*"|-?\d+|true|false|null)/g)];
  const value = values[random.below(values.length)];
  if (value === undefined) return flipBit(bytes, random);
  const hostile = HOSTILE[random.below(HOSTILE.length)] ?? '';
  return splice(bytes, value.index, value[0].length, Buffer.from(hostile));
};

/** Puts a large number where a binary length or count may be. */
const enlarge: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  return splice(bytes, at, 4, Uint8Array.of(0x7f, 0xff, 0xff, 0xff));
};

const KINDS: readonly Mutation[] = [
  flipBit,
  flipBit,
  setByte,
  truncate,
  cut,
  repeat,
  insertHostile,
  replaceValue,
  replaceValue,
  enlarge,
];
