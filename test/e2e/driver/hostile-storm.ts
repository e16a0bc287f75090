/**
 * Makes calls as a hostile page would: unknown names, wrong types, huge, deep, circular, names that mean something to
 * JavaScript, calls in the wrong order. `storm` runs inside a page or frame of the real app, so it stands alone.
 * The rule: it gives back counts and what was answered with success, and judges nothing.
 */
import * as v from 'valibot';
import type { CallTree } from '../../../electron/ipc/contract.ts';

export interface StormOptions {
  readonly seed: number;
  readonly count: number;
  /** Full names of the contract's calls that are asked for with anything. */
  readonly known: readonly string[];
  /** Full names that are asked for with arguments that no parser takes: what they do is a person's to decide. */
  readonly neverRight: readonly string[];
  /** By name: arguments that the parser takes, for calls that come too early, too late or for what is not there. */
  readonly right: Readonly<Record<string, readonly unknown[]>>;
}

export interface StormReport {
  /** Calls that were answered. */
  readonly answered: number;
  /** Calls whose argument could not even be sent. */
  readonly notSent: number;
  /** By failure code; `ok`; `no answer`; `odd answer` for anything that is not a Result. */
  readonly codes: Readonly<Record<string, number>>;
  /** Names that were answered with success, and those answers as text. */
  readonly successes: readonly { readonly name: string; readonly answer: string }[];
}

const PLAUSIBLE: readonly unknown[] = [
  { id: 'a' },
  { ids: ['a', 'b'] },
  { undoId: 'a' },
  { reviewId: 'a' },
  { reviewId: 'a', choices: [] },
  { reviewId: null, texts: ['a', 'otpauth://totp/a?secret=AA'] },
  { key: 'JBSWY3DPEHPK3PXP' },
  { texts: ['abandon '.repeat(23).concat('art')] },
  { recoveryId: 'a' },
  { recoveryId: 'a', words: ['a', 'b'] },
  { words: 'abandon '.repeat(23).concat('art'), needed: 2, count: 3 },
  {
    ...{ id: 'a', issuer: '', accountName: '', algorithm: 'SHA1' },
    ...{ digits: 6, periodSeconds: 30, counter: null },
  },
  { oldPassword: null, newPassword: 'long enough it is' },
  { id: 'a', password: 'long enough it is' },
  { password: 'long enough it is' },
  { grant: 'a', vaultPassword: 'long enough it is', backupPassword: 'long enough it is' },
  { grant: 'a', format: 'age', vaultPassword: 'long enough it is', filePassword: 'long enough it is' },
  { vaultPassword: 'long enough it is', paperPassword: 'long enough it is' },
];

/** For each call of `names`, the plausible arguments that its parser takes; none for a call without an argument. */
export function rightArguments(calls: CallTree, names: readonly string[]): StormOptions['right'] {
  const leaves = Object.entries(calls).flatMap(([group, each]) =>
    Object.entries(each).map(([name, leaf]) => [`${group}.${name}`, leaf] as const),
  );
  return Object.fromEntries(
    leaves
      .filter(([name]) => names.includes(name))
      .map(([name, { argument }]) => [name, PLAUSIBLE.filter((each) => v.safeParse(argument, each).success)]),
  );
}

export type SendCall = (name: unknown, argument: unknown) => Promise<unknown>;

