/** Starting at login as a system has it that agrees, refuses, or cannot. Runs in the page under test. */
import type { Authenticator, LoginStart } from '../../electron/ipc/contract.ts';

export type FakeLogin = 'agrees' | 'refuses' | 'cannot';

export function createFakeLogin(system: FakeLogin = 'agrees'): Authenticator['login'] {
  let isOn = false;
  const state = (): { readonly ok: true; readonly value: LoginStart } => ({
    ok: true,
    value: { isOn, isPossible: system !== 'cannot' },
  });
  return {
    state: async () => state(),
    change: async (wanted) => {
      if (system === 'agrees') isOn = wanted.isOn;
      return state();
    },
  };
}
