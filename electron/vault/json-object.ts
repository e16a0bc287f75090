/**
 * What records of the payload are made of: JSON objects, texts and whole numbers within bounds. Vault process, CLI, tests.
 * The rule: a value from a file is `unknown` until it has passed one of these.
 */

export type JsonObject = Record<string, unknown>;

/** A line's JSON object; null when it is not UTF-8 or not a JSON object. */
export function parseJsonObject(line: Uint8Array): JsonObject | null {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line),
    );
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isWhole(value: unknown, min: number, max: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

export function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}
