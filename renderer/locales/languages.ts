/** The languages of the page, and which one a person gets. Pure; runs in the page. */
import type { Language } from '../../electron/ipc/contract.ts';

/** Each in its own words, as people look for theirs. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  it: 'Italiano',
  pl: 'Polski',
  tr: 'Türkçe',
  ru: 'Русский',
  uk: 'Українська',
  ja: '日本語',
  ko: '한국어',
  'zh-CN': '简体中文',
  ar: 'العربية',
};
export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly Language[];

const primary = (tag: string) => tag.toLowerCase().split('-')[0];

/**
 * The language for a choice, and the tag by which its numbers and dates are written.
 * @param choice what the settings say; null or anything unknown: the first of the system's that we have
 * @param systemTags the system's languages (BCP 47), the preferred first
 */
export function chooseLanguage(
  choice: string | null,
  systemTags: readonly string[],
): { readonly language: Language; readonly formatTag: string } {
  const chosen = LANGUAGES.find((language) => language === choice);
  const wanted = chosen ? [chosen] : systemTags;
  for (const tag of wanted) {
    const language =
      LANGUAGES.find((known) => known.toLowerCase() === tag.toLowerCase()) ??
      LANGUAGES.find((known) => primary(known) === primary(tag));
    // Somebody in Austria who chose German gets Austrian dates.
    if (language) {
      return {
        language,
        formatTag: systemTags.find((system) => primary(system) === primary(language)) ?? tag,
      };
    }
  }
  return { language: 'en', formatTag: 'en' };
}

export const isRightToLeft = (language: Language): boolean => language === 'ar';
