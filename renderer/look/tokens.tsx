/** Every token of styles/tokens.css, drawn as what it is for. Runs in the look page. The rule: the file itself is read. */
import type { CSSProperties, ReactElement } from 'react';
import css from '../styles/tokens.css?raw';

/** Names of all variables, each once, in the file's order. */
export const TOKENS: readonly string[] = [
  ...new Set([...css.matchAll(/(--[a-z0-9-]+)\s*:/g)].map((match) => match[1] ?? '')),
];

type Kind = 'space' | 'type' | 'font' | 'radius' | 'shadow' | 'time' | 'plain' | 'colour';

function kindOf(name: string): Kind {
  if (name.startsWith('--space-')) return 'space';
  if (/^--text-(?!quiet)/.test(name)) return 'type';
  if (name.startsWith('--font-')) return 'font';
  if (name.startsWith('--radius')) return 'radius';
  if (name.startsWith('--shadow-')) return 'shadow';
  if (/^--(?:quick|calm|second|busy)$/.test(name)) return 'time';
  if (/^--(?:layer-|control-)/.test(name)) return 'plain';
  return 'colour';
}

const drawn: { readonly [Name in Kind]: (value: string) => CSSProperties } = {
  space: (value) => ({ width: value }),
  type: (value) => ({ fontSize: value }),
  font: (value) => ({ fontFamily: value }),
  radius: (value) => ({ borderRadius: value }),
  shadow: (value) => ({ boxShadow: value }),
  time: (value) => ({ transitionDuration: value }),
  plain: () => ({}),
  colour: (value) => ({ background: value }),
};

export function Tokens(): ReactElement {
  const style = getComputedStyle(document.documentElement);
  return (
    <ul className="look-tokens">
      {TOKENS.map((name) => {
        const kind = kindOf(name);
        return (
          <li key={name} className="look-token" data-token={name}>
            <span
              className={`look-sample look-${kind}`}
              style={drawn[kind](`var(${name})`)}
              aria-hidden="true"
            >
              {kind === 'type' || kind === 'font' ? '123 456' : ''}
            </span>
            <code>{name}</code>
            <span className="quiet small">{style.getPropertyValue(name)}</span>
          </li>
        );
      })}
    </ul>
  );
}
