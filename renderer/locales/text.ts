/**
 * Every sentence the page shows comes from here: `t(key, values)` over ICU messages, with keys checked by type.
 * Runs in the page. The rule: no user-facing string in a component.
 */
import { createInstance } from 'i18next';
import Icu from 'i18next-icu';
import type { Language } from '../../electron/ipc/contract.ts';
import en from './en.json';
import { chooseLanguage, isRightToLeft, LANGUAGES } from './languages.ts';

type KeysOf<Node, Path extends string = ''> = {
  [Name in keyof Node & string]: Node[Name] extends string
    ? `${Path}${Name}`
    : KeysOf<Node[Name], `${Path}${Name}.`>;
}[keyof Node & string];

/** The full name of one message, such as "failure.locked". */
export type TextKey = KeysOf<typeof en>;
export type TextValues = { readonly [name: string]: string | number };

const language = createInstance();
/** Codes are in the digits 0 to 9, so every number beside them is. */
const withCodeDigits = (tag: string): string => new Intl.Locale(tag, { numberingSystem: 'latn' }).toString();

/** What ICU gives a meaning: arguments, quotes, tags. https://unicode-org.github.io/icu/userguide/format_parse/messages */
const ICU_SYNTAX = /[{}'<>]/;

/** The package's types leave out what every i18next format has. */
type Parse = (message: string, ...details: readonly unknown[]) => string;

/** Most messages are plain sentences; reading those as ICU would take a part of each screen's first frame. */
function icuWhereNeeded(): InstanceType<typeof Icu> {
  const icu: InstanceType<typeof Icu> & { parse?: Parse } = new Icu({ parseLngForICU: withCodeDigits });
  const parse = icu.parse?.bind(icu);
  if (parse) {
    icu.parse = (message, ...details) => (ICU_SYNTAX.test(message) ? parse(message, ...details) : message);
  }
  return icu;
}

void language.use(icuWhereNeeded()).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  interpolation: { escapeValue: false },
});

/** Every language but English is a file of its own, fetched when it is shown. */
const others = import.meta.glob<typeof en>(['./*.json', '!./en.json'], { import: 'default' });
/** What numbers, dates and lists are written by. */
let formatLanguage = 'en';
let knownFormatTag: string | null = null;
/** Made when first asked for: reading the language data takes 5 ms, and the first screen writes neither number nor date. */
function formatTag(): string {
  knownFormatTag ??= withCodeDigits(formatLanguage);
  return knownFormatTag;
}

/** Those that there is a file of. */
export const LANGUAGES_SHOWN: readonly Language[] = LANGUAGES.filter(
  (tag) => tag === 'en' || `./${tag}.json` in others,
);

/**
 * Shows the page in a language from now on; what is drawn already must be drawn again.
 * @param choice a tag of ours, or null for the system's.
 */
export async function showLanguage(choice: string | null): Promise<void> {
  const chosen = chooseLanguage(choice, navigator.languages);
  const load = others[`./${chosen.language}.json`];
  if (load && !language.hasResourceBundle(chosen.language, 'translation')) {
    language.addResourceBundle(chosen.language, 'translation', await load());
  }
  await language.changeLanguage(chosen.language);
  formatLanguage = chosen.formatTag;
  knownFormatTag = null;
  sentences.clear();
  document.documentElement.lang = chosen.language;
  document.documentElement.dir = isRightToLeft(chosen.language) ? 'rtl' : 'ltr';
}

/** Which way the page is laid out now. */
export const pageDirection = (): 'ltr' | 'rtl' => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr');

/** Sentences without values in the current language: a list of rows asks for the same few again and again. */
const sentences = new Map<TextKey, string>();

/** The message of `key` in the current language, with ICU values filled in. */
export function t(key: TextKey, values?: TextValues): string {
  if (values) return language.t(key, values);
  const known = sentences.get(key) ?? language.t(key);
  sentences.set(key, known);
  return known;
}

/**
 * Reads the language's data now, which would otherwise be 10 ms of the frame that writes the first number, counts in words
 * or sorts the first list.
 */
export function prepareFormats(): void {
  textOrder();
  t('codes.code', { spoken: numberText(0) });
  t('codes.matches', { count: 0 });
}

/** Joins items as the language writes a list: "2, 3 and 4". */
export function listText(items: readonly string[]): string {
  return new Intl.ListFormat(formatTag(), { type: 'conjunction' }).format(items);
}

/** A number as the language writes it. */
export function numberText(value: number): string {
  return new Intl.NumberFormat(formatTag()).format(value);
}

/** Compares as the language sorts: case and accents ignored, numbers by value. */
export function textOrder(): Intl.Collator {
  return new Intl.Collator(formatTag(), { numeric: true, sensitivity: 'base' });
}

const dateText = (atMs: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(formatTag(), options).format(atMs);

/** Day and time of a moment (Unix milliseconds), in the computer's time zone. */
export const momentText = (atMs: number): string =>
  dateText(atMs, { dateStyle: 'medium', timeStyle: 'short' });

/** The day of a moment. */
export const dayText = (atMs: number): string => dateText(atMs, { dateStyle: 'medium' });

/** The time of day of a moment. */
export const timeText = (atMs: number): string => dateText(atMs, { timeStyle: 'short' });
