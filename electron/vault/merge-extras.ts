/**
 * Extras of one account in two copies of a vault that went apart: put together, not taken from one. Vault process, CLI.
 * The rule: what either side added stays, what either side took away goes, and no difference in them makes two accounts.
 */
import {
  type AccountExtras,
  RECOVERY_CODES_MAX,
  type RecoveryCode,
  SEALS_MAX,
  type SealedCodes,
} from '../otp/account-extras.ts';
import { decodeExtras, extrasMembers } from './extras-record.ts';
import type { JsonObject } from './json-object.ts';

/** Members merged here; a note, and a member that cannot be read, are compared like any other. */
const NAMES = [
  'tags',
  'pinned',
  'icon',
  'recoveryCodes',
  'sealedCodes',
  'lastUsedAt',
  'useCount',
  'verifiedAt',
  'rank',
  'distinctFrom',
] as const;

/** Members that move on by themselves: no edit of a person. */
export const USE_MEMBERS: readonly string[] = ['lastUsedAt', 'useCount'];
/** Members that say how the account stands among others: no edit of the account itself. */
export const PLACE_MEMBERS: readonly string[] = ['rank', 'distinctFrom'];

export interface MergedExtras {
  readonly members: JsonObject;
  /** Names that `members` decides, there or not. */
  readonly ruled: ReadonlySet<string>;
}

/**
 * The same whichever of the two comes first.
 * @param old as both sides had it; null when they had it not, or it is not known.
 * @param later of the two records, the one changed last; `earlier` the other.
 */
export function mergeExtras(old: JsonObject | null, later: JsonObject, earlier: JsonObject): MergedExtras {
  const [was, left, right] = [decodeExtras(old ?? {}), decodeExtras(later), decodeExtras(earlier)];
  const [base, first, second] = [was.extras, left.extras, right.extras];
  const together: AccountExtras = {
    tags: mergeTexts(base.tags, first.tags, second.tags),
    note: '',
    isPinned: first.isPinned || second.isPinned,
    icon: first.icon,
    recoveryCodes: mergeCodes(base.recoveryCodes, first.recoveryCodes, second.recoveryCodes),
    sealedCodes: mergeSeals(base.sealedCodes, first.sealedCodes, second.sealedCodes),
    lastUsedAtMs: latest(first.lastUsedAtMs, second.lastUsedAtMs),
    // What each side counted since; without a common past, what at least is sure.
    useCount: Math.max(
      first.useCount,
      second.useCount,
      old === null ? 0 : first.useCount + second.useCount - base.useCount,
    ),
    // It belongs to the key that was confirmed: `mergeAccount` knows whose key it is.
    verifiedAtMs: null,
    // Moved on both sides: as the side has it that changed last.
    rank: first.rank ?? second.rank,
    distinctFrom: mergeTexts(base.distinctFrom, first.distinctFrom, second.distinctFrom),
  };
  const ruled = NAMES.filter(
    (name) =>
      hasRoom(name, together) && [was, left, right].every(({ unknown }) => !Object.hasOwn(unknown, name)),
  );
  const joined = extrasMembers(together);
  const merged = (name: string) => {
    const [before, one, other] = [old, later, earlier].map((record) => JSON.stringify(record?.[name]));
    // Each side counted its own uses: the same number does not make them the same uses, but the same moment does.
    const isCountOfBoth =
      name === 'useCount' &&
      old !== null &&
      later.lastUsedAt !== earlier.lastUsedAt &&
      before !== one &&
      before !== other;
    if (isCountOfBoth) return joined[name];
    if (one === other || (old !== null && before === other)) return later[name];
    return old !== null && before === one ? earlier[name] : joined[name];
  };
  const members = ruled
    .filter((name) => name !== 'verifiedAt')
    .map((name) => [name, merged(name)] as const)
    .filter(([, value]) => value !== undefined);
  return { members: Object.fromEntries(members), ruled: new Set<string>(ruled) };
}

function latest(first: number | null, second: number | null): number | null {
  return first === null || second === null ? (first ?? second) : Math.max(first, second);
}

/** In the order of the first, then what only the second added. */
function mergeTexts(
  base: readonly string[],
  first: readonly string[],
  second: readonly string[],
): readonly string[] {
  const inBoth = (text: string) => first.includes(text) && second.includes(text);
  return [...new Set([...first, ...second])].filter((text) => inBoth(text) || !base.includes(text));
}

/** A code that was used on either side is used. */
export function mergeCodes(
  base: readonly RecoveryCode[],
  first: readonly RecoveryCode[],
  second: readonly RecoveryCode[],
): readonly RecoveryCode[] {
  const [was, left, right] = [timesOf(base), timesOf(first), timesOf(second)];
  return mergeTexts([...was.keys()], [...left.keys()], [...right.keys()]).map((code) => {
    const times = [left.get(code), right.get(code)].filter((time) => time !== undefined);
    const before = was.get(code) ?? null;
    const [since, other = since] = times.filter((time) => time !== before);
    return { code, usedAtMs: since === undefined ? before : earliest(since, other ?? null) };
  });
}

/** Seals are opaque here: what either side sealed anew stays, until their password puts them together. */
export function mergeSeals(
  base: readonly SealedCodes[],
  first: readonly SealedCodes[],
  second: readonly SealedCodes[],
): readonly SealedCodes[] {
  const [was, left, right] = [base, first, second].map((seals) => seals.map((seal) => JSON.stringify(seal)));
  return mergeTexts(was ?? [], left ?? [], right ?? []).map((text) => JSON.parse(text));
}

/** More than one account may have would be unreadable: what has no room is compared like any other member. */
function hasRoom(name: string, { recoveryCodes, sealedCodes }: AccountExtras): boolean {
  if (name === 'recoveryCodes') return recoveryCodes.length <= RECOVERY_CODES_MAX;
  return name !== 'sealedCodes' || sealedCodes.length <= SEALS_MAX;
}

/** When each code was used. */
function timesOf(codes: readonly RecoveryCode[]): ReadonlyMap<string, number | null> {
  return new Map(codes.map(({ code, usedAtMs }) => [code, usedAtMs]));
}

function earliest(first: number | null, second: number | null): number | null {
  return first === null || second === null ? (first ?? second) : Math.min(first, second);
}
