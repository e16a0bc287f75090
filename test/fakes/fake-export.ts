/**
 * The fake's other apps: Google Authenticator takes 30 seconds and six digits only, the rest take all. Runs in the page
 * under test. The rule: whatever is written takes the vault's password.
 */
import type { Authenticator, ExportFormat, ExportPreview } from '../../electron/ipc/contract.ts';
import { type FakeMemory, type FakeOptions, failed, fine } from './fake-memory.ts';
import type { FakeAccount } from './fake-vault.ts';

/** The password of a file that is written until it is cancelled. */
const ENDLESS = 'goes on and on';
const isEncrypted = (format: ExportFormat) => format === 'age' || format.endsWith('-encrypted');
const nameOf = ({ issuer, accountName }: FakeAccount) => [issuer, accountName].filter(Boolean).join(': ');

export function createFakeExport({ saved }: FakeMemory, options: FakeOptions): Authenticator['export'] {
  const isHeld = (format: ExportFormat, { type, digits }: FakeAccount) =>
    format !== 'google-migration' || (type === 'totp' && digits === 6);
  const chosen = (ids: readonly string[] | undefined) =>
    saved.accounts.filter(({ id }) => ids === undefined || ids.includes(id));
  const held = (format: ExportFormat, ids?: readonly string[]) =>
    chosen(ids).filter((account) => isHeld(format, account));
  const preview = (format: ExportFormat, ids?: readonly string[]): ExportPreview => ({
    heldCount: held(format, ids).length,
    leftOut: chosen(ids)
      .filter((account) => !isHeld(format, account))
      .map((account) => ({ name: nameOf(account), reason: account.type === 'totp' ? 'digits' : 'type' })),
    lessened: format.startsWith('aegis')
      ? []
      : held(format, ids)
          .slice(0, 1)
          .map((account) => ({ name: nameOf(account), lost: ['tags', 'note'] })),
    quarantinedCount: options.quarantined?.length ?? 0,
  });
  let cancel = () => {};
  return {
    preview: async ({ format, ids }) => fine(preview(format, ids)),
    cancel: async () => {
      cancel();
      return fine(null);
    },
    write: async ({ format, vaultPassword, filePassword, ids }) => {
      if (filePassword === ENDLESS)
        return new Promise((resolve) => {
          cancel = () => resolve(failed('cancelled'));
        });
      if (isEncrypted(format) && (filePassword ?? '').length < 8) return failed('password-too-short');
      if (vaultPassword !== saved.password) return failed('wrong-password');
      const count = held(format, ids).length;
      if (count === 0) return failed('export-empty');
      return fine({ fileName: `fake-${format}`, sizeBytes: 4096, matchedCount: count, totalCount: count });
    },
    showCodes: async ({ format, password, ids }) => {
      if (password !== saved.password) return failed('wrong-password');
      const accounts = held(format, ids);
      if (accounts.length === 0) return failed('export-empty');
      if (format === 'google-migration')
        return fine([0, 1].map((page) => ({ name: null, text: `otpauth-migration://offline?data=${page}` })));
      return fine(
        accounts.map((account) => ({ name: nameOf(account), text: `otpauth://totp/${account.id}` })),
      );
    },
  };
}
