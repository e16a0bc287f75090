/**
 * Every sentence that main itself shows, in menus and dialogs of the system. Runs in main.
 * The rule: no user-facing string stands in code; a language without a file, and a key that its file lacks, is English.
 */
import type { Language } from '../../ipc/contract.ts';
import ar from './ar.json';
import de from './de.json';
import en from './en.json';
import es from './es.json';
import fr from './fr.json';
import it from './it.json';
import ja from './ja.json';
import ko from './ko.json';
import pl from './pl.json';
import ptBR from './pt-BR.json';
import ru from './ru.json';
import tr from './tr.json';
import uk from './uk.json';
import zhCn from './zh-CN.json';

export type TextKey = keyof typeof en;

/** Each language but English has a file beside en.json, with keys of it, and is listed here. */
const OTHERS: { readonly [Tag in Language]?: { readonly [Key in TextKey]?: string } } = {
  de,
  fr,
  es,
  'pt-BR': ptBR,
  it,
  pl,
  tr,
  ru,
  uk,
  ja,
  ko,
  'zh-CN': zhCn,
  ar,
};

let texts: { readonly [Key in TextKey]?: string } = en;

const primary = (tag: string) => tag.toLowerCase().split('-')[0];

/** The file that a person gets: of the chosen language, else of the first of the system's that there is one of. */
export function languageOf(choice: string, systemTags: readonly string[], known: readonly string[]): string {
  for (const tag of choice === 'system' ? systemTags : [choice]) {
    const exact = known.find((each) => each.toLowerCase() === tag.toLowerCase());
    const near = exact ?? known.find((each) => primary(each) === primary(tag));
    if (near) return near;
  }
  return 'en';
}

/** Speaks a language from now on; what is shown already must be made again. */
export function speakLanguage(choice: string, systemTags: readonly string[]): void {
  const tag = languageOf(choice, systemTags, ['en', ...Object.keys(OTHERS)]);
  texts = OTHERS[tag as Language] ?? en;
}

export function text(key: TextKey): string {
  return texts[key] ?? en[key];
}
