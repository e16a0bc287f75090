/**
 * Every sentence the page shows comes from here: `t(key, values)` over ICU messages, with keys checked by type.
 * Runs in the page. The rule: no user-facing string in a component.
 */
import { createInstance } from 'i18next';
import Icu from 'i18next-icu';
import en from './en.json';

type KeysOf<Node, Path extends string = ''> = {
  [Name in keyof Node & string]: Node[Name] extends string
    ? `${Path}${Name}`
    : KeysOf<Node[Name], `${Path}${Name}.`>;
}[keyof Node & string];

/** The full name of one message, such as "failure.locked". */
export type TextKey = KeysOf<typeof en>;
export type TextValues = { readonly [name: string]: string | number };

const language = createInstance();
void language.use(new Icu()).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  interpolation: { escapeValue: false },
});

/** The message of `key` in the current language, with ICU values filled in. */
export function t(key: TextKey, values?: TextValues): string {
  return language.t(key, values ?? {});
}

/** Joins items as the language writes a list: "2, 3 and 4". */
export function listText(items: readonly string[]): string {
  return new Intl.ListFormat(language.language, { type: 'conjunction' }).format(items);
}

/** A number as the language writes it. */
export function numberText(value: number): string {
  return new Intl.NumberFormat(language.language).format(value);
}
