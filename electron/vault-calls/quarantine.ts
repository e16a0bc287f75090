/**
 * `quarantine.*` of the contract: taking out records that this version cannot read. Runs in the vault process.
 * The rule: the vault keeps them; they may hold secrets, so the copy takes the password, as showing a secret does.
 */
import { basename } from 'node:path';
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { replaceChosenFile } from '../vault/chosen-file.ts';
import { quarantinedOf } from '../vault/vault.ts';
import type { VaultHolder } from './vault-holder.ts';

const LINE_END = Buffer.from('\n');

/** @param grants paths that the person chose in a save dialog, by grant. */
export function createQuarantineCalls(
  holder: VaultHolder,
  grants: Map<string, string>,
): HandlersOf<typeof vaultCalls>['quarantine'] {
  return {
    save: async ({ grant, password }) => {
      const target = grants.get(grant);
      if (target === undefined) throw new CodedError('not-allowed');
      await holder.checkPassword(password);
      const records = quarantinedOf(holder.session().vault);
      const bytes = Buffer.concat(records.flatMap(({ line }) => [Buffer.from(line), LINE_END]));
      await replaceChosenFile(holder.session().store, target, bytes);
      grants.delete(grant);
      return { fileName: basename(target), recordCount: records.length };
    },
  };
}
