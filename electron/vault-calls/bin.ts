/**
 * `bin.*` of the contract: what was removed, restoring it, forgetting it. Runs in the vault process.
 * The rule: only `empty` loses anything, and only what it names.
 */
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { emptyBin, forgetAtMs, restoreAccount } from '../vault/bin.ts';
import type { VaultHolder } from './vault-holder.ts';

export function createBinCalls(holder: VaultHolder): HandlersOf<typeof vaultCalls>['bin'] {
  return {
    list: () =>
      holder
        .session()
        .vault.bin.map(({ entry: { account }, deletedAtMs }) => ({
          id: account.id,
          type: account.otp.type,
          issuer: account.issuer,
          accountName: account.accountName,
          deletedAtMs,
          forgetAtMs: forgetAtMs(deletedAtMs, holder.place.emptyBinDays()),
        }))
        .reverse(),
    restore: ({ ids }) =>
      holder.saving((session) =>
        session.change((vault) => [...new Set(ids)].reduceRight(restoreAccount, vault), 'restored'),
      ),
    empty: ({ ids }) =>
      holder.saving((session) =>
        session.change(
          (vault) => emptyBin(vault, ids ?? vault.bin.map(({ entry }) => entry.account.id)),
          'bin-emptied',
        ),
      ),
  };
}
