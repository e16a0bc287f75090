/**
 * XML without the parts that make it dangerous. Pure.
 * The rule: a document type declaration refuses the file, so no entity of its own is ever expanded or fetched.
 */
import { parseXml as parse, type XmlElement, XmlNode, XmlText } from '@rgrove/parse-xml';
import { FileProblem } from './problem.ts';

export type { XmlElement };

/** The root element. @throws FileProblem `damaged`. */
export function parseXml(text: string, format: string): XmlElement {
  // Depth is bounded by a cheap look first: the parser follows elements by recursion.
  if (/<!DOCTYPE|<!ENTITY/i.test(text) || depthOf(text) > 256) throw new FileProblem('damaged', format);
  try {
    const root = parse(text).root;
    if (root !== null) return root;
  } catch (error) {
    throw new FileProblem('damaged', format, { cause: error });
  }
  throw new FileProblem('damaged', format);
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of text.matchAll(/<[^!?][^>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Child elements, all or those of a name. */
export function children(element: XmlElement, name?: string): readonly XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      child.type === XmlNode.TYPE_ELEMENT && (name === undefined || (child as XmlElement).name === name),
  );
}

export function child(element: XmlElement, name: string): XmlElement | null {
  return children(element, name)[0] ?? null;
}

/** The element's own text, '' for none. */
export function textOf(element: XmlElement | null): string {
  if (element === null) return '';
  return element.children.map((part) => (part instanceof XmlText ? part.text : '')).join('');
}

export function attribute(element: XmlElement, name: string): string {
  return Object.hasOwn(element.attributes, name) ? (element.attributes[name] ?? '') : '';
}
