/**
 * States that only a pointer or the keyboard brings, shown side by side: each rule for `:hover`, `:active` and
 * `:focus-visible` holds for `[data-state]` as well. Runs in the look page.
 * The rule: the rules are those of the app, copied when the page starts; none is written here.
 */

/** What a pointer and the keyboard bring. */
export const POINTED = ['hover', 'active', 'focus'] as const;
export type Pointed = (typeof POINTED)[number];

const SELECTORS: { readonly [State in Pointed]: string } = {
  hover: ':hover',
  active: ':active',
  focus: ':focus-visible',
};

function copiesOf(rule: CSSRule): string {
  if (rule instanceof CSSMediaRule) {
    const inside = [...rule.cssRules].map(copiesOf).join('\n');
    return inside === '' ? '' : `@media ${rule.conditionText} { ${inside} }`;
  }
  if (!(rule instanceof CSSStyleRule)) return '';
  const selector = POINTED.reduce(
    (text, state) => text.replaceAll(SELECTORS[state], `[data-state="${state}"]`),
    rule.selectorText,
  );
  return selector === rule.selectorText ? '' : `${selector} { ${rule.style.cssText} }`;
}

/** Makes `data-state` look like the state that it names. */
export function showStates(): void {
  const copies = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules].map(copiesOf));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(copies.join('\n'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