/** Expects `globalThis.sendCall`, a SendCall. Self-contained: its source is what travels. */
export async function storm(options: StormOptions): Promise<StormReport> {
  let state = options.seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  const pick = <Value>(from: readonly Value[]): Value => from[below(from.length)] as Value;

  const deep = (depth: number): unknown => {
    let value: unknown = 1;
    for (let level = 0; level < depth; level += 1) value = below(2) ? [value] : { password: value };
    return value;
  };
  const circular = (): unknown => {
    const value: Record<string, unknown> = { id: 'a' };
    value.id = value;
    return value;
  };
  const words = 'abandon '.repeat(23).concat('art');
  const text = () =>
    pick([
      '',
      'a',
      '\u0000',
      '\ud800',
      '../../../etc/passwd',
      '__proto__',
      'otpauth://totp/a?secret=AA',
      words,
    ]);
  const odd = (): unknown =>
    pick<() => unknown>([
      () => null,
      () => 0,
      () => -1,
      () => Number.NaN,
      () => Number.POSITIVE_INFINITY,
      () => 2 ** 53,
      () => true,
      () => text(),
      () => [],
      () => [[]],
      () => new Array(1000).fill('a'),
      () => new Map([['id', 'a']]),
      () => new Set(['a']),
      () => new Date(0),
      () => /a/,
      () => new Error('a'),
      () => new Uint8Array(below(64)),
      () => new ArrayBuffer(8),
      () => 10n,
      () => 'x'.repeat(below(500) === 0 ? 4_000_000 : 2000),
      () => deep(below(200) === 0 ? 3000 : 20),
      circular,
      () => JSON.parse('{"__proto__":{"ok":true},"constructor":{"prototype":{}}}'),
      () =>
        Object.fromEntries([
          ['then', 'a'],
          ['toJSON', 1],
          ['valueOf', 2],
        ]),
      () => ({
        get password() {
          return 'a';
        },
      }),
      () => () => 'a function',
      () => Symbol('a'),
    ])();
  const members = [
    'id',
    'ids',
    'password',
    'reviewId',
    'texts',
    'choices',
    'undoId',
    'bytes',
    'grant',
    'words',
    'code',
    '__proto__',
    'toString',
  ];
  const oddObject = (): unknown => {
    const value: Record<string, unknown> = {};
    for (let index = 1 + below(4); index > 0; index -= 1) {
      const name = pick(members);
      Object.defineProperty(value, name, { value: odd(), enumerable: true, configurable: true });
    }
    return value;
  };
  const unknownName = (): unknown =>
    pick<() => unknown>([
      () =>
        pick([
          '__proto__',
          'constructor',
          'vault.__proto__',
          'vault.constructor',
          'toString',
          'vault',
          'vault.',
          '.state',
          '',
        ]),
      () => `${pick(options.known)} `,
      () => pick(options.known).toUpperCase(),
      () => pick(options.known).replace('.', '/'),
      () => [pick(options.known)],
      () => ({ toString: 'vault.state' }),
      odd,
    ])();

  const codes: Record<string, number> = {};
  const successes: { name: string; answer: string }[] = [];
  let answered = 0;
  let notSent = 0;
  const note = (code: string) => {
    codes[code] = (codes[code] ?? 0) + 1;
  };
  const silence = () => new Promise((resolve) => setTimeout(resolve, 30_000, 'no answer'));
  const { sendCall } = globalThis as unknown as { sendCall: SendCall };
  const askOne = async (): Promise<void> => {
    const kind = below(10);
    const isNeverRight = options.neverRight.length > 0 && below(5) === 0;
    let name: unknown = isNeverRight ? pick(options.neverRight) : pick(options.known);
    let argument = below(2) ? odd() : oddObject();
    // No parser takes a member that it does not know.
    if (isNeverRight && typeof argument === 'object') argument = { ...argument, unknownMember: 1 };
    if (kind === 0) name = unknownName();
    else if (kind < 5 && !isNeverRight) {
      const right = options.right[String(name)];
      // JSON has no undefined: no argument at all is an empty list.
      if (right) argument = right.length === 0 ? undefined : pick(right);
    }
    try {
      const answer = await Promise.race([sendCall(name, argument), silence()]);
      answered += 1;
      const { ok, code } = (answer ?? {}) as { ok?: unknown; code?: unknown };
      if (answer === 'no answer') note(`no answer: ${String(name)}`);
      else if (ok === true) {
        note('ok');
        successes.push({ name: String(name), answer: JSON.stringify(answer) ?? '' });
      } else if (ok === false && typeof code === 'string' && Object.keys(answer as object).length === 2)
        note(code);
      else note('odd answer');
    } catch {
      notSent += 1;
    }
  };
  const isDone = () => answered >= options.count || notSent > 50 * options.count;
  while (!isDone()) {
    const batch = Math.min(200, options.count - answered);
    await Promise.all(Array.from({ length: batch }, askOne));
  }
  return { answered, notSent, codes, successes };
}

/** The source of a whole run, for a page, frame or world in which `globalThis.sendCall` is or will be. */
export const stormSource = (options: StormOptions): string =>
  `(${storm.toString()})(${JSON.stringify(options)})`;
