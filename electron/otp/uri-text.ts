/**
 * Takes a URI text apart by hand: `new URL()` reads "#" and ":" in labels as fragment and port and
 * `decodeURIComponent` throws on "%ZZ", so neither is used. Pure. The rule: no input makes it throw.
 */

export interface UriParts {
  /** Lower-case, without "://". */
  readonly scheme: string;
  /** Lower-case; the text up to the first "/". */
  readonly host: string;
  /** The host as it is written, for schemes that put something else there. */
  readonly authority: string;
  /** Still percent-encoded; everything after the first "/" and before the first "?". */
  readonly path: string;
  /** Still percent-encoded; everything after the first "?". */
  readonly query: string;
}

/** Splits a text at "://", "/" and "?"; null when there is no scheme. Spaces and "#" at the end are dropped. */
export function splitUri(text: string): UriParts | null {
  const uri = withoutTail(text.trim());
  const scheme = /^([a-z][a-z0-9+.-]{0,31}):\/\//i.exec(uri);
  if (scheme?.[1] === undefined) return null;
  const [head, query] = splitAtFirst(uri.slice(scheme[0].length), '?');
  const [rawHost, path] = splitAtFirst(head, '/');
  const authority = rawHost.trim();
  return { scheme: scheme[1].toLowerCase(), host: authority.toLowerCase(), authority, path, query };
}

/**
 * Reads a query: names without regard to case, "+" as space, first value wins. An empty value and a literal
 * "null" count as absent, and so does a name without "=" (Ente writes a bare `issuer` for none), but for
 * Stratum's switch `&steam`, whose value is then "true".
 */
export function readQuery(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query.split('&')) {
    const hasValue = part.includes('=');
    const [rawName, rawValue] = splitAtFirst(part, '=');
    const name = decodePercent(rawName.replaceAll('+', ' ')).trim().toLowerCase();
    const value = hasValue ? decodePercent(rawValue.replaceAll('+', ' ')).trim() : bareValue(name);
    if (value !== '' && value !== 'null' && !parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** All values of a parameter that may be there several times, decoded, in their order. */
export function readAll(query: string, wanted: string): readonly string[] {
  return query.split('&').flatMap((part) => {
    const [name, value] = splitAtFirst(part, '=');
    return name.toLowerCase() === wanted ? [decodePercent(value.replaceAll('+', ' ')).trim()] : [];
  });
}

function bareValue(name: string): string {
  return name === 'steam' ? 'true' : '';
}

/** Decodes %XX as UTF-8; a run that is not UTF-8, and a lone "%", stay as they are written. */
export function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** Encodes all but the unreserved characters of RFC 3986 section 2.3. The text must hold no unpaired surrogate. */
export function encodePercent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The text before and after the first separator; all of it and nothing when there is none. */
export function splitAtFirst(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s#]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
