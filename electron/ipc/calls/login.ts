/**
 * Calls about starting with the person's session. Runs in every process.
 * The rule: what the system will do is asked of the system each time; nothing of it is kept in the settings.
 */
import * as v from 'valibot';
import { call, nothing } from './call.ts';

export interface LoginStart {
  /** The system starts the app when the person signs in. */
  readonly isOn: boolean;
  /** False where the app cannot ask for it: inside Flatpak and Snap it sees no autostart folder. */
  readonly isPossible: boolean;
}

export const loginCalls = {
  state: call<LoginStart>()(nothing),
  /** Asks the system; the answer is what holds now, which may not be what was asked for. */
  change: call<LoginStart>()(v.strictObject({ isOn: v.boolean() })),
} as const;
