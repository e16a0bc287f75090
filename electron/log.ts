/**
 * The app's only log function; runs in main and the vault process, writes to standard error.
 * The rule: what it prints has passed `redact`; nothing else in the app writes to a console.
 */

/** URIs whole (any scheme that may carry a secret), base32 and base64 runs, and quoted or absolute paths. */
const SECRET_SHAPES: readonly RegExp[] = [
  /\b(?:apple-otpauth|otpauth(?:-migration)?|steam|motp):\/\/\S+/gi,
  /(?:[A-Z2-7]{4}[\s-]?){4,}=*/g,
  /(?:[a-z2-7]{4}[\s-]?){4,}=*/g,
  /[A-Za-z0-9+/_-]{24,}={0,2}/g,
  /\b\d{4,10}\b/g,
  /(?:[A-Za-z]:\\|\/)[^\s'"]+/g,
];

/** Replaces everything that could be a secret, a code or a person's path by "[redacted]". */
export function redact(text: string): string {
  return SECRET_SHAPES.reduce((shown, shape) => shown.replace(shape, '[redacted]'), text);
}

/**
 * Prints one line: what happened, and an error's name and redacted message (never its stack).
 * `event` is a text of ours, never one from outside.
 */
export function log(event: string, error?: unknown): void {
  const detail = error instanceof Error ? `: ${error.name} ${redact(error.message)}` : '';
  process.stderr.write(`halfminute ${event}${detail}\n`);
}

/**
 * Lets an error that nobody caught end this process by one line of the log. Node would print the stack and the line of
 * code, with whatever the message quotes, past `redact`.
 */
export function endOnUncaughtErrors(): void {
  const end = (error: unknown) => {
    log('ends by an error that nobody caught', error);
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/**
 * The same for main, which goes on: it holds no secrets, and its end would take unsaved work along. Electron would show
 * the stack in a window of its own.
 */
export function logUncaughtErrors(): void {
  process.on('uncaughtException', (error) => log('an error that nobody caught', error));
  process.on('unhandledRejection', (error) => log('a rejection that nobody caught', error));
  // Started from a terminal that was closed since: a line that cannot be written must not make the next one.
  process.stderr.on('error', () => undefined);
}
