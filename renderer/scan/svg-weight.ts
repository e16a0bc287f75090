/**
 * How much a drawing would become when its `<use>` elements are followed. Pure; runs in the page before an SVG is drawn.
 * The rule: drawing cannot be stopped and holds the page up, so what multiplies itself is never begun.
 */

/** Elements; a code of version 40 with one for each module has 31,329. */
const MOST_ELEMENTS = 100_000;

/** True for a drawing of more elements than any code has, copies made by `<use>` included. */
export function isSvgTooMuch(text: string): boolean {
  const weights = new Map<string, number>();
  /** Open elements: their id and what they weigh so far. Copies of what comes later count once; they rarely do. */
  const open: { readonly id: string | null; weight: number }[] = [{ id: null, weight: 0 }];
  const close = () => {
    const element = open.pop();
    const parent = open.at(-1);
    if (!element || !parent) return;
    if (element.id !== null) weights.set(element.id, element.weight);
    parent.weight += element.weight;
  };
  for (const [tag, isEnd, name = '', attributes = ''] of text.matchAll(TAG)) {
    if (isEnd === '/') {
      if (open.length > 1) close();
      continue;
    }
    const target = /(?:^|:)use$/.test(name) ? HREF.exec(attributes)?.[1] : undefined;
    const copied = target === undefined ? 0 : (weights.get(target) ?? 1);
    open.push({ id: ID.exec(attributes)?.[1] ?? null, weight: 1 + copied });
    if (tag.endsWith('/>')) close();
    if ((open.at(-1)?.weight ?? 0) > MOST_ELEMENTS) return true;
  }
  return open.reduce((sum, { weight }) => sum + weight, 0) > MOST_ELEMENTS;
}

const TAG = /<(\/?)([a-z][\w:.-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const HREF = /\bhref\s*=\s*["']#([^"']+)["']/i;
const ID = /(?:^|\s)id\s*=\s*["']([^"']+)["']/i;
