/**
 * Icon packs in Aegis's format: a zip with pack.json and the pictures that it names. Runs in the vault process and under Node.
 * The rules: a name in the pack is compared with names in the zip and is never a path; nothing is drawn here; what is too
 * large, too many or no picture is left out.
 * Format: https://github.com/beemdevelopment/Aegis/blob/master/docs/iconpacks.md
 */
import { withoutUnsafe } from '../otp/draft.ts';
import { iconOf } from './icon.ts';
import { field, listField, textField, textsOf } from './json-fields.ts';
import { UNPACKED_BYTES_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import { decodeText, parseJson } from './source-file.ts';
import { isZip, openZip } from './zip.ts';

const PACK_FILE = 'pack.json';
const FORMAT = 'icon-pack';
export const PACK_ICONS_MAX = 5000;
const TITLE_LENGTH_MAX = 128;
const ISSUERS_MAX = 50;

export interface PackIcon {
  /** Of its file, without folders and ending. */
  readonly title: string;
  /** Issuers that it is for. */
  readonly issuers: readonly string[];
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface IconPack {
  readonly name: string;
  readonly icons: readonly PackIcon[];
}

/** @throws FileProblem `not-recognised` for what is no icon pack; `damaged`, `too-large`. */
export async function readIconPack(bytes: Uint8Array): Promise<IconPack> {
  if (!isZip(bytes)) throw new FileProblem('not-recognised', FORMAT);
  const zip = await openZip(bytes, FORMAT);
  const names = new Set(zip.names);
  // Some are packed with the folder that they lie in.
  const packFile = zip.names.find((name) => name === PACK_FILE || /^[^/]+\/pack\.json$/.test(name));
  if (packFile === undefined) throw new FileProblem('not-recognised', FORMAT);
  const folder = packFile.slice(0, -PACK_FILE.length);
  const pack = parseJson(decodeText(await zip.read(packFile, {})));
  if (!Array.isArray(field(pack, 'icons'))) throw new FileProblem('damaged', FORMAT);
  const icons: PackIcon[] = [];
  let unpackedBytes = 0;
  for (const each of listField(pack, 'icons').slice(0, PACK_ICONS_MAX)) {
    const fileName = textField(each, 'filename');
    if (!names.has(folder + fileName)) continue;
    const content = await zip.read(folder + fileName, {});
    unpackedBytes += content.length;
    if (unpackedBytes > UNPACKED_BYTES_MAX) throw new FileProblem('too-large', FORMAT);
    const picture = iconOf(content);
    if (picture === null) continue;
    const issuers = textsOf(listField(each, 'issuer')).slice(0, ISSUERS_MAX).map(shortText);
    icons.push({ title: titleOf(fileName), issuers, ...picture });
  }
  return { name: shortText(textField(pack, 'name')), icons };
}

function titleOf(fileName: string): string {
  const base = fileName.slice(fileName.lastIndexOf('/') + 1);
  return shortText(base.replace(/\.[a-z0-9]+$/i, '').replaceAll('_', ' '));
}

function shortText(text: string): string {
  return withoutUnsafe(text).trim().slice(0, TITLE_LENGTH_MAX);
}
