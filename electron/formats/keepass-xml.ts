/**
 * Entries out of KeePass's XML, from inside a KDBX file or exported plainly. Pure.
 * The rule: protected values share one key stream in the document's order, history and bin included; only what is
 * neither history nor in the bin becomes an entry.
 */
import { fromBase64 } from './bytes.ts';
import { NESTING_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import { attribute, child, children, textOf, type XmlElement } from './xml.ts';

export interface KeePassEntry {
  /** Attributes by name: Title, UserName, otp, `TOTP Seed`, … */
  readonly attributes: ReadonlyMap<string, string>;
  /** Names of the groups that it is in, without the root. */
  readonly groups: readonly string[];
  readonly tags: readonly string[];
}

const DEFAULT_BIN_STATE = 'true';

/** @throws FileProblem `damaged`. */
export function readKeePassXml(
  root: XmlElement,
  unprotect: (values: Uint8Array) => Uint8Array,
  format: string,
): readonly KeePassEntry[] {
  const database = child(root, 'Root');
  if (root.name !== 'KeePassFile' || database === null) throw new FileProblem('damaged', format);
  const values = unprotectedValues(root, unprotect);
  const meta = child(root, 'Meta');
  const isBinUsed =
    (textOf(meta && child(meta, 'RecycleBinEnabled')) || DEFAULT_BIN_STATE).toLowerCase() === 'true';
  const bin = isBinUsed ? textOf(meta && child(meta, 'RecycleBinUUID')) : '';
  const entries: KeePassEntry[] = [];
  const visit = (group: XmlElement, groups: readonly string[]) => {
    if (groups.length > NESTING_MAX) throw new FileProblem('damaged', format);
    if (bin !== '' && textOf(child(group, 'UUID')) === bin) return;
    for (const entry of children(group, 'Entry')) entries.push(readEntry(entry, groups, values));
    for (const inner of children(group, 'Group')) visit(inner, [...groups, textOf(child(inner, 'Name'))]);
  };
  for (const top of children(database, 'Group')) visit(top, []);
  return entries;
}

function readEntry(
  entry: XmlElement,
  groups: readonly string[],
  values: ReadonlyMap<XmlElement, string>,
): KeePassEntry {
  const attributes = new Map<string, string>();
  for (const pair of children(entry, 'String')) {
    const value = child(pair, 'Value');
    attributes.set(textOf(child(pair, 'Key')), value === null ? '' : (values.get(value) ?? textOf(value)));
  }
  const tags = textOf(child(entry, 'Tags')).split(/[;,]/);
  return { attributes, groups, tags: tags.filter((tag) => tag !== '') };
}

/** The plain text of every protected value in the document. */
function unprotectedValues(
  root: XmlElement,
  unprotect: (values: Uint8Array) => Uint8Array,
): ReadonlyMap<XmlElement, string> {
  const protectedElements = [...elementsOf(root)].filter(
    (element) => attribute(element, 'Protected').toLowerCase() === 'true',
  );
  const sealed = protectedElements.map((element) => fromBase64(textOf(element)) ?? new Uint8Array());
  const opened = unprotect(Buffer.concat(sealed));
  let at = 0;
  return new Map(
    protectedElements.map((element, index) => {
      const end = at + (sealed[index]?.length ?? 0);
      const text = new TextDecoder().decode(opened.subarray(at, end));
      at = end;
      return [element, text];
    }),
  );
}

/** An element and all below it, in the document's order. */
function* elementsOf(root: XmlElement): Iterable<XmlElement> {
  const stack: XmlElement[] = [root];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    yield element;
    stack.push(...[...children(element)].reverse());
  }
}
