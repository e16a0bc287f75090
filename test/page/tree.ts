/**
 * The page as a screen reader finds it: the browser's own accessibility tree, line by line in reading order. Runs under Node.
 * The rule: nothing is asked of the document, whose order and names may differ from what is spoken.
 */
import type { Page } from 'playwright-core';

/** The part of a node that is read. https://chromedevtools.github.io/devtools-protocol/tot/Accessibility/ */
interface TreeNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly value?: { readonly value?: unknown };
  readonly description?: { readonly value?: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
  readonly childIds?: readonly string[];
}

/** Boxes without a meaning of their own, which no reader speaks; what is in them is read. */
const BOXES = new Set([
  'RootWebArea',
  'generic',
  'none',
  'paragraph',
  'InlineTextBox',
  'LineBreak',
  'LabelText',
  'Legend',
]);
/** States that are spoken where they hold. */
const STATES = ['checked', 'expanded', 'invalid', 'disabled', 'pressed', 'focused'] as const;

/**
 * Each line: role, name, value after `=`, description in brackets, states. What lies within another is two spaces further
 * in, and a text that is its parent's name is that line alone.
 */
export async function readTree(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return linesOf(nodes as readonly TreeNode[]);
  } finally {
    await session.detach();
  }
}

function linesOf(nodes: readonly TreeNode[]): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const read = (node: TreeNode, depth: number, said: string): readonly string[] => {
    const role = node.role?.value ?? '';
    const name = node.name?.value?.trim() ?? '';
    const isBox = node.ignored || BOXES.has(role);
    const isText = role === 'StaticText';
    const isSaid = isText && (name === '' || said.includes(name));
    const inner = (node.childIds ?? []).flatMap((id) => {
      const child = byId.get(id);
      return child ? read(child, isBox ? depth : depth + 1, isBox ? said : name) : [];
    });
    if (isBox || isSaid) return inner;
    return [`${'  '.repeat(depth)}${isText ? `“${name}”` : lineOf(node, role, name)}`, ...inner];
  };
  return nodes[0] ? read(nodes[0], 0, '') : [];
}

function lineOf({ properties = [], description, value }: TreeNode, role: string, name: string): string {
  const holds = (state: string) => {
    const found = properties.find((each) => each.name === state)?.value.value;
    return found !== undefined && found !== false && found !== 'false';
  };
  return [
    role,
    name,
    value?.value ? `= ${String(value.value)}` : '',
    description?.value ? `(${description.value})` : '',
    ...STATES.filter(holds).map((state) => `[${state}]`),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** What stands in the polite and urgent regions, which a reader speaks when it changes. */
export const saidIn = (tree: readonly string[]): readonly string[] =>
  tree.flatMap((line, index) =>
    /^\s*(status|alert)\b/.test(line) && tree[index + 1]?.trim().startsWith('“')
      ? [(tree[index + 1] ?? '').trim().slice(1, -1)]
      : [],
  );
