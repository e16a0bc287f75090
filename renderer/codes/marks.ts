/**
 * The marks of the issuers in the list, read from the few small files that can hold them. Runs in the page.
 * The rule: marks are decoration; nothing waits for them and a failure leaves initials.
 */
import { MARK_TITLES_FILE, markFileOf, markNames } from './mark-names.ts';

export interface Mark {
  /** SVG path in a 24 × 24 box. */
  readonly path: string;
  /** The brand's colour, six hex digits. */
  readonly hex: string;
}

/** A file's content: marks by normalised title, and by slug where that is another. */
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

/** The mark that a person or another app chose by name; null where there is none, or not yet. */
export function readNamedMark(name: string | null): Mark | null {
  return name === null ? null : (known.get(chosen(name)) ?? null);
}

/** No issuer is called so. */
const chosen = (name: string) => `\0${name}`;

/** Looks for the marks of these issuers when the page has nothing better to do. */
export function requestMarks(issuers: readonly string[]): void {
  request(new Map(issuers.filter((issuer) => issuer !== '').map((issuer) => [issuer, markNames(issuer)])));
}

/** Looks for a mark by its name in simple-icons. */
export function requestNamedMark(name: string): void {
  request(new Map([[chosen(name), [name]]]));
}

/** @param wanted names to look for, best first, by what they are for. */
function request(wanted: ReadonlyMap<string, readonly string[]>): void {
  const missing = new Map([...wanted].filter(([key]) => !asked.has(key)));
  if (missing.size === 0) return;
  for (const key of missing.keys()) asked.add(key);
  requestIdleCallback(() => void findMarks(missing));
}

async function findMarks(wanted: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const found = new Map<string, Mark>();
  const names = new Set([...wanted.values()].flat());
  for (const [file, itsNames] of groupByFile(names)) {
    const marks = await readMarkFile(file);
    for (const name of itsNames) {
      const mark = Object.hasOwn(marks, name) ? marks[name] : undefined;
      if (mark) found.set(name, mark);
    }
  }
  for (const [key, itsNames] of wanted) {
    const name = itsNames.find((each) => found.has(each));
    known.set(key, (name !== undefined && found.get(name)) || null);
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

/** A mark that can be chosen: its name, and its title for people. */
export interface MarkTitle {
  readonly name: string;
  readonly title: string;
}

let titles: Promise<readonly MarkTitle[]> | null = null;

/** All marks that can be chosen, by title; none where their list cannot be read. Read once. */
export function readMarkTitles(): Promise<readonly MarkTitle[]> {
  titles ??= fetch(MARK_TITLES_FILE)
    .then(async (answer): Promise<readonly (readonly [string, string])[]> => await answer.json())
    .catch(() => [])
    .then((pairs) => pairs.map(([name, title]) => ({ name, title })));
  return titles;
}
