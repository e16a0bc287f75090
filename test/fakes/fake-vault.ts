/**
 * The fake's memory: accounts, reviews and undo as plain values. Runs in the page under test.
 * The rule: it imitates what the contract promises, with codes that look right and prove nothing.
 */
import type { AccountView, Candidate, CodeView, Review, ReviewProblem } from '../../electron/ipc/contract.ts';

export interface FakeAccount extends AccountView {
  readonly secret: string;
  /** Told apart from these. */
  readonly distinctFrom?: readonly string[];
  /** In the other app's bin, of an account in an export. */
  readonly isTrashed?: boolean;
  /** The icon that the export has for it, an SVG's text. */
  readonly svg?: string;
}

const DIGIT_CODES = 10;
const STEAM_ALPHABET = '23456789BCDFGHJKMNPQRTVWXY';

/** FNV-1a: the same account and step give the same code. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  // The last characters alone would hardly reach the high bits: mix once more (murmur3's finaliser).
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0;
  return (value ^ (value >>> 16)) >>> 0;
}

function codeAt(account: FakeAccount, step: number): string {
  const isSteam = account.type === 'steam';
  return Array.from({ length: account.digits }, (_, place) => {
    const value = hash(`${account.secret}/${step}/${place}`);
    return isSteam ? STEAM_ALPHABET[value % STEAM_ALPHABET.length] : String(value % DIGIT_CODES);
  }).join('');
}

export function codeView(account: FakeAccount, nowMs: number): CodeView {
  if (account.periodSeconds === null) {
    return { id: account.id, code: null, nextCode: null, validUntilMs: null };
  }
  const step = Math.floor(nowMs / 1000 / account.periodSeconds);
  return {
    id: account.id,
    code: codeAt(account, step),
    nextCode: codeAt(account, step + 1),
    validUntilMs: (step + 1) * account.periodSeconds * 1000,
  };
}

export function counterCode(account: FakeAccount): CodeView {
  return {
    id: account.id,
    code: codeAt(account, account.counter ?? 0),
    nextCode: null,
    validUntilMs: null,
  };
}

let lastId = 0;
export function newId(): string {
  lastId += 1;
  return `fake-${Date.now().toString(36)}-${lastId}`;
}

/** An account with the usual parameters, changed as asked. */
export function fakeAccount(change: Partial<FakeAccount>): FakeAccount {
  const id = newId();
  return {
    id,
    type: 'totp',
    issuer: '',
    accountName: '',
    algorithm: 'SHA1',
    digits: 6,
    periodSeconds: 30,
    counter: null,
    createdAtMs: 1_700_000_000_000,
    conflictOf: null,
    tags: [],
    note: '',
    isPinned: false,
    icon: null,
    recoveryCodesLeft: null,
    lastUsedAtMs: null,
    useCount: 0,
    verifiedAtMs: null,
    rank: null,
    secret: id,
    ...change,
  };
}

/** Reads the happy part of the Key URI format; null when it is something else. */
export function readUri(text: string): FakeAccount | null {
  const match = /^otpauth:\/\/(totp|hotp|steam)\/([^?]*)\?(.*)$/i.exec(text);
  if (!match) return null;
  const type = match[1]?.toLowerCase() as AccountView['type'];
  const label = decodeURIComponent(match[2] ?? '');
  const query = new URLSearchParams(match[3]);
  const [issuer, accountName] = label.includes(':') ? label.split(':') : ['', label];
  return fakeAccount({
    type,
    issuer: query.get('issuer') ?? issuer ?? '',
    accountName: accountName?.trim() ?? '',
    digits: type === 'steam' ? 5 : Number(query.get('digits') ?? 6),
    periodSeconds: type === 'hotp' ? null : Number(query.get('period') ?? 30),
    counter: type === 'hotp' ? Number(query.get('counter') ?? 0) : null,
    secret: query.get('secret') ?? '',
  });
}

/** The links of a text, or the text itself where it holds none, as the vault process would see it. */
export function linksOf(text: string): readonly string[] {
  return text.match(/[a-z-]+:\/\/[^\s"<>]+/gi) ?? [text];
}

const FOREIGN_TEXTS: readonly (readonly [RegExp, ReviewProblem['reason']])[] = [
  [/^phonefactor:/i, 'microsoft-push'],
  [/^wifi:/i, 'wifi'],
  [/^https:\/\/s\.team\//i, 'steam-login'],
];

export function problemOf(text: string, source: number): ReviewProblem {
  for (const [pattern, reason] of FOREIGN_TEXTS) if (pattern.test(text)) return { source, reason, seen: '' };
  if (/^https?:/i.test(text)) return { source, reason: 'web-address', seen: new URL(text).host };
  if (/^otpauth:/i.test(text)) return { source, reason: 'unknown-type', seen: text.slice(10, 14) };
  return { source, reason: 'other-text', seen: '' };
}

export function candidateOf(
  account: FakeAccount,
  existing: readonly FakeAccount[],
  source: number,
): Candidate {
  const { secret, createdAtMs: _, isTrashed = false, svg, ...view } = account;
  const twin = existing.find(
    (other) => other.issuer === account.issuer && other.accountName === account.accountName,
  );
  const state = twin ? (twin.secret === secret ? 'same' : 'conflict') : 'new';
  const isUnusual = account.periodSeconds !== null && account.periodSeconds !== 30;
  return {
    ...view,
    state,
    existingId: twin?.id ?? null,
    warnings: isUnusual ? ['unusual-period'] : [],
    needsPin: account.type === 'motp' && secret === '',
    hasNote: account.note !== '',
    hasPicture: svg !== undefined,
    isTrashed,
    source,
  };
}

export const emptyReview = (reviewId: string): Review => ({
  reviewId,
  candidates: [],
  problems: [],
  batches: [],
  paper: [],
  leftOut: [],
});
