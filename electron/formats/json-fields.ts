/**
 * Reads fields of JSON that nobody vouches for. Pure.
 * The rule: own properties only (a key named `__proto__` is a key like any other), and a field of another
 * type than asked for is the same as none.
 */

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property of a record; undefined for anything else. */
export function field(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Follows keys into nested records. */
export function fieldAt(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => field(inner, key), value);
}

export function hasFields(value: unknown, ...keys: readonly string[]): boolean {
  return isRecord(value) && keys.every((key) => Object.hasOwn(value, key));
}

/** A string, or a number written out; '' for anything else. */
export function textField(value: unknown, key: string): string {
  const found = field(value, key);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}

/** A finite number, or null. Text that is a number counts: several apps write all values as text. */
export function numberField(value: unknown, key: string): number | null {
  const found = field(value, key);
  if (typeof found === 'string' && /^-?\d{1,16}$/.test(found)) return Number(found);
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

export function isTrue(value: unknown, key: string): boolean {
  const found = field(value, key);
  return found === true || found === 1 || found === 'true' || found === '1';
}

export function listField(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key);
  return Array.isArray(found) ? found : [];
}

/** The strings of a list. */
export function textsOf(list: readonly unknown[]): readonly string[] {
  return list.filter((item): item is string => typeof item === 'string');
}
