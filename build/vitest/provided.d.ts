/**
 * What set-ups hand to the tests of their part. Types only.
 * The rule: `setupProblem` is set by every part that has a set-up, null when it went well.
 */
import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    setupProblem: string | null;
    /** Of the part `page`: the folder of the built page. */
    pageFolder: string;
    /** Of the part `page`: path of the built fake authenticator. */
    fakeScript: string;
  }
}
