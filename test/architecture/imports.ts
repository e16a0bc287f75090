/**
 * Reads which file imports which, from the source's text. Used by the architecture tests.
 * The rule: static, dynamic, re-exporting and type-only imports all count; what cannot be resolved is an error.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export const PROJECT = path.resolve(import.meta.dirname, '../..');

export interface Import {
  /** Project-relative, with forward slashes. */
  readonly from: string;
  /** Project-relative file, or the bare name of a package or builtin. */
  readonly to: string;
  readonly isLocal: boolean;
  readonly isTypeOnly: boolean;
}

const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const STATIC = /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g;
const WORKER = /new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url/g;

/** Every import that `text`, the source of `from`, names. */
export function readImports(from: string, text: string): readonly Import[] {
  const source = text.replace(COMMENTS, '');
  const named = [
    ...[...source.matchAll(STATIC)].map((match) => ({ name: match[2] ?? '', isTypeOnly: Boolean(match[1]) })),
    ...[...source.matchAll(DYNAMIC)].map((match) => ({ name: match[1] ?? '', isTypeOnly: false })),
    ...[...source.matchAll(WORKER)].map((match) => ({ name: match[1] ?? '', isTypeOnly: false })),
  ];
  return named.map(({ name, isTypeOnly }) => {
    const isLocal = name.startsWith('.');
    const file = name.replace(/\?.*$/, '');
    const to = isLocal ? path.posix.normalize(path.posix.join(path.posix.dirname(from), file)) : name;
    return { from, to, isLocal, isTypeOnly };
  });
}

/** Files below `folder` whose name matches, project-relative. */
export function listFiles(folder: string, name = /\.tsx?$/): readonly string[] {
  return readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => name.test(file) && statSync(path.join(PROJECT, file)).isFile())
    .sort();
}

export const readSource = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');
