/**
 * `export.*` of the contract: files for other apps, and QR codes to show. Runs in the vault process.
 * The rules: success is said only after the file on the disk was read back by our own reader; secrets leave for the
 * vault's password alone, under whatever password of its own the file is. The writers are loaded with the first export: most runs of the app never need them.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { FileProblem } from '../formats/problem.ts';
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { Account } from '../otp/account.ts';
import { displayName } from '../otp/draft.ts';
import { replaceChosenFile } from '../vault/chosen-file.ts';
import { refuseShortPassword } from '../vault/password-length.ts';
import { accountsOf, quarantinedOf, type Vault } from '../vault/vault.ts';
import { type ExportMaker, makeHere } from './export-maker.ts';
import type { Grants } from './grants.ts';
import type { VaultHolder } from './vault-holder.ts';

const loadWriters = () => import('../formats/write-export.ts');

/** @param make makes and proves a file; in the app it has a thread of its own, which cancelling ends. */
export function createExportCalls(
  holder: VaultHolder,
  grants: Grants,
  now: () => number,
  make: ExportMaker = makeHere,
): HandlersOf<typeof vaultCalls>['export'] {
  let running: AbortController | null = null;

  return {
    preview: async ({ format, ids }) => {
      const { planExport } = await loadWriters();
      const { vault } = holder.session();
      const { held, leftOut, lessened } = planExport(format, chosenOf(vault, ids));
      return {
        heldCount: held.length,
        leftOut: leftOut.map(({ account, reason }) => ({ name: nameOf(account), reason })),
        lessened: lessened.map(({ account, lost }) => ({ name: nameOf(account), lost })),
        quarantinedCount: ids === undefined ? quarantinedOf(vault).length : 0,
      };
    },
    write: async ({ grant, format, vaultPassword, filePassword, ids, pageWords }) => {
      const target = grants.take(grant, 'export');
      const { writerOf } = await loadWriters();
      const { isEncrypted } = writerOf(format);
      if (isEncrypted) refuseShortPassword(filePassword ?? '');
      const mine = new AbortController();
      running?.abort();
      running = mine;
      try {
        await holder.checkPassword(vaultPassword);
        const request = {
          format,
          accounts: chosenOf(holder.session().vault, ids),
          nowMs: now(),
          pageWords: pageWords ?? null,
          password: isEncrypted ? (filePassword ?? '') : null,
        };
        const { bytes } = await make({ ...request, written: null }, mine.signal).catch(toFailure);
        await replaceChosenFile(holder.session().store, target, bytes);
        const written = new Uint8Array(await readFile(target));
        const { matchedCount, totalCount } = await make({ ...request, written }, mine.signal).catch(
          toUnproved,
        );
        if (matchedCount !== totalCount) throw new CodedError('export-not-verified');
        return { fileName: path.basename(target), sizeBytes: bytes.length, matchedCount, totalCount };
      } finally {
        if (running === mine) running = null;
      }
    },
    cancel: () => {
      running?.abort();
      return null;
    },
    showCodes: async ({ format, password, ids }) => {
      const { planExport } = await loadWriters();
      const { QR_KINDS } = await import('../formats/qr-codes.ts');
      await holder.checkPassword(password);
      const { held } = planExport(format, chosenOf(holder.session().vault, ids));
      if (held.length === 0) throw new CodedError('export-empty');
      return QR_KINDS.find(({ id }) => id === format)?.codes(held) ?? [];
    },
  };
}

/** Those that were chosen, in the vault's order; all where none were. @throws CodedError `account-missing`. */
function chosenOf(vault: Vault, ids: readonly string[] | undefined): readonly Account[] {
  const accounts = accountsOf(vault);
  if (ids === undefined) return accounts;
  const wanted = new Set(ids);
  const chosen = accounts.filter(({ id }) => wanted.has(id));
  if (chosen.length < wanted.size) throw new CodedError('account-missing');
  return chosen;
}

function nameOf({ issuer, accountName }: Pick<Account, 'issuer' | 'accountName'>): string {
  return displayName(issuer, accountName);
}

/** A vault without an account that fits is no failure of ours, and neither is a person who thought again. */
function toFailure(error: unknown): never {
  if (error instanceof FileProblem && error.code === 'empty')
    throw new CodedError('export-empty', { cause: error });
  if (error instanceof FileProblem && error.code === 'cancelled')
    throw new CodedError('cancelled', { cause: error });
  throw error;
}

/** The file is there by now, whatever keeps it from being proved. */
function toUnproved(error: unknown): never {
  throw new CodedError('export-not-verified', { cause: error });
}
