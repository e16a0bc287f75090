/**
 * Which accounts a typed query leaves, and in which order. Runs in the page.
 * The rule: what holds every typed word comes alone; likeness is asked for only when nothing does. What the letters before
 * the last one left is kept, and changes no answer: it is where the next letter looks, and what taking it back shows.
 */
import UFuzzy from '@leeoniya/ufuzzy';
import type { AccountView } from '../../electron/ipc/contract.ts';

/** Lower case, without accents: "Zürich" is found by "zurich". */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** One wrong, missing, added or swapped letter in each word; its options for letters of any alphabet. */
const likeness = new UFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraMode: 1,
  interLft: 1,
});
/** Hits beyond so many are ranked by what is known of the accounts alone. */
const RANKED_MAX = 1000;

/** The accounts' texts, made ready once for many queries, in the order of equal hits. */
export interface SearchIndex {
  /** In the list's order: the answer to no query. */
  readonly listed: readonly AccountView[];
  readonly accounts: readonly AccountView[];
  /** Issuer and account name of each of `accounts`, plain. */
  readonly names: readonly string[];
  /** The same with tags and note. */
  readonly texts: string[];
  /** What was asked last and what of that was asked before it, each beginning with the one before; the last one last. */
  readonly answers: Answer[];
}

interface Answer {
  /** Plain, without spaces around it. */
  readonly typed: string;
  /** Of `accounts`, in their order: those that hold every word. */
  readonly places: readonly number[];
  /** Best first. */
  readonly found: readonly AccountView[];
}

/** `listed` in the list's order, which decides between those that are pinned and used alike. */
export function searchIndex(listed: readonly AccountView[]): SearchIndex {
  const accounts = [...listed].sort(byUse);
  const names = accounts.map(({ issuer, accountName }) => plain(`${issuer} ${accountName}`.trim()));
  const texts = accounts.map(({ tags, note }, at) => {
    const name = names[at] ?? '';
    return tags.length === 0 && note === '' ? name : `${name} ${plain(`${tags.join(' ')} ${note}`)}`;
  });
  return { listed, accounts, names, texts, answers: [] };
}

function byUse(a: AccountView, b: AccountView): number {
  return (
    Number(b.isPinned) - Number(a.isPinned) ||
    b.useCount - a.useCount ||
    (b.lastUsedAtMs ?? 0) - (a.lastUsedAtMs ?? 0)
  );
}

/**
 * The accounts that hold every word of the query in issuer, account name, tags or note, best first; where none does,
 * those that nearly do. All of them, in their order, for an empty query.
 */
export function searchAccounts(index: SearchIndex, query: string): readonly AccountView[] {
  const typed = plain(query).trim();
  if (typed === '') return index.listed;
  const { answers } = index;
  while (answers.length > 0 && !typed.startsWith(answers.at(-1)?.typed ?? '')) answers.pop();
  const last = answers.at(-1);
  if (last?.typed === typed) return last.found;
  const { places, found } = ranked(index, typed, last?.places ?? null);
  const answer = { typed, places, found: found.length > 0 ? found : alike(index, typed) };
  answers.push(answer);
  return answer.found;
}

/** Between words of a name. */
const BOUNDARIES = ' .-_@(/:';

/** Whether a word of the name begins with `typed`; null where that is nowhere in it. */
function beginsWord(name: string, typed: string): boolean | null {
  let at = name.indexOf(typed);
  if (at < 0) return null;
  while (at > 0 && !BOUNDARIES.includes(name.charAt(at - 1))) at = name.indexOf(typed, at + 1);
  return at >= 0;
}

/** 0: the names begin with what was typed; 1: every word begins a word of them; 2: all are in them; 3: the rest. */
function gradeOf(name: string, typed: string, words: readonly string[]): 0 | 1 | 2 | 3 {
  if (name.startsWith(typed)) return 0;
  let grade: 1 | 2 = 1;
  for (const word of words) {
    const begins = beginsWord(name, word);
    if (begins === null) return 3;
    if (!begins) grade = 2;
  }
  return grade;
}

/** Enough for the engine to make what a search runs as fast as it will be. */
const PREPARING_QUERIES = [...'etaoinshrdlu', 'ab c', 'halfminute'];

/**
 * Does after `delayMs` what searches do, a task for each query: the first ones are many times slower than the next, and
 * would be felt with the first keys. Ended by the returned function.
 */
export function prepareSearch(index: SearchIndex, delayMs: number, onPrepared: () => void): () => void {
  let done = 0;
  const next = () => {
    const query = PREPARING_QUERIES[done];
    if (query === undefined) return onPrepared();
    done += 1;
    searchAccounts(index, query);
    timer = setTimeout(next);
  };
  let timer = setTimeout(next, delayMs);
  return () => clearTimeout(timer);
}

/**
 * Those that hold every word, by how well they match, then pinned ones, then by use and by last use: the index is in
 * `byUse` order already. Only `among` these places, if any are given: a word can be only where its beginning is.
 * Plain loops without a function or an array for each account: a key waits for ten thousand of them.
 */
function ranked({ accounts, names, texts }: SearchIndex, typed: string, among: readonly number[] | null) {
  const words = typed.split(/\s+/u);
  const places: number[] = [];
  const grades: [AccountView[], AccountView[], AccountView[], AccountView[]] = [[], [], [], []];
  const count = among?.length ?? accounts.length;
  for (let next = 0; next < count; next += 1) {
    const at = among ? (among[next] ?? 0) : next;
    const account = accounts[at];
    if (!account || !holdsAll(texts[at] ?? '', words)) continue;
    places.push(at);
    grades[gradeOf(names[at] ?? '', typed, words)].push(account);
  }
  return { places, found: grades.flat() };
}

function holdsAll(text: string, words: readonly string[]): boolean {
  for (const word of words) if (!text.includes(word)) return false;
  return true;
}

function alike({ accounts, texts }: SearchIndex, typed: string): readonly AccountView[] {
  const [found, info, order] = likeness.search(texts, typed, 3, RANKED_MAX);
  const at = info && order ? order.map((place) => info.idx[place]) : (found ?? []);
  return at.flatMap((place) => (place === undefined ? [] : (accounts[place] ?? [])));
}
