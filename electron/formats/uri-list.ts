/**
 * Key URIs in any text: plain lists, Ente's, WinAuth's and Google's among them, HTML exports, prose.
 * Pure. The rule: every URI in the text is an entry, read or left out by name.
 */
import { findKeyUris } from '../otp/foreign-text.ts';
import { safeName } from '../otp/key-uri.ts';
import { isMigrationUri, type MigrationBatch, parseMigrationUri } from '../otp/migration.ts';
import { readQuery, splitUri } from '../otp/uri-text.ts';
import { extrasOf } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { markNamed } from './icon.ts';
import { isTrue, listField, numberField, textField, textsOf } from './json-fields.ts';
import { accountFromUri, skipReasonOf } from './key-uri-entry.ts';
import { ENTRIES_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import type { Format, ImportedAccount, Reading } from './reading.ts';
import { parseJson } from './source-file.ts';
import { accountFromSteamGuard } from './steam-guard.ts';

export const uriList: Format = {
  id: 'otpauth-uri-list',
  app: 'List of Key URIs',
  detect: (file) => (file.text !== null && textUris(file.text).length > 0 ? 'yes' : 'no'),
  async read(file) {
    return readUriText(file.text ?? '');
  },
};

/** Every Key URI of a text. @throws FileProblem `damaged` when all there is are broken migration codes. */
export function readUriText(text: string): Reading {
  return readUris(textUris(text), isHtml(text));
}

/** Every Key URI of a list, each from a line, a picture or a page of its own. */
export function readUris(uris: readonly string[], isFromHtml = false): Reading {
  const collector = new EntryCollector();
  const batches: MigrationBatch[] = [];
  for (const uri of uris) {
    if (isMigrationUri(uri)) batches.push(...readMigration(uri, collector));
    else collector.add(nameInUri(uri), uri, () => readUri(uri));
  }
  const reading = collector.reading(formatOf(uris, isFromHtml), batches);
  const isBrokenMigration = uris.length > 0 && uris.every(isMigrationUri) && batches.length === 0;
  if (isBrokenMigration) throw new FileProblem('damaged', reading.format);
  return reading;
}

function readMigration(uri: string, collector: EntryCollector): readonly MigrationBatch[] {
  const parsed = parseMigrationUri(uri);
  if (!parsed.ok) {
    collector.skip('otpauth-migration', skipReasonOf(parsed.reason), uri);
    return [];
  }
  for (const entry of parsed.entries) {
    if (entry.ok) collector.add('', uri, () => ({ ...entry.draft, ...extrasOf({}), secretAsWritten: null }));
    else collector.skip(entry.name ?? entry.seen, skipReasonOf(entry.reason), uri);
  }
  return [parsed.batch];
}

function readUri(uri: string): ImportedAccount {
  const parameters = readQuery(splitUri(uri)?.query ?? '');
  // WinAuth puts Steam's whole record into `data` and a dummy into `secret`.
  const steamGuard = parseJson(parameters.get('data') ?? null);
  if (steamGuard !== undefined) return accountFromSteamGuard(steamGuard);
  const display = parseJson(parameters.get('codedisplay') ?? null);
  return accountFromUri(uri, undefined, {
    // Ente: https://github.com/ente-io/ente (auth, `CodeDisplay`).
    tags: textsOf(listField(display, 'tags')),
    note: textField(display, 'note'),
    isPinned: isTrue(display, 'pinned'),
    isTrashed: isTrue(display, 'trashed'),
    useCount: numberField(display, 'tapCount'),
    markName: markNamed(textField(display, 'iconID'), parameters.get('issuer') ?? ''),
    // Microseconds.
    lastUsedAtMs: Math.floor((numberField(display, 'lastUsedAt') ?? 0) / 1000),
  });
}

/** The label of a URI that cannot be read; nothing where the secret may stand in it, as in all of `steam://SECRET`. */
function nameInUri(uri: string): string {
  const parts = splitUri(uri);
  if (parts === null || parts.scheme === 'steam') return '';
  const label = decodeLabel(parts.scheme === 'motp' ? parts.authority : parts.path);
  return entryName(safeName('', label, readQuery(parts.query).get('secret') ?? ''));
}

function decodeLabel(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

function isHtml(text: string): boolean {
  return /^\s*(<!doctype html|<html)/i.test(text) || /<code>\s*(otpauth|motp):/i.test(text);
}

export function textUris(text: string): readonly string[] {
  // One more than may be: the collector then says that the file holds too many.
  return findKeyUris(isHtml(text) ? textOfHtml(text) : withoutJsonEscapes(text), ENTRIES_MAX + 1);
}

/** Slashes as PHP writes them into JSON, `&`, `=` and their like as Gson, Go and .NET do; no URI has a backslash there. */
function withoutJsonEscapes(text: string): string {
  if (!/:\\\/\\\/|\\u00/.test(text)) return text;
  return text
    .replaceAll('\\/', '/')
    .replace(/\\u00(26|2b|3d|3c|3e|27)/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
}

/** The text between tags, one piece a line; attributes, where pictures of the codes are, go with their tags. */
function textOfHtml(html: string): string {
  return html
    .replace(/<[^>]*>/g, '\n')
    .replace(
      /&(amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-f]{1,6});/gi,
      (entity, name: string) => characterOf(name) ?? entity,
    );
}

const NAMED_CHARACTERS = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED_CHARACTERS.get(name.toLowerCase());
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

/** Who most likely wrote the list: only the name of the format depends on it. */
function formatOf(uris: readonly string[], isFromHtml: boolean): string {
  if (isFromHtml) return 'otpauth-html';
  if (uris.length > 0 && uris.every(isMigrationUri))
    return uris.length === 1 ? 'otpauth-migration-uri' : 'otpauth-migration-uri-list';
  if (uris.some((uri) => uri.includes('codeDisplay='))) return 'ente-plain-uri-list';
  if (uris.some((uri) => /[?&]data=%7B/i.test(uri))) return 'winauth-txt';
  return 'otpauth-uri-list';
}
