/**
 * The fake's earlier files: what lies beside a vault that is damaged or gone. Runs in the page under test.
 * The rule: nothing opens without the password or the recovery key, and only what was opened is restored.
 */
import type { Authenticator, EarlierContent, Result } from '../../electron/ipc/contract.ts';
import { type FakeMemory, type FakeOptions, failed, fine } from './fake-memory.ts';
import { fakeAccount } from './fake-vault.ts';

const SIZE_BYTES = 8192;

export function createFakeEarlier(
  { saved, open }: FakeMemory,
  { earlier = [] }: FakeOptions,
  isRecoveryKey: (texts: readonly string[]) => boolean,
): Authenticator['earlier'] {
  const files = earlier.map(({ kind, atMs, state = 'sound', accounts = [] }, index) => ({
    view: { fileId: `file-${index}`, kind, atMs, state, sizeBytes: SIZE_BYTES },
    accounts: accounts.map(fakeAccount),
  }));
  let isOpened = false;
  const contents = (): Result<readonly EarlierContent[]> => {
    isOpened = true;
    const sound = files.filter(({ view }) => view.state === 'sound');
    return fine(
      sound.map(({ view, accounts }, index) => ({
        fileId: view.fileId,
        revision: sound.length - index,
        accounts: accounts.map(({ issuer, accountName }) => ({ issuer, accountName })),
        binnedCount: 0,
        quarantinedCount: 0,
      })),
    );
  };
  return {
    list: async () => fine(files.map(({ view }) => view)),
    open: async ({ password }) => (password === saved.password ? contents() : failed('wrong-password')),
    openWithRecovery: async ({ texts }) =>
      isRecoveryKey(texts) ? contents() : failed('invalid-recovery-key'),
    restore: async ({ fileId }) => {
      const file = files.find(({ view }) => view.fileId === fileId && view.state === 'sound');
      if (!file || !isOpened) return failed('earlier-file-missing');
      saved.accounts = [...file.accounts];
      return open();
    },
  };
}
