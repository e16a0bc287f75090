/** The mini window's half of the fake: it remembers which account was asked for. Runs in the page under test. */
import type { Authenticator } from '../../electron/ipc/contract.ts';
import type { createMemory } from './fake-memory.ts';
import { failed, fine } from './fake-memory.ts';

/** Until one is asked for, the mini window shows the first account. */
export function fakeMini({ saved }: ReturnType<typeof createMemory>): Authenticator['mini'] {
  let chosen: string | null = null;
  return {
    open: async ({ id }) => {
      if (saved.status !== 'unlocked') return failed('locked');
      chosen = id;
      return fine(null);
    },
    account: async () => {
      const id = chosen ?? saved.accounts[0]?.id;
      return id === undefined ? failed('account-missing') : fine({ id });
    },
    close: async () => {
      document.documentElement.dataset.fakeClosed = 'yes';
      return fine(null);
    },
  };
}
