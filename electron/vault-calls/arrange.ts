/**
 * Keeping many accounts in order: `accounts.move`, `removeMany`, `keepOne`, `keepApart` and `changeTag` of the contract. Runs in the vault process.
 * The rule: each is one change of the vault, whole or not at all, with one undo.
 */
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { cleanTags } from '../otp/clean-extras.ts';
import { removeAccounts } from '../vault/bin.ts';
import type { ChangeKind } from '../vault/history.ts';
import { moveAccount } from '../vault/own-order.ts';
import { accountsOf, editAccounts, type Vault } from '../vault/vault.ts';
import { keepApart, keepOne } from './duplicates.ts';
import type { VaultHolder } from './vault-holder.ts';

type ArrangeCalls = Pick<
  HandlersOf<typeof vaultCalls>['accounts'],
  'move' | 'removeMany' | 'keepOne' | 'keepApart' | 'changeTag'
>;

export function createArrangeCalls(holder: VaultHolder, now: () => number): ArrangeCalls {
  const change = (what: ChangeKind, edit: (vault: Vault) => Vault) =>
    holder.saving((session) => session.change(edit, what));
  return {
    move: ({ id, targetId, side }) => change('reordered', (vault) => moveAccount(vault, id, targetId, side)),
    removeMany: ({ ids }) => change('removed', (vault) => removeAccounts(vault, new Set(ids), now())),
    keepOne: ({ keepId, ids }) => change('removed', (vault) => keepOne(vault, keepId, ids, now())),
    keepApart: ({ ids }) => change('edited', (vault) => keepApart(vault, ids)),
    changeTag: ({ tag, to }) => change('edited', (vault) => withTagChanged(vault, tag, to, now())),
  };
}

/** `to` in the place of `tag` wherever that is; null takes it away. @throws CodedError `bad-argument` for a name that is none. */
function withTagChanged(vault: Vault, tag: string, to: string | null, nowMs: number): Vault {
  const names = to === null ? [] : cleanTags([to]);
  if (to !== null && names.length === 0) throw new CodedError('bad-argument');
  const tagged = accountsOf(vault).filter(({ tags }) => tags.includes(tag));
  const renamed = (tags: readonly string[]) => [
    ...new Set(tags.flatMap((each) => (each === tag ? names : [each]))),
  ];
  return editAccounts(
    vault,
    new Map(tagged.map(({ id }) => [id, ({ tags }) => ({ tags: renamed(tags) })])),
    nowMs,
  );
}
