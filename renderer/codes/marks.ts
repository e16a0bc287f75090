/**
 * The marks of the issuers in the list, read from the few small files that can hold them. Runs in the page.
 * The rule: marks are decoration; nothing waits for them and a failure leaves initials.
 */
import { markFileOf, markNames } from './mark-names.ts';

export interface Mark {
  /** SVG path in a 24 × 24 box. */
  readonly path: string;
  /** The brand's colour, six hex digits. */
  readonly hex: string;
}

/** A file's content: marks by normalised title. */
type MarkFile = Readonly<Record<string, Mark>>;

const known = new Map<string, Mark | null>();
const asked = new Set<string>();
const listeners = new Set<() => void>();

export function subscribeMarks(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The issuer's mark; null where there is none, or not yet. */
export function readMark(issuer: string): Mark | null {
  return known.get(issuer) ?? null;
}

/** Looks for the marks of these issuers when the page has nothing better to do. */
export function requestMarks(issuers: readonly string[]): void {
  const missing = [...new Set(issuers)].filter((issuer) => issuer !== '' && !asked.has(issuer));
  if (missing.length === 0) return;
  for (const issuer of missing) asked.add(issuer);
  requestIdleCallback(() => void findMarks(missing));
}

async function findMarks(issuers: readonly string[]): Promise<void> {
  const wanted = new Map(issuers.map((issuer) => [issuer, markNames(issuer)] as const));
  const found = new Map<string, Mark>();
  const names = new Set([...wanted.values()].flat());
  for (const [file, itsNames] of groupByFile(names)) {
    const marks = await readMarkFile(file);
    for (const name of itsNames) {
      const mark = Object.hasOwn(marks, name) ? marks[name] : undefined;
      if (mark) found.set(name, mark);
    }
  }
  for (const [issuer, itsNames] of wanted) {
    const name = itsNames.find((each) => found.has(each));
    known.set(issuer, (name !== undefined && found.get(name)) || null);
  }
  for (const listener of [...listeners]) listener();
}

/** Each file is read once, and none of them is kept: a thousand issuers need most of the set. */
function groupByFile(names: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const name of names) {
    const file = markFileOf(name);
    files.set(file, [...(files.get(file) ?? []), name]);
  }
  return files;
}

async function readMarkFile(file: string): Promise<MarkFile> {
  try {
    return await (await fetch(file)).json();
  } catch {
    return {};
  }
}
