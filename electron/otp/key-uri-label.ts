/**
 * Issuer and account name of a Key URI: where the label and the `issuer` parameter meet, peers disagree the most.
 * Pure. The rule: two accounts that differ in their label stay distinguishable.
 */
import { cleanName, isSameName, withoutIssuerPrefix } from './draft.ts';
import type { UriWarning } from './problem.ts';
import { decodePercent } from './uri-text.ts';

export interface LabelNames {
  readonly issuer: string;
  readonly accountName: string;
  readonly warnings: readonly UriWarning[];
}

/**
 * Reads both names. The parameter is the issuer where there is one. A label that starts with it loses it, also
 * when the issuer holds a colon; a label with another prefix (Microsoft's tenant) is kept whole as the account name.
 * @param label still percent-encoded: a literal ":" separates before an encoded one does.
 */
export function readNames(label: string, issuerParameter: string): LabelNames {
  const parameter = cleanName(issuerParameter);
  const whole = cleanName(decodePercent(label));
  const split = splitLabel(label);
  const prefix = cleanName(split.prefix);
  const rest = cleanName(split.rest);
  const issuer = parameter.name === '' ? prefix : parameter;
  const named = (account: { name: string; wasShortened: boolean }, warnings: readonly UriWarning[] = []) => ({
    issuer: issuer.name,
    accountName: account.name,
    warnings:
      issuer.wasShortened || account.wasShortened ? [...warnings, 'name-shortened' as const] : warnings,
  });

  if (parameter.name === '') return named(rest);
  // Before shortening: an issuer and an account name together may be longer than one name may be.
  const stripped = withoutIssuerPrefix(parameter.name, decodePercent(label).trim());
  if (stripped !== null) return named(cleanName(stripped));
  if (prefix.name === '' || isSameName(prefix.name, parameter.name)) return named(rest);
  return named(whole, ['issuer-differs']);
}

/** Splits at the first literal ":", else at the first "%3A"; without one, all of it is the account name. */
function splitLabel(label: string): { readonly prefix: string; readonly rest: string } {
  const separator = /:/.exec(label) ?? /%3a/i.exec(label);
  if (separator === null) return { prefix: '', rest: decodePercent(label) };
  return {
    prefix: decodePercent(label.slice(0, separator.index)),
    rest: decodePercent(label.slice(separator.index + separator[0].length)),
  };
}

/** Many apps tell Steam Guard by this issuer alone. */
export function isSteamIssuer(issuer: string): boolean {
  return isSameName(issuer, 'Steam');
}
