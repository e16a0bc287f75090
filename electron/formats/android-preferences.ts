/**
 * Android's SharedPreferences files: `<map><string name="…">…</string>…</map>`. Pure.
 * The rule: only text values are looked at.
 */
import type { SourceFile } from './source-file.ts';
import { attribute, children, parseXml, textOf } from './xml.ts';

export function isPreferences(file: SourceFile): boolean {
  return file.text !== null && /^\s*(<\?xml[^>]*>\s*)?<map[\s>]/.test(file.text);
}

/** Text values by key, in the file's order. @throws FileProblem `damaged`. */
export function readPreferences(file: SourceFile, format: string): ReadonlyMap<string, string> {
  const root = parseXml(file.text ?? '', format);
  return new Map(children(root, 'string').map((element) => [attribute(element, 'name'), textOf(element)]));
}

/** Whether a preferences file has a key that says whose it is; a cheap look that needs no parsing. */
export function mentions(file: SourceFile, text: string): boolean {
  return isPreferences(file) && (file.text ?? '').includes(text);
}
