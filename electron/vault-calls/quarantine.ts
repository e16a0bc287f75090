/**
 * `quarantine.*` of the contract: taking out records that this version cannot read. Runs in the vault process.
 * The rule: the vault keeps them; they may hold secrets, so the copy takes the password, as showing a secret does.
 */
import { basename } from 'node:path';
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { replaceChosenFile } from '../vault/chosen-file.ts';
import { quarantinedOf } from '../vault/vault.ts';
import type { Grants } from './grants.ts';
import type { VaultHolder } from './vault-holder.ts';

const LINE_END = Buffer.from('\n');

export function createQuarantineCalls(
  holder: VaultHolder,
  grants: Grants,
): HandlersOf<typeof vaultCalls>['quarantine'] {
  return {
    save: async ({ grant, password }) => {
      const target = grants.take(grant, 'unread-records');
      await holder.checkPassword(password);
      const records = quarantinedOf(holder.session().vault);
      const bytes = Buffer.concat(records.flatMap(({ line }) => [Buffer.from(line), LINE_END]));
      await replaceChosenFile(holder.session().store, target, bytes);
      return { fileName: basename(target), recordCount: records.length };
    },
  };
}
