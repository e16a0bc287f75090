/** The fake's own order, deleting several, and tags changed everywhere. Runs in the page under test. */
import type { Authenticator } from '../../electron/ipc/contract.ts';
import { type FakeMemory, failed, fine } from './fake-memory.ts';
import type { FakeAccount } from './fake-vault.ts';

type Arranging = Pick<
  Authenticator['accounts'],
  'move' | 'removeMany' | 'keepOne' | 'keepApart' | 'changeTag'
>;

const rank = ({ rank: place }: FakeAccount) => place ?? Number.MAX_SAFE_INTEGER;

export function createArranging(memory: FakeMemory): Arranging {
  const { saved } = memory;
  return {
    move: async ({ id, targetId, side }) => {
      const ordered = saved.accounts.toSorted((left, right) => rank(left) - rank(right));
      const account = ordered.find((one) => one.id === id);
      const others = ordered.filter((one) => one.id !== id);
      const at = others.findIndex((one) => one.id === targetId);
      if (!account || at === -1) return failed('account-missing');
      const moved = others.toSpliced(side === 'before' ? at : at + 1, 0, account);
      const places = new Map(moved.map((one, place) => [one.id, place]));
      const accounts = saved.accounts.map((one) => ({ ...one, rank: places.get(one.id) ?? null }));
      return fine({ undoId: memory.change(accounts, 'reordered'), merge: memory.takeMerge() });
    },
    keepOne: async ({ keepId, ids }) => {
      const kept = saved.accounts.find(({ id }) => id === keepId);
      if (!kept) return failed('account-missing');
      const others = saved.accounts.filter(({ id }) => id !== keepId && ids.includes(id));
      const tags = [...new Set([...kept.tags, ...others.flatMap((one) => one.tags)])];
      const left = saved.accounts
        .filter((one) => !others.includes(one))
        .map((one) => (one === kept ? { ...kept, tags } : one));
      const binned = others.map((account) => ({
        account,
        deletedAtMs: Date.now(),
        position: saved.accounts.indexOf(account),
      }));
      return fine({ undoId: memory.change(left, 'removed', [...saved.bin, ...binned]), merge: null });
    },
    keepApart: async ({ ids }) => {
      const accounts = saved.accounts.map((one) =>
        ids.includes(one.id) ? { ...one, distinctFrom: [...(one.distinctFrom ?? []), ...ids] } : one,
      );
      return fine({ undoId: memory.change(accounts), merge: null });
    },
    removeMany: async ({ ids }) => {
      const gone = new Set(ids);
      const removed = saved.accounts.filter(({ id }) => gone.has(id));
      if (removed.length < gone.size) return failed('account-missing');
      const binned = removed.map((account) => ({
        account,
        deletedAtMs: Date.now(),
        position: saved.accounts.indexOf(account),
      }));
      const left = saved.accounts.filter(({ id }) => !gone.has(id));
      return fine({ undoId: memory.change(left, 'removed', [...saved.bin, ...binned]), merge: null });
    },
    changeTag: async ({ tag, to }) => {
      const renamed = (tags: readonly string[]) => [
        ...new Set(tags.flatMap((one) => (one === tag ? (to ?? []) : one))),
      ];
      const accounts = saved.accounts.map((one) => ({ ...one, tags: renamed(one.tags) }));
      return fine({ undoId: memory.change(accounts), merge: memory.takeMerge() });
    },
  };
}
