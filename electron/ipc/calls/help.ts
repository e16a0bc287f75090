/** Calls for help that main gives. Runs in every process. The rule: nothing is opened outside of the app. */
import { call, nothing } from './call.ts';

export const helpCalls = {
  /** Shows the manual in a window of its own. */
  showManual: call<null>()(nothing),
} as const;
